"""A box, told from the point of view of an anchor: what a detector learns to say."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.reference.box_overlap import as_boxes


def encode_boxes(boxes: ArrayLike, anchors: ArrayLike) -> NDArray[np.float64]:
    """Write each box as steps from its anchor: where its middle is, and how much larger it is.

    Args:
        boxes: Shape (count, 4): top, left, bottom, right.
        anchors: Shape (count, 4), one for each box.

    Returns:
        Shape (count, 4): how far the middle lies below the anchor's, in heights of the anchor; how far to its right, in
        widths of the anchor; the logarithms of height and width over the anchor's.

    Raises:
        ValueError: As `as_boxes`, or another number of anchors than of boxes.

    Source: Girshick, Donahue, Darrell and Malik 2014; Ren, He, Girshick and Sun 2015.

    >>> encode_boxes([[4, 10, 12, 30]], [[0, 0, 16, 10]]).round(3).tolist()
    [[0.0, 1.5, -0.693, 0.693]]
    """
    boxes, anchors = as_boxes(boxes), as_boxes(anchors)
    _one_each(len(boxes), len(anchors))
    size, anchor_size = boxes[:, 2:] - boxes[:, :2], anchors[:, 2:] - anchors[:, :2]
    middle, anchor_middle = boxes[:, :2] + size / 2, anchors[:, :2] + anchor_size / 2
    return np.concatenate([(middle - anchor_middle) / anchor_size, np.log(size / anchor_size)], axis=1)


def decode_boxes(codes: ArrayLike, anchors: ArrayLike) -> NDArray[np.float64]:
    """Return the boxes that codes of shape (count, 4) mean for these anchors: `encode_boxes` undone.

    Raises:
        ValueError: As `encode_boxes`.

    >>> decode_boxes([[0, 1.5, 0, 0]], [[0, 0, 16, 10]]).tolist()
    [[0.0, 15.0, 16.0, 25.0]]
    """
    anchors, codes = as_boxes(anchors), np.asarray(codes, dtype=float).reshape(-1, 4)
    _one_each(len(codes), len(anchors))
    anchor_size = anchors[:, 2:] - anchors[:, :2]
    size = anchor_size * np.exp(codes[:, 2:])
    middle = anchors[:, :2] + anchor_size / 2 + codes[:, :2] * anchor_size
    return np.concatenate([middle - size / 2, middle + size / 2], axis=1)


def _one_each(count: int, anchors: int) -> None:
    if count != anchors:
        raise ValueError(f"expected one anchor for each box, came {count} and {anchors}")
