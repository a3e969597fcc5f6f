"""Numbers of both signs as colours, for pictures that are laid out in rows."""

from __future__ import annotations

import matplotlib
import numpy as np


def signed_colours(numbers: np.ndarray, largest: float | None = None) -> np.ndarray:
    """Colour numbers: red above 0, blue below, white at 0.

    Args:
        numbers: any shape.
        largest: the size that is coloured most strongly; the largest there is if None.

    Returns:
        Red, green and blue from 0 to 1, as a further axis.

    >>> signed_colours(np.array([[0.0, -2.0]])).shape
    (1, 2, 3)
    """
    array = np.asarray(numbers, dtype=float)
    most = float(np.abs(array).max()) if largest is None else largest
    parts = 0.5 + 0.5 * array / (most or 1.0)
    return matplotlib.colormaps["RdBu_r"](np.clip(parts, 0, 1))[..., :3]
