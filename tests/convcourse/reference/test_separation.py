"""The part of pairs that a number puts into the right order."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from convcourse.reference import separation


def test_all_right_all_wrong_and_a_guess():
    marked = [True, True, False]
    assert separation([3, 2, 1], marked) == 1 and separation([1, 2, 3], marked) == 0
    assert separation([5, 5, 5], marked) == 0.5


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_area_below_the_roc_curve(seed):
    random = np.random.default_rng(seed)
    marked = random.random(31) < 0.4
    scores = np.round(random.normal(size=31) + marked, 1)  # with ties
    assert separation(scores, marked) == pytest.approx(roc_auc_score(marked, scores))


@pytest.mark.parametrize("marked", [[True, True], [False, False], [True]])
def test_two_groups_are_needed(marked):
    with pytest.raises(ValueError, match="one score for each of two groups"):
        separation([1.0, 2.0], marked)
