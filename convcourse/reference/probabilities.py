"""From scores to probabilities, without overflow."""

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats


def log_sum_exp(scores: ArrayLike, axis: int = -1) -> Floats:
    """Return log(sum(exp(scores))) along one axis, which is kept with length 1.

    The largest score is taken out first: log(sum(exp(s))) = m + log(sum(exp(s - m))).

    >>> log_sum_exp([[0, 0], [1000, 1000]]).round(4).tolist()
    [[0.6931], [1000.6931]]
    """
    scores = as_floats(scores, "scores")
    largest = scores.max(axis=axis, keepdims=True)
    return largest + np.log(np.exp(scores - largest).sum(axis=axis, keepdims=True))


def log_softmax(scores: ArrayLike, axis: int = -1) -> Floats:
    """Return the logarithm of `softmax`; it stays finite where a probability rounds to 0.

    >>> log_softmax([0, 1000])
    array([-1000.,     0.])
    """
    scores = as_floats(scores, "scores")
    return scores - log_sum_exp(scores, axis)


def softmax(scores: ArrayLike, axis: int = -1) -> Floats:
    """Return probabilities that are in the ratio of exp(scores) and sum to 1 along one axis.

    Args:
        scores: Any shape, such as (batch, classes).
        axis: The axis of the classes.

    Source: chapter 05.

    >>> softmax([[0, 0], [1000, 0]])
    array([[0.5, 0.5],
           [1. , 0. ]])
    """
    scores = as_floats(scores, "scores")
    exponentials = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return exponentials / exponentials.sum(axis=axis, keepdims=True)
