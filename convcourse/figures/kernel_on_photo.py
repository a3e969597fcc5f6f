"""A photo, a kernel, and what the kernel makes of the photo."""

from __future__ import annotations

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import SIGNED, Raster

WIDTH, MARGIN, TOP, SCALE, SIDE = 860, 14, 40, 2, 56


@palette.house_style
def kernel_on_photo(shape: tuple[int, int]) -> Picture:
    """Draw a grey photo beside what a kernel of 3 by 3 makes of it.

    Args:
        shape: height and width of the photo in pixels, at most 160 wide.

    Returns:
        A picture whose parameters are `photo` (from 0 to 255, of that shape), `kernel` (3 by 3) and
        `result` (2 rows and 2 columns smaller than the photo).
    """
    height, width = shape
    out = (height - 2, width - 2)
    figure = sheet(WIDTH, TOP + height * SCALE + 36)
    axes = in_pixels(figure)
    before = Raster(axes, shape, MARGIN, TOP, SCALE, palette.INPUT)
    left = WIDTH - MARGIN - out[1] * SCALE
    after = Raster(axes, out, left, TOP + SCALE, SCALE, palette.OUTPUT)
    gap = (left - MARGIN - width * SCALE - 3 * SIDE) / 2
    middle = TOP + height * SCALE / 2
    weights = Matrix(axes, (3, 3), boxes.KERNEL, MARGIN + width * SCALE + gap, middle - 1.5 * SIDE, SIDE)
    for x, words, colour in (
        (MARGIN, f"input, {height} by {width}", palette.INPUT_TEXT),
        (left, f"output, {out[0]} by {out[1]}", palette.OUTPUT_TEXT),
    ):
        axes.text(x, TOP - 12, words, color=colour, weight="bold")
    axes.text(weights.left + 2, weights.top - 12, "kernel", color=palette.KERNEL_TEXT, weight="bold")
    centre = weights.left + 1.5 * SIDE
    total = axes.text(centre, weights.bottom + 18, "", color=palette.KERNEL_TEXT, ha="center")
    key = axes.text(left, TOP + height * SCALE + 18, "", color=palette.OUTPUT_TEXT, va="center")
    axes.text(weights.left - gap / 2, middle, "×", fontsize=17, ha="center", va="center")
    axes.text(weights.right + gap / 2, middle, "→", fontsize=17, ha="center", va="center")

    def draw(photo: np.ndarray, kernel: np.ndarray, result: np.ndarray) -> str:
        before.show(photo)
        weights.fill(kernel)
        gain = float(np.sum(kernel))
        if abs(gain) < 1e-9:
            after.show_signed(result, 255)
            key.set_text(SIGNED)
        else:
            after.show(result)
            key.set_text("black is 0 or less, white 255 or more")
        total.set_text(f"sum {in_words(gain)}")
        low, high = in_words(float(result.min()), 0), in_words(float(result.max()), 0)
        return f"{meaning(gain)} The output runs from {low} to {high}."

    numbers = [text for row in weights.rows for text in row.texts]
    return Picture(figure, draw, moving=[*before.artists, *after.artists, total, key, *numbers])


def meaning(total: float) -> str:
    """Say what the sum of a kernel's weights does to the flat parts of an image.

    >>> meaning(1.0)
    'The weights sum to 1: flat parts keep their brightness.'
    """
    if abs(total) < 1e-9:
        return "The weights sum to 0: flat parts become 0."
    if abs(total - 1) < 0.005:
        return "The weights sum to 1: flat parts keep their brightness."
    return f"The weights sum to {in_words(total)}: flat parts become {in_words(total)} times as bright."
