"""Slopes measured by small steps, to check slopes that were derived."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats


def numerical_gradient(function: Callable[[Floats], float], point: ArrayLike, step: float = 1e-5) -> Floats:
    """Return the slope of a function for every entry of its argument, by central differences.

    slope[i] = (f(point with + step at i) - f(point with - step at i)) / (2 * step)

    Args:
        function: From an array to one number. It is called twice for each entry.
        point: Where the slope is taken; any shape. It is not changed.
        step: Length of a step.

    Returns:
        Shape of `point`.

    Source: chapter 06.

    >>> numerical_gradient(lambda x: x[0] ** 2 + 5 * x[1], [3, 1]).round(6)
    array([6., 5.])
    """
    point = as_floats(point, "point").astype(np.float64)
    slopes = np.zeros_like(point)
    for place in np.ndindex(point.shape):
        above, below = point.copy(), point.copy()
        above[place] += step
        below[place] -= step
        slopes[place] = (float(function(above)) - float(function(below))) / (2 * step)
    return slopes
