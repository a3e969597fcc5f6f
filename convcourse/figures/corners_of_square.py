"""A square that turns: where both edge responses are large, and where the corners are."""

from __future__ import annotations

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

MARGIN, TOP, SCALE, STEP = 14, 40, 5, 281
SHAPE = (46, 54)


@palette.house_style
def corners_of_square() -> Picture:
    """Draw two attempts at a corner detector on a square.

    Returns:
        A picture whose parameters are `square` (an image), `product` (the two edge responses multiplied, without their
        sign) and `corners` (the corner strength), each of shape (46, 54) and from 0 up.
    """
    figure = sheet(palette.WIDEST, TOP + SHAPE[0] * SCALE + 36)
    axes = in_pixels(figure)
    rasters = []
    for place, head in enumerate(("input", "size of across × down", "corner strength")):
        colours = (palette.OUTPUT, palette.OUTPUT_TEXT) if place else (palette.INPUT, palette.INPUT_TEXT)
        raster = Raster(axes, SHAPE, MARGIN + place * STEP, TOP, SCALE, colours[0])
        axes.text(raster.left, TOP - 12, head, color=colours[1], weight="bold")
        if place:
            axes.text(
                raster.left,
                raster.bottom + 18,
                "black is 0, white is strong",
                color=colours[1],
                fontsize=palette.SMALL,
                va="center",
            )
        rasters.append(raster)

    def draw(square: np.ndarray, product: np.ndarray, corners: np.ndarray) -> str:
        for raster, numbers in zip(rasters, (square, product, corners), strict=True):
            raster.show(numbers, 0, float(numbers.max()))
        lit = [int(np.sum(numbers > numbers.max() / 4)) for numbers in (product, corners)]
        return f"The product of both edge responses is strong at {lit[0]} pixels, the corner strength at {lit[1]}."

    return Picture(figure, draw, moving=[artist for raster in rasters for artist in raster.artists])
