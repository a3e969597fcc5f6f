"""Non-maximum suppression: of boxes that mean the same thing, keep the surest."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.reference.box_overlap import as_boxes, iou_matrix


def suppress(boxes: ArrayLike, scores: ArrayLike, most_overlap: float = 0.5) -> NDArray[np.int64]:
    """Keep the box with the best score, drop all that overlap it by more, and go on with what is left.

    Args:
        boxes: Shape (count, 4): top, left, bottom, right.
        scores: Shape (count,). Of equal scores the first comes first.
        most_overlap: Intersection over union up to which two boxes may stand side by side.

    Returns:
        The places of the boxes kept, best score first.

    Raises:
        ValueError: As `as_boxes`, or another number of scores than of boxes.

    >>> suppress([[0, 0, 4, 6], [0, 1, 4, 7], [8, 8, 12, 12]], [0.6, 0.9, 0.3]).tolist()
    [1, 2]
    """
    boxes, scores = as_boxes(boxes), np.asarray(scores, dtype=float)
    if scores.shape != (len(boxes),):
        raise ValueError(f"expected one score for each of {len(boxes)} boxes, came shape {scores.shape}")
    overlap = iou_matrix(boxes, boxes)
    left = np.argsort(-scores, kind="stable")
    kept = []
    while len(left):
        kept.append(left[0])
        left = left[1:][overlap[left[0], left[1:]] <= most_overlap]
    return np.array(kept, dtype=np.int64)
