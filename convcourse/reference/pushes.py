"""By how much small pushes on all inputs change a linear score."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def budget_spent(weights: ArrayLike, budget: float) -> list[float]:
    """Return the largest change of a linear score, and how far random pushes of the same size change it.

    Every input is pushed by the whole budget, up or down.

    Args:
        weights: Of the score, any shape.
        budget: How far each input may move, 0 or more.

    Returns:
        The change where each push follows the sign of its weight; the standard deviation of the change where each
        goes up or down by chance, as often the one as the other.

    Raises:
        ValueError: The budget is negative.

    Source: Goodfellow, Shlens and Szegedy (2015), section 3; chapter 17.

    >>> budget_spent([3, -4], 0.5)
    [3.5, 2.5]
    """
    if budget < 0:
        raise ValueError(f"expected a budget of 0 or more, came {budget}")
    numbers = np.asarray(weights, float)
    return [float(budget * np.abs(numbers).sum()), float(budget * np.linalg.norm(numbers))]
