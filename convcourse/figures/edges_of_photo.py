"""The change of brightness in a photo: across, down, and its strength."""

from __future__ import annotations

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

MARGIN, TOP, SCALE = 16, 40, 2


@palette.house_style
def edges_of_photo(across: np.ndarray, down: np.ndarray, strength: np.ndarray) -> Picture:
    """Draw the responses of two edge kernels, and the edge strength made of both.

    Args:
        across: response to changes from left to right, shape (height, width), at most 132 wide.
        down: response to changes from top to bottom, the same shape.
        strength: edge strength, the same shape.

    Returns:
        A still picture.
    """
    height, width = across.shape
    figure = sheet(palette.WIDEST, TOP + height * SCALE + 36)
    axes = in_pixels(figure)
    step = (palette.WIDEST - 2 * MARGIN - width * SCALE) // 2
    largest = float(np.abs(strength).max()) / 2
    heads = ("across: lighter on the right?", "down: lighter below?", "edge strength")
    for place, (head, numbers) in enumerate(zip(heads, (across, down, strength), strict=True)):
        raster = Raster(axes, (height, width), MARGIN + place * step, TOP, SCALE, palette.OUTPUT)
        axes.text(raster.left, TOP - 12, head, color=palette.OUTPUT_TEXT, weight="bold")
        if place < 2:
            raster.show_signed(numbers, largest)
        else:
            raster.show(numbers, 0, largest)
        key = "red is above 0, blue below" if place < 2 else "black is 0, white is strong"
        axes.text(raster.left, raster.bottom + 16, key, color=palette.QUIET, fontsize=palette.SMALL, va="center")
    return Picture.still(
        figure,
        "Three responses to one photo. The kernel across answers to upright edges, red where the right side is lighter "
        "and blue where it is darker. The kernel down answers to level edges. The edge strength is large on edges of "
        "every direction and never negative.",
    )
