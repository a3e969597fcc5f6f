"""The change of brightness in a photo: across and down."""

from __future__ import annotations

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import SIGNED, Raster

MARGIN, TOP, SCALE = 16, 40, 2


@palette.house_style
def edges_of_photo(photo: np.ndarray, across: np.ndarray, down: np.ndarray) -> Picture:
    """Draw a photo and the responses of two edge kernels.

    Args:
        photo: numbers from 0 to 255, shape (height, width), at most 134 wide.
        across: response to changes from left to right, 2 rows and columns smaller than the photo.
        down: response to changes from top to bottom, the same shape.

    Returns:
        A still picture.
    """
    height, width = photo.shape
    figure = sheet(palette.WIDEST, TOP + height * SCALE + 36)
    axes = in_pixels(figure)
    original = Raster(axes, (height, width), MARGIN, TOP, SCALE, palette.INPUT)
    original.show(photo)
    axes.text(MARGIN, TOP - 12, "input", color=palette.INPUT_TEXT, weight="bold")
    step = (palette.WIDEST - MARGIN - original.right - 2 * across.shape[1] * SCALE) // 2
    largest = float(np.hypot(across, down).max()) / 2
    heads = ("across: lighter on the right?", "down: lighter below?")
    left = original.right
    for head, numbers in zip(heads, (across, down), strict=True):
        raster = Raster(axes, (across.shape[0], across.shape[1]), left + step, TOP + SCALE, SCALE, palette.OUTPUT)
        axes.text(raster.left, TOP - 12, head, color=palette.OUTPUT_TEXT, weight="bold")
        raster.show_signed(numbers, largest)
        left = raster.right
    style = {"color": palette.QUIET, "fontsize": palette.SMALL, "va": "center"}
    axes.text(palette.WIDEST - MARGIN, original.bottom + 16, SIGNED, ha="right", **style)
    return Picture.still(
        figure,
        "A photo and two responses to it. The kernel across answers to vertical edges, red where the right side is "
        "lighter and blue where it is darker. The kernel down answers to horizontal edges.",
    )
