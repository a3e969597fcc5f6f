"""Do two maps put the pixels into the same order?"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]


def rank_correlation(one: ArrayLike, other: ArrayLike) -> float:
    """Return Spearman's rank correlation: 1 for the same order, -1 for the opposite one, about 0 for no relation.

    Equal values share the mean of their ranks. Where all values of one are equal, it has no order, and the answer is 0.

    Args:
        one, other: Arrays of the same shape, two values or more.

    Raises:
        ValueError: The shapes differ, or there are fewer than two values.
        FloatingPointError: There is NaN among the values.

    Source: Spearman (1904); chapter 16.

    >>> rank_correlation([1, 2, 30], [5, 6, 7]), rank_correlation([1, 2, 3], [3, 2, 1])
    (1.0, -1.0)
    """
    first, second = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if first.shape != second.shape or first.size < 2:
        raise ValueError(f"expected two arrays of one shape, of two values or more; came {first.shape}, {second.shape}")
    if np.isnan(first).any() or np.isnan(second).any():
        raise FloatingPointError("expected values that can be put in order, came NaN")
    away, other_away = (ranks(each) - (each.size - 1) / 2 for each in (first, second))
    length = np.sqrt(np.sum(away**2) * np.sum(other_away**2))
    return float(np.round(np.sum(away * other_away) / length, 12)) if length else 0.0


def ranks(values: ArrayLike) -> Floats:
    """Return the place of each value in the order from the least, counted from 0; equal values share their mean place.

    >>> ranks([30, 10, 20, 20])
    array([3. , 0. , 1.5, 1.5])
    """
    flat: NDArray[Any] = np.asarray(values).ravel()
    _, group, counts = np.unique(flat, return_inverse=True, return_counts=True)
    last = np.cumsum(counts) - 1
    return (last - (counts - 1) / 2)[group]
