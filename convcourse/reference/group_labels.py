"""Labels of several pictures of the same thing, brought into agreement."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def majority_labels(labels: ArrayLike, groups: ArrayLike) -> NDArray[np.int64]:
    """Return for each picture the label that most pictures of its group have; -1 where two labels are equally frequent.

    Args:
        labels: Whole numbers of shape (count,), 0 or more.
        groups: Whole numbers of shape (count,): pictures with the same number show the same thing.

    Raises:
        ValueError: The shapes differ.

    Source: chapter 18.

    >>> majority_labels([3, 3, 1, 0, 2], [0, 0, 0, 1, 1])
    array([ 3,  3,  3, -1, -1])
    """
    typed, which = np.asarray(labels), np.asarray(groups)
    if typed.shape != which.shape:
        raise ValueError(f"expected a group for each label, came {which.shape} for {typed.shape}")
    agreed = np.empty(len(typed), dtype=np.int64)
    for group in np.unique(which):
        names, votes = np.unique(typed[which == group], return_counts=True)
        winners = names[votes == votes.max()]
        agreed[which == group] = winners[0] if len(winners) == 1 else -1
    return agreed
