"""Turn a square and see what answers to its corners alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Demo, Steps
from convcourse.reference.corners import corner_strength

SHAPE, HALF, FINE = (50, 58), 15.0, 4  # pixels; half the side of the square; points across a pixel
BLUR = np.full((3, 3), 1 / 9)


def corners_of_square() -> Demo:
    """Vary how far the square is turned."""

    def compute(turn: float) -> Mapping[str, object]:
        square = turned_square(turn)
        across, down, _ = reference.sobel(square)
        product = np.abs(across * down)
        inside = (slice(2, -2), slice(2, -2))  # as far as both maps reach
        return {
            "square": square[inside],
            "product": product[inside],
            "corners": corner_strength(across, down)[1:-1, 1:-1],
        }

    picture = figures.corners_of_square().fed_by(compute)
    return Demo(picture, turn=Steps("turn in degrees", 0, 90, 0, 5))


def turned_square(degrees: float) -> np.ndarray:
    """Draw a white square of soft outline on black, turned about its middle.

    Returns:
        Numbers from 0 to 255, shape (50, 58).
    """
    fine = (SHAPE[0] * FINE, SHAPE[1] * FINE)
    row, column = np.mgrid[: fine[0], : fine[1]]
    y, x = (row + 0.5) / FINE - SHAPE[0] / 2, (column + 0.5) / FINE - SHAPE[1] / 2
    turn = np.radians(degrees)
    along, aside = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    inside = (np.abs(along) < HALF) & (np.abs(aside) < HALF)
    coarse = inside.reshape(SHAPE[0], FINE, SHAPE[1], FINE).mean(axis=(1, 3))
    return 255 * reference.correlate2d(coarse, BLUR, padding="same")
