"""Total variation: how much an image changes from pixel to pixel."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.image_batch import image_batch

Floats = NDArray[np.floating[Any]]


class Variation(NamedTuple):
    """How rough images are, and what would make them rougher.

    Attributes:
        values: Shape (batch,): the mean of squared differences between neighbours, down and across.
        gradient: Same shape as the images: its change for a small change of each number.
    """

    values: Floats
    gradient: Floats


def total_variation(images: ArrayLike) -> Variation:
    """Return the mean of the squared differences between neighbouring pixels, and its gradient.

    Args:
        images: Shape (batch, height, width, channels), two pixels or more high and wide.

    Raises:
        ValueError: They have another shape.

    Source: Mahendran and Vedaldi (2015), with the exponent 2; chapter 17.

    >>> total_variation([[[[0.0], [3.0]], [[0.0], [3.0]]]]).values  # across: 9 and 9; down: 0 and 0
    array([9.])
    """
    array = image_batch(images)
    if min(array.shape[1:3]) < 2:
        raise ValueError(f"expected images of two pixels or more along each axis, came {array.shape}")
    values, gradient = np.zeros(len(array), array.dtype), np.zeros_like(array)
    for axis in (1, 2):
        steps = np.diff(array, axis=axis)
        count = steps[0].size
        values += np.sum(steps**2, axis=(1, 2, 3)) / count
        ahead, behind = [slice(None)] * 4, [slice(None)] * 4
        ahead[axis], behind[axis] = slice(1, None), slice(None, -1)
        gradient[tuple(ahead)] += 2 * steps / count
        gradient[tuple(behind)] -= 2 * steps / count
    return Variation(values, gradient)
