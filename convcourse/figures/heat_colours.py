"""Numbers from 0 up as colours from dark blue to yellow, the same in every picture of what a network responds to."""

from __future__ import annotations

import matplotlib
import numpy as np

DARK_TO_BRIGHT = "dark is 0, bright is strong"
_CIVIDIS = (255 * matplotlib.colormaps["cividis"](np.linspace(0, 1, 256))[:, :3]).round().astype(np.uint8)


def heat_coloured(numbers: np.ndarray, largest: float) -> np.ndarray:
    """Colour numbers: dark at 0 and below, yellow at `largest` and above.

    Args:
        numbers: any shape.
        largest: the number that is brightest; where it is 0 all is dark.

    Returns:
        Red, green and blue from 0 to 255, as a further axis.

    >>> heat_coloured(np.array([0.0, 2.0]), 2.0).shape
    (2, 3)
    """
    parts = np.asarray(numbers, dtype=float) / (largest or 1.0)
    return _CIVIDIS[np.clip(255 * parts + 0.5, 0, 255).astype(int)]
