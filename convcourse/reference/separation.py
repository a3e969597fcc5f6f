"""How well one number tells two groups apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def separation(scores: ArrayLike, marked: ArrayLike) -> float:
    """Return the part of all pairs, one marked and one not, in which the marked one has the higher score.

    A pair of equal scores counts half. 1 tells all apart, 0.5 is a guess; it is the area below the ROC curve.

    Args:
        scores: Shape (count,).
        marked: Shape (count,), true for one group.

    Raises:
        ValueError: Shapes differ, or a group is empty.

    Source: Hanley and McNeil (1982); chapter 17.

    >>> separation([0.9, 0.4, 0.4, 0.1], [True, True, False, False])
    0.875
    """
    numbers, group = np.asarray(scores, float), np.asarray(marked, bool)
    if numbers.ndim != 1 or numbers.shape != group.shape or group.all() or not group.any():
        raise ValueError(
            f"expected one score for each of two groups' members, came scores {numbers.shape} for {group.sum()} marked "
            f"of {group.size}"
        )
    high, low = numbers[group][:, None], numbers[~group]
    return float(np.mean((high > low) + 0.5 * (high == low)))
