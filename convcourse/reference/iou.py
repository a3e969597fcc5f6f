"""How well masks agree: intersection over union."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def class_ious(truth: ArrayLike, answer: ArrayLike, classes: int) -> NDArray[np.float64]:
    """Return for each class how much of what either map calls so, both call so: intersection over union.

    All pixels of all maps are counted together, so a small object weighs as much as its pixels.

    Args:
        truth: Labels of pixels, whole numbers from 0 to classes - 1, of any shape, such as (count, height, width).
        answer: The same shape: the labels that are judged.
        classes: How many classes there are.

    Returns:
        Shape (classes,), numbers from 0 to 1; NaN for a class that neither map holds.

    Raises:
        ValueError: Shapes that differ, or labels out of range.

    Source: chapter 10; Jaccard (1901).

    >>> class_ious([[0, 1, 1], [2, 2, 0]], [[0, 1, 2], [2, 2, 0]], 4)
    array([1.        , 0.5       , 0.66666667,        nan])
    """
    labels, answers = np.asarray(truth), np.asarray(answer)
    if labels.shape != answers.shape:
        raise ValueError(f"truth has shape {labels.shape}, answer {answers.shape}: they must agree")
    for name, given in (("truth", labels), ("answer", answers)):
        if not np.issubdtype(given.dtype, np.integer):
            raise ValueError(f"expected whole numbers as labels, {name} holds {given.dtype}")
        if given.size and not 0 <= given.min() <= given.max() < classes:
            raise ValueError(f"expected labels from 0 to {classes - 1}, {name} holds {given.min()} to {given.max()}")
    pairs = np.bincount(classes * labels.ravel() + answers.ravel(), minlength=classes**2).reshape(classes, classes)
    both = np.diag(pairs).astype(float)
    either = pairs.sum(axis=0) + pairs.sum(axis=1) - both
    return np.divide(both, either, out=np.full(classes, np.nan), where=either > 0)


def mean_iou(truth: ArrayLike, answer: ArrayLike, classes: int, *, background: int | None = 0) -> float:
    """Return the mean of `class_ious` over the classes that occur.

    Args:
        truth, answer, classes: As for `class_ious`.
        background: The class that is left out; None leaves none out.

    Raises:
        ValueError: As for `class_ious`, or no class is left to take the mean of.

    >>> mean_iou([[0, 1, 1], [2, 2, 0]], [[0, 1, 2], [2, 2, 0]], 4)
    0.5833333333333333
    """
    found = class_ious(truth, answer, classes)
    counted = np.isfinite(found)
    if background is not None:
        counted[background] = False
    if not counted.any():
        raise ValueError("expected a map with at least one class that counts, both hold background alone")
    return float(found[counted].mean())
