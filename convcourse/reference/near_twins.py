"""Which pictures show the same thing: groups of pictures that are nearly the same, apart from the light."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating]


def correlations(images: ArrayLike) -> Floats:
    """Return the correlation of every picture with every other, from -1 to 1.

    Each picture's mean is taken off and the rest divided by its length, so that brighter light changes nothing.

    Args:
        images: Shape (count, ...). A picture of one colour correlates with nothing, not even itself: 0.

    Returns:
        Shape (count, count).

    Source: chapter 18.

    >>> correlations([[[1, 2, 6]], [[12, 14, 22]], [[3, 3, 3]]]).round(3).tolist()
    [[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
    """
    rows: Floats = np.asarray(images)
    rows = rows.astype(np.result_type(rows, np.float32)).reshape(len(rows), -1)
    rows = rows - rows.mean(axis=1, keepdims=True)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows / np.where(length > 0, length, 1)
    found: Floats = rows @ rows.T
    return found


def near_twins(images: ArrayLike, limit: float) -> NDArray[np.int64]:
    """Return the number of a group for each picture: the same for all that show the same.

    Two pictures show the same if their correlation is above the limit, or if a chain of such pictures links them.

    Args:
        images: Shape (count, ...).
        limit: A correlation.

    Returns:
        Shape (count,): groups are numbered from 0, by their first pictures.

    Source: chapter 18.

    >>> near_twins([[[1, 2, 6]], [[5, 1, 0]], [[12, 14, 22]]], 0.9)
    array([0, 1, 0])
    """
    alike = correlations(images) > limit
    groups = np.full(len(alike), -1, dtype=np.int64)
    for first in range(len(groups)):
        if groups[first] < 0:
            _spread(alike, groups, first, int(groups.max()) + 1)
    return groups


def _spread(alike: NDArray[np.bool_], groups: NDArray[np.int64], first: int, number: int) -> None:
    """Give a picture, and all that chains link with it, the number of a group."""
    waiting = [first]
    groups[first] = number
    while waiting:
        more = np.flatnonzero(alike[waiting.pop()] & (groups < 0))
        groups[more] = number
        waiting.extend(more)
