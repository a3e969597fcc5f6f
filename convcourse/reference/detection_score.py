"""Average precision: one number for a list of boxes that a detector is more or less sure of."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.reference.box_overlap import as_boxes, iou_matrix


def match_detections(
    found: Sequence[ArrayLike], scores: Sequence[ArrayLike], truth: Sequence[ArrayLike], least_overlap: float = 0.5
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Say for every box found, in all images, whether it is a hit.

    From the surest on, each box is given to the true box of its image that it overlaps most. It is a hit if it overlaps
    that by `least_overlap` or more and no surer box has had it: finding an object twice is one hit and one error.

    Args:
        found: For each image the boxes found, shape (count, 4).
        scores: For each image their scores, shape (count,).
        truth: For each image the true boxes, shape (objects, 4).
        least_overlap: Intersection over union of a hit.

    Returns:
        Whether it is a hit, and its score, of every box found, surest first.

    Source: Everingham and others 2010, the PASCAL VOC challenge.

    >>> match_detections([[[0, 0, 4, 6], [0, 1, 4, 7]]], [[0.9, 0.8]], [[[0, 0, 4, 6]]])[0].tolist()
    [True, False]
    """
    places = [(image, place) for image, boxes in enumerate(found) for place in range(len(as_boxes(boxes)))]
    sure = np.array([np.asarray(scores[image], dtype=float)[place] for image, place in places])
    overlaps = [iou_matrix(boxes, true) for boxes, true in zip(found, truth, strict=True)]
    free = [np.ones(len(as_boxes(true)), dtype=bool) for true in truth]
    order = np.argsort(-sure, kind="stable")
    hits = np.zeros(len(places), dtype=bool)
    for rank, which in enumerate(order):
        image, place = places[which]
        row = overlaps[image][place]
        best = int(row.argmax()) if row.size else -1
        if best >= 0 and row[best] >= least_overlap and free[image][best]:
            free[image][best], hits[rank] = False, True
    return hits, sure[order]


def average_precision(hits: ArrayLike, truths: int, *, interpolated: bool = True) -> float:
    """Return the average precision of a ranked list.

    Go down the list. At every hit the recall rises by 1 / truths; take the precision there. Interpolated, the precision
    at a hit is the best one at this hit or any later one, so that the curve never rises (VOC since 2010). What is never
    found counts as precision 0.

    Args:
        hits: Shape (count,), surest first: whether each box is a hit.
        truths: How many true boxes there are.
        interpolated: Take the best precision from there on, rather than the one right there.

    Returns:
        From 0 to 1.

    Raises:
        ValueError: No truths, or more hits than truths.

    >>> average_precision([True, False, True, True, False], 4)
    0.625
    >>> round(average_precision([True, False, True, True, False], 4, interpolated=False), 4)
    0.6042
    """
    flags = np.asarray(hits).astype(bool)
    if truths < 1:
        raise ValueError(f"expected 1 true box or more, came {truths}")
    if flags.sum() > truths:
        raise ValueError(f"expected at most as many hits as true boxes, {truths}; came {int(flags.sum())}")
    precision = np.cumsum(flags) / np.arange(1, flags.size + 1)
    if interpolated:
        precision = np.maximum.accumulate(precision[::-1])[::-1]
    return float(precision[flags].sum() / truths)
