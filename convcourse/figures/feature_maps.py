"""A photo and the maps that a stack of filters makes of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import SIGNED, Raster

TOP, SCALE, GAP = 40, 2, 24


@palette.house_style
def feature_maps(photo: np.ndarray, maps: np.ndarray, names: Sequence[str]) -> Picture:
    """Draw a colour photo and four maps of it.

    Args:
        photo: numbers from 0 to 255, shape (height, width, 3), at most 130 wide.
        maps: numbers of both signs, shape (map height, map width, 4); small ones, of a layer with a stride, are
            drawn with larger pixels.
        names: what each filter answers to.

    Returns:
        A still picture.
    """
    height, width = maps.shape[:2]
    scale = SCALE * max(1, photo.shape[0] // height)
    figure = sheet(palette.WIDEST, TOP + 2 * (scale * height + 44) - 4)
    axes = in_pixels(figure)
    middle = TOP + (2 * scale * height + 44 - SCALE * photo.shape[0]) // 2
    shown = Raster(axes, photo.shape[:2], 14, middle, SCALE, palette.INPUT)
    shown.show(photo)
    axes.text(14, middle - 14, "input: 3 channels", color=palette.INPUT_TEXT, weight="bold")
    left = shown.right + 72
    across = middle + SCALE * photo.shape[0] / 2
    boxes.arrow(axes, palette.OUTPUT, (shown.right + 14, across), (left - 14, across))
    largest = float(np.percentile(np.abs(maps), 99))
    for number, name in enumerate(names):
        row, column = divmod(number, 2)
        place = left + column * (scale * width + GAP), TOP + row * (scale * height + 44)
        raster = Raster(axes, (height, width), *place, scale, palette.OUTPUT)
        raster.show_signed(maps[..., number], largest)
        axes.text(place[0], place[1] - 12, f"map {number}: {name}", color=palette.OUTPUT_TEXT, weight="bold")
    axes.text(
        left, TOP + 2 * (scale * height + 44) - 28, SIGNED, color=palette.QUIET, fontsize=palette.SMALL, va="center"
    )
    return Picture.still(
        figure,
        f"A colour photo and {len(names)} maps of it, one a filter: {'; '.join(names)}. "
        f"Each map is as flat as a grey photo, {height} by {width}.",
    )
