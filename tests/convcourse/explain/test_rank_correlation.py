"""Spearman's rank correlation, with ties, against SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from convcourse.explain import rank_correlation


def test_the_order_counts_and_not_the_values():
    assert rank_correlation([1, 2, 3, 4], [1, 10, 100, 1000]) == 1
    # Ranks 0 1 2 3 against 0 2 1 3: differences 0 1 1 0, and 1 - 6 * 2 / (4 * 15).
    assert rank_correlation([1, 2, 3, 4], [5, 7, 6, 8]) == pytest.approx(0.8)


@pytest.mark.parametrize("values", [2, 5, 1000])
def test_it_agrees_with_scipy_and_so_do_ties(values):
    random = np.random.default_rng(values)
    for _ in range(10):
        one, other = random.integers(0, values, size=(2, 7, 9))
        assert rank_correlation(one, other) == pytest.approx(stats.spearmanr(one.ravel(), other.ravel()).statistic)


@given(st.lists(st.integers(-50, 50), min_size=3, max_size=20, unique=True), st.integers(0, 1000))
def test_a_rising_function_changes_nothing(values, seed):
    one, other = np.array(values), np.random.default_rng(seed).normal(size=len(values))
    assert rank_correlation(one**3 + 1, other) == pytest.approx(rank_correlation(one, other))
    assert rank_correlation(one, one**3) == 1
    assert rank_correlation(one, -one) == -1


def test_values_that_are_all_equal_have_no_order():
    assert rank_correlation([3, 3, 3], [1, 2, 3]) == 0


def test_what_has_no_order_is_named():
    with pytest.raises(ValueError, match=r"two arrays of one shape, of two values or more; came \(2,\), \(3,\)"):
        rank_correlation([1, 2], [1, 2, 3])
    with pytest.raises(FloatingPointError, match="expected values that can be put in order, came NaN"):
        rank_correlation([1, np.nan], [1, 2])
