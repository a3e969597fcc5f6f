"""The loss of a classifier, and its slope."""

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats
from convcourse.reference.probabilities import log_sum_exp, softmax


def cross_entropy(scores: ArrayLike, labels: ArrayLike) -> float:
    """Return the mean over the batch of -log(probability of the right class).

    Args:
        scores: Shape (batch, classes), before softmax.
        labels: Shape (batch,), whole numbers from 0 to classes - 1.

    Raises:
        ValueError: Shapes that do not agree, or labels that are no class.

    Source: chapter 05.

    >>> round(cross_entropy([[0, 0], [0, 1000]], [1, 1]), 4)
    0.3466
    """
    scores, labels = _arguments(scores, labels)
    right = np.take_along_axis(scores, labels[:, np.newaxis], axis=1)
    return float(np.mean(log_sum_exp(scores) - right))


def cross_entropy_gradient(scores: ArrayLike, labels: ArrayLike) -> Floats:
    """Return the slope of `cross_entropy` for every score: (softmax - one-hot label) / batch.

    Args:
        scores: Shape (batch, classes), before softmax.
        labels: Shape (batch,), whole numbers from 0 to classes - 1.

    Returns:
        Shape (batch, classes).

    Raises:
        ValueError: Shapes that do not agree, or labels that are no class.

    Source: chapter 06.

    >>> cross_entropy_gradient([[0, 0], [0, 1000]], [1, 1])
    array([[ 0.25, -0.25],
           [ 0.  ,  0.  ]])
    """
    scores, labels = _arguments(scores, labels)
    gradient = softmax(scores)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


def _arguments(scores: ArrayLike, labels: ArrayLike) -> tuple[Floats, np.ndarray]:
    """Return scores and labels as arrays that agree."""
    scores, labels = as_floats(scores, "scores", ["batch", "class"]), np.asarray(labels)
    if labels.shape != scores.shape[:1]:
        raise ValueError(f"expected one label for each of {len(scores)} rows of scores, came shape {labels.shape}")
    if not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(f"expected labels in whole numbers, came {labels.dtype}")
    if labels.min() < 0 or labels.max() >= scores.shape[1]:
        raise ValueError(f"expected labels from 0 to {scores.shape[1] - 1}, came {labels.min()} to {labels.max()}")
    return scores, labels
