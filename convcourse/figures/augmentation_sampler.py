"""One picture and seven changed versions of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

SCALE, GAP, LEFT, TOP, ROW = 3, 20, 18, 44, 52
COLUMNS, ROWS = 4, 2


@palette.house_style
def augmentation_sampler(size: tuple[int, int]) -> Picture:
    """Lay out eight pictures with a line below each.

    Args:
        size: height and width of a picture in pixels, at most 66 wide.

    Returns:
        A picture whose parameters are `images` (eight of them, shape (8, height, width, 3), from 0 to 255), `captions`
        (eight lines), `limits` (how far changes go, in words) and `told` (what is to be seen, in words).
    """
    high, wide = size[0] * SCALE + ROW, size[1] * SCALE + GAP
    figure = sheet(palette.WIDEST, TOP + ROWS * high)
    page = in_pixels(figure)
    limits = write(page, LEFT, 22, va="baseline", fontsize=palette.LARGE, weight="bold")
    rasters, lines = [], []
    for place in range(COLUMNS * ROWS):
        left, top = LEFT + place % COLUMNS * wide, TOP + place // COLUMNS * high
        edge = palette.OUTPUT if place else palette.INPUT
        ink = palette.INK if place else palette.INPUT_TEXT
        rasters.append(Raster(page, size, left, top, SCALE, edge))
        below = top + size[0] * SCALE
        pair = [write(page, left, below + y, va="baseline", fontsize=palette.SMALL, color=ink) for y in (17, 33)]
        lines.append(pair)

    def draw(images: np.ndarray, captions: Sequence[str], limits_: str, told: str) -> str:
        limits.set_text(limits_)
        for raster, pair, image, caption in zip(rasters, lines, images, captions, strict=True):
            raster.show(image)
            for line, words in zip(pair, (*caption.split("\n"), ""), strict=False):
                line.set_text(words)
        return told

    artists = [artist for raster in rasters for artist in raster.artists]
    return Picture(figure, draw, [*artists, limits, *(line for pair in lines for line in pair)])
