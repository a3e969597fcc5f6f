"""Edges by Sobel's two kernels."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats
from convcourse.reference.correlation_2d import correlate2d

SOBEL_ACROSS: Floats = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
SOBEL_DOWN: Floats = SOBEL_ACROSS.T.copy()
SOBEL_ACROSS.flags.writeable = SOBEL_DOWN.flags.writeable = False


class Edges(NamedTuple):
    """How brightness changes at every pixel; three arrays of shape (height, width).

    Attributes:
        across: Change towards the right, 8 for each unit of brightness a pixel.
        down: Change towards the bottom, in the same unit.
        magnitude: Length of the arrow (across, down).
    """

    across: Floats
    down: Floats
    magnitude: Floats


def sobel(image: ArrayLike, *, border: str = "edge") -> Edges:
    """Return the edges of an image, as large as the image.

    Args:
        image: Shape (height, width).
        border: What lies beyond the image, as `pad2d` explains. The default draws no edge along the frame.

    Source: Sobel and Feldman (1968); chapter 02.

    >>> sobel([[0, 0, 1, 1], [0, 0, 1, 1]]).across
    array([[0., 4., 4., 0.],
           [0., 4., 4., 0.]])
    """
    across = correlate2d(image, SOBEL_ACROSS, padding="same", border=border)
    down = correlate2d(image, SOBEL_DOWN, padding="same", border=border)
    return Edges(across, down, np.hypot(across, down))
