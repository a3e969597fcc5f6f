"""How well a piece matches at every place: the stronger the greener, and strong matches with their number."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from convcourse.figures import palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words

LOWEST_WRITTEN = 0.5
_GREENS = LinearSegmentedColormap.from_list("greens", [palette.PAPER, palette.OUTPUT_TINT, palette.OUTPUT])


def fill_with_matches(matrix: Matrix, match: np.ndarray) -> None:
    """Show matches from -1 to 1 in boxes; those of 0 and less stay white, those above one half are written.

    Args:
        matrix: boxes of the same shape.
        match: the mean product in each window.
    """
    matrix.write([[in_words(float(each)) if each > LOWEST_WRITTEN else "" for each in line] for line in match])
    for row, line in zip(matrix.rows, match, strict=True):
        for frame, each in zip(row.frames, line, strict=True):
            frame.set_facecolor(_GREENS(max(0.0, float(each))))
