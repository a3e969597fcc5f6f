"""Let an image learn: steps up a gradient, and what keeps the image from becoming noise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]


def ascent_step(image: ArrayLike, gradient: ArrayLike, step_size: float) -> Floats:
    """Move an image up its gradient, by a root mean square of the step size, and keep it from 0 to 1.

    Args:
        image: Any shape, from 0 to 1.
        gradient: Same shape. Only its direction counts; where it is zero everywhere, the image stays.
        step_size: Root mean square of the step.

    Returns:
        Same shape.

    Source: Mordvintsev, Olah and Tyka (2015); chapter 17.

    >>> ascent_step([0.2, 0.7, 0.5, 0.9], [3, 4, 0, 0], 0.25)
    array([0.5, 1. , 0.5, 0.9])
    """
    before, slope = np.asarray(image, float), np.asarray(gradient, float)
    size = np.sqrt(np.mean(slope**2))
    return np.clip(before + step_size * slope / size, 0, 1) if size > 0 else before.copy()


def reined_ascent(
    gradient_of: Callable[[Floats], ArrayLike],
    image: ArrayLike,
    shifts: Iterable[tuple[int, int]],
    step_size: float,
    l2: float,
) -> Floats:
    """Take one step for each shift: shift the image, step, pull it towards grey, shift it back.

    Args:
        gradient_of: From an image to its gradient.
        image: Shape (height, width, ...), from 0 to 1.
        shifts: Pixels down and across of each step; what leaves at one side comes in at the other.
        step_size: As for `ascent_step`.
        l2: The part of its distance from 0.5 that each number loses after each step.

    Returns:
        Same shape.

    Source: Mordvintsev, Olah and Tyka (2015) for the shifts; Yosinski and others (2015) for the pull; chapter 17.
    """
    now = np.asarray(image, float)
    for down, across in shifts:
        moved = np.roll(now, (down, across), axis=(0, 1))
        moved = ascent_step(moved, gradient_of(moved), step_size)
        moved = 0.5 + (1 - l2) * (moved - 0.5)
        now = np.roll(moved, (-down, -across), axis=(0, 1))
    return now
