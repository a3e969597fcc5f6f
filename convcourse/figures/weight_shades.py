"""One shade a weight: connections of one shade carry one and the same number."""

from __future__ import annotations

import matplotlib
import numpy as np
from numpy.typing import NDArray

from convcourse.figures import palette

_LIGHTEST, _DARKEST = 0.22, 0.95
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def shades(count: int) -> NDArray[np.float64]:
    """Return colours from light orange to brown, one for each of several weights.

    Args:
        count: how many weights.

    Returns:
        Red, green and blue from 0 to 1, shape (count, 3).

    >>> shades(9).shape
    (9, 3)
    """
    return matplotlib.colormaps["YlOrBr"](np.linspace(_LIGHTEST, _DARKEST, count))[:, :3]


def ink_on(shade: NDArray[np.float64]) -> str:
    """Return the colour in which to write on a shade: dark on a light one, white on a dark one.

    >>> ink_on(shades(9)[0]), ink_on(shades(9)[-1])
    ('#222222', '#FFFFFF')
    """
    return palette.INK if float(shade @ [0.3, 0.59, 0.11]) > 0.5 else palette.PAPER


def numbered(letter: str, number: int) -> str:
    """Write a name with its number below the line.

    >>> numbered("w", 12)
    'w₁₂'
    """
    return letter + str(number).translate(_SUBSCRIPTS)
