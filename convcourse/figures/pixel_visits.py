"""How many windows see each pixel, without padding and with it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

SIDE, TOP, STEP = 44, 52, 430


@palette.house_style
def pixel_visits(counts: Mapping[str, np.ndarray], kernel: tuple[int, int]) -> Picture:
    """Draw counts as numbers, in a darker blue the more there are.

    Args:
        counts: whole numbers of shape (height, width), at most 7 by 8, under a title; at most two of them.
        kernel: height and width of the window.

    Returns:
        A still picture, with the window at the upper left corner outlined.
    """
    height = next(iter(counts.values())).shape[0]
    figure = sheet(palette.WIDEST, TOP + height * SIDE + 42)
    axes = in_pixels(figure)
    most = max(int(each.max()) for each in counts.values())
    told = []
    for place, (title, numbers) in enumerate(counts.items()):
        left = 30 + place * STEP
        matrix = Matrix(axes, numbers.shape, boxes.INPUT, left, TOP, SIDE)
        matrix.fill(numbers)
        for frame, text, number in zip(
            [frame for row in matrix.rows for frame in row.frames],
            [text for row in matrix.rows for text in row.texts],
            numbers.ravel(),
            strict=True,
        ):
            share = float(number) / most
            frame.set_facecolor((*_rgb(palette.INPUT), 0.85 * share**1.5))
            text.set(color=palette.PAPER if share > 0.8 else palette.INK, weight="bold")
        axes.text(left + 2, TOP - 16, title, color=palette.INPUT_TEXT, weight="bold", fontsize=palette.LARGE)
        corner, inside = int(numbers[0, 0]), int(numbers[numbers.shape[0] // 2, numbers.shape[1] // 2])
        words = f"corner {corner}, inside {inside}"
        axes.text(left + 2, matrix.bottom + 20, words, va="center")
        told.append(f"{title}: windows that see a corner pixel {corner}, a pixel in the middle {inside}")
    boxes.outline(axes, 30, TOP, kernel[1] * SIDE, kernel[0] * SIDE)
    return Picture.still(figure, f"Windows of {kernel[0]} by {kernel[1]} that see each pixel. " + "; ".join(told) + ".")


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue
