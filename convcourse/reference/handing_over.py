"""From which confidence on a network may decide alone, so that few enough of its decisions are wrong."""

import numpy as np
from numpy.typing import ArrayLike


def least_confidence(confidences: ArrayLike, right: ArrayLike, most_wrong: float) -> float:
    """Return the smallest confidence such that, of all answers with that much or more, few enough are wrong.

    Args:
        confidences: Shape (count,), the largest probability of each answer.
        right: Shape (count,), True where the answer is right.
        most_wrong: The part of the answers given that may be wrong, from 0 to 1.

    Returns:
        One of the confidences; infinity, so that no answer is given, if none keeps the bound.

    Raises:
        ValueError: The shapes differ.

    Source: chapter 18; C. K. Chow (1970), "On optimum recognition error and reject tradeoff".

    >>> least_confidence([0.9, 0.5, 0.8, 0.6, 0.7], [1, 0, 1, 0, 1], 0.25)
    0.6
    """
    sure, true = np.asarray(confidences, dtype=float), np.asarray(right, dtype=bool)
    if sure.shape != true.shape:
        raise ValueError(f"expected a confidence for each answer, came {sure.shape} for {true.shape}")
    kept = [limit for limit in np.unique(sure) if np.mean(~true[sure >= limit]) <= most_wrong]
    return float(min(kept, default=np.inf))
