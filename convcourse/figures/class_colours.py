"""Maps of labels in colours, the same for the same class in every picture, with the names written beside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from convcourse.figures import palette

# Okabe and Ito's, told apart with any of the common colour-vision deficiencies; the ground is dark.
COLOURS = np.array(
    [[38, 38, 38], [230, 159, 0], [86, 180, 233], [0, 158, 115], [240, 228, 66], [204, 121, 167], [213, 94, 0]],
    dtype=np.uint8,
)


def coloured(labels: np.ndarray) -> np.ndarray:
    """Return a colour for every label: shape (height, width) to (height, width, 3), numbers from 0 to 255.

    >>> coloured(np.array([[0, 1]])).tolist()
    [[[38, 38, 38], [230, 159, 0]]]
    """
    return COLOURS[labels]


def name_classes(axes: Axes, names: Sequence[str], left: float, middle: float, pitch: float) -> None:
    """Write the names of classes in a row, each behind a patch of its colour.

    Args:
        axes: axes in pixels.
        names: in the order of their labels.
        left, middle: where the row begins, and its height, in pixels.
        pitch: pixels from one name to the next.
    """
    for label, name in enumerate(names):
        x = left + label * pitch
        colour = tuple(COLOURS[label] / 255)
        axes.add_patch(Rectangle((x, middle - 7), 14, 14, facecolor=colour, edgecolor=palette.QUIET, linewidth=0.8))
        axes.text(x + 20, middle, name, fontsize=palette.SMALL, va="center")
