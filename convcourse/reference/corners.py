"""Corners, from two edge responses."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats
from convcourse.reference.correlation_2d import correlate2d


def corner_strength(across: ArrayLike, down: ArrayLike, *, window: int = 3) -> Floats:
    """Return how far two edge responses are from keeping one proportion within each window.

    It is A * B - C ** 2 with A, B, C the window's sums of across ** 2, down ** 2 and across * down: 0 on flat parts and
    on straight edges of any direction.

    Args:
        across: Change of brightness towards the right, shape (height, width).
        down: Change towards the bottom, the same shape.
        window: Side of the window in pixels.

    Returns:
        Shape (height - window + 1, width - window + 1).

    Source: Foerstner and Guelch (1987), Harris and Stephens (1988): the determinant of their matrix; chapter 02.

    >>> corner_strength([[1, 0, 0], [0, 2, 0], [0, 0, 0]], [[0, 0, 0], [0, 1, 0], [0, 0, 3]])
    array([[46.]])
    """
    x, y = as_floats(across, "across", ["height", "width"]), as_floats(down, "down", ["height", "width"])
    ones = np.ones((window, window))
    a, b, c = (correlate2d(product, ones) for product in (x * x, y * y, x * y))
    return a * b - c * c


def strongest_places(strength: ArrayLike, count: int, *, apart: int = 9) -> np.ndarray:
    """Return the places of the largest values that are also the largest in their neighbourhood.

    Args:
        strength: Shape (height, width).
        count: How many places, at most.
        apart: Side in pixels, odd, of the neighbourhood in which a place must be the largest.

    Returns:
        Rows and columns, shape (count, 2), the strongest first.

    >>> strongest_places([[0, 9, 0, 0], [0, 8, 0, 5]], 2, apart=3).tolist()
    [[0, 1], [1, 3]]
    """
    strength = as_floats(strength, "strength", ["height", "width"])
    padded = np.pad(strength, apart // 2, constant_values=-np.inf)
    largest_around = sliding_window_view(padded, (apart, apart)).max(axis=(2, 3))
    places = np.argwhere((strength == largest_around) & (strength > 0))
    order = np.argsort(-strength[tuple(places.T)], kind="stable")
    return places[order[:count]]
