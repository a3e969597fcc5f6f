"""How much two boxes share: intersection over union, for all pairs at once."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def as_boxes(boxes: ArrayLike) -> NDArray[np.float64]:
    """Read boxes as an array of shape (count, 4), and refuse what is no box.

    Raises:
        ValueError: Another shape, or a box whose bottom or right does not lie beyond its top or left.
    """
    array = np.asarray(boxes, dtype=float)
    if array.size == 0:
        return array.reshape(-1, 4)
    if array.ndim != 2 or array.shape[1] != 4:
        raise ValueError(f"expected boxes of shape (count, 4): top, left, bottom, right; came {array.shape}")
    if (array[:, 2:] <= array[:, :2]).any():
        worst = array[(array[:, 2:] <= array[:, :2]).any(axis=1)][0]
        raise ValueError(f"expected bottom > top and right > left, came the box {worst.tolist()}")
    return array


def box_areas(boxes: ArrayLike) -> NDArray[np.float64]:
    """Return the area of each box, in pixels; `boxes` is (count, 4).

    >>> box_areas([[2, 1, 6, 7]]).tolist()
    [24.0]
    """
    top, left, bottom, right = as_boxes(boxes).T
    return (bottom - top) * (right - left)


def iou_matrix(boxes: ArrayLike, others: ArrayLike) -> NDArray[np.float64]:
    """Return the intersection over union of every box with every other one.

    Args:
        boxes: Shape (count, 4): top, left, bottom, right in pixels, the last two exclusive.
        others: Shape (others, 4).

    Returns:
        Shape (count, others), from 0 where two boxes share nothing to 1 where they are the same.

    Raises:
        ValueError: As `as_boxes`.

    >>> iou_matrix([[2, 1, 6, 7]], [[3, 4, 8, 8], [2, 1, 6, 7], [6, 1, 9, 7]]).round(3).tolist()
    [[0.257, 1.0, 0.0]]
    """
    first, second = as_boxes(boxes)[:, np.newaxis], as_boxes(others)[np.newaxis]
    upper_left = np.maximum(first[..., :2], second[..., :2])
    lower_right = np.minimum(first[..., 2:], second[..., 2:])
    shared = np.clip(lower_right - upper_left, 0, None).prod(axis=2)
    return shared / (box_areas(boxes)[:, np.newaxis] + box_areas(others) - shared)
