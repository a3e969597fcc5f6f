"""A photo, a small part of it as the numbers it is made of, and a colour photo as three grey ones."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

MARGIN, TOP, SIDE = 14, 40, 46
COLOURS = ("red", "green", "blue")


@palette.house_style
def image_as_numbers(gray: np.ndarray, colour: np.ndarray, top: int, left: int) -> Picture:
    """Draw a photo beside the numbers of a small part of it, and below both a colour photo with its three channels.

    Args:
        gray: numbers from 0 to 255, shape (height, width), at most 160 wide.
        colour: numbers from 0 to 255, shape (height, width, 3), at most 200 wide.
        top: first row of the part, which has 6 rows and 9 columns.
        left: first column of the part.

    Returns:
        A still picture.
    """
    part = gray[top : top + 6, left : left + 9]
    second = TOP + 2 * gray.shape[0] + 56
    figure = sheet(palette.WIDEST, second + colour.shape[0] + 20)
    axes = in_pixels(figure)
    photo = Raster(axes, gray.shape, MARGIN, TOP, 2, palette.INPUT)
    photo.show(gray)
    axes.text(
        MARGIN,
        TOP - 12,
        f"grey photo: {gray.shape[0]} rows, {gray.shape[1]} columns",
        color=palette.INPUT_TEXT,
        weight="bold",
    )
    numbers = Matrix(axes, part.shape, boxes.INPUT, palette.WIDEST - MARGIN - 9 * SIDE, TOP, SIDE, palette.SMALL)
    numbers.fill(part)
    for row, line in zip(numbers.rows, part, strict=True):
        for frame, text, value in zip(row.frames, row.texts, line, strict=True):
            frame.set_facecolor(str(value / 255))
            text.set_color(palette.PAPER if value < 120 else palette.INK)
    words = f"rows {top} to {top + 5}, columns {left} to {left + 8}"
    axes.text(numbers.left, TOP - 12, words, color=palette.INPUT_TEXT, weight="bold")
    corner = (MARGIN + 2 * left, TOP + 2 * top)
    boxes.outline(axes, corner[0] - 1, corner[1] - 1, 20, 14).set_edgecolor(palette.KERNEL)
    for y_photo, y_numbers in ((corner[1], numbers.top + 3), (corner[1] + 12, numbers.bottom - 3)):
        axes.plot([corner[0] + 18, numbers.left], [y_photo, y_numbers], color=palette.KERNEL, linewidth=1.2)
    _channels(axes, colour, second)
    shown = f"the part in rows {top} to {top + 5} and columns {left} to {left + 8} is a table of numbers"
    return Picture.still(
        figure,
        f"A grey photo of {gray.shape[0]} rows and {gray.shape[1]} columns; {shown} "
        f"from {part.min()} (dark) to {part.max()} (light). Below it a colour photo and its three "
        "channels, red, green and blue, each a grey image of the same size.",
    )


def _channels(axes: Axes, colour: np.ndarray, top: int) -> None:
    """Draw a colour photo and its channels in a row."""
    shape = (colour.shape[0], colour.shape[1])
    step = (palette.WIDEST - 2 * MARGIN - shape[1]) // 3
    for place, name in enumerate(("colour", *COLOURS)):
        channel = Raster(axes, shape, MARGIN + place * step, top, 1, palette.INPUT)
        channel.show(colour if place == 0 else colour[:, :, place - 1])
        words = f"colour, {' × '.join(map(str, colour.shape))}" if place == 0 else f"channel {place - 1}: {name}"
        axes.text(channel.left, top - 12, words, color=palette.INPUT_TEXT, weight="bold")
