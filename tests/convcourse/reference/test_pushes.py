"""What a budget does to a linear score, beside every way to spend it."""

import itertools

import numpy as np
import pytest

from convcourse.reference import budget_spent


def test_beside_all_ways_to_push_up_or_down():
    weights, budget = np.array([[0.3, -1.2, 0.0], [2.0, 0.7, -0.4]]), 0.05
    changes = [budget * np.dot(signs, weights.ravel()) for signs in itertools.product([-1, 1], repeat=weights.size)]
    largest, spread = budget_spent(weights, budget)
    assert largest == pytest.approx(max(changes))
    assert spread == pytest.approx(np.std(changes)) and np.mean(changes) == pytest.approx(0)


def test_a_negative_budget_is_refused():
    with pytest.raises(ValueError, match="budget of 0 or more, came -1"):
        budget_spent([1, 2], -1)
