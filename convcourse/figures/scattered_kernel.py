"""The map backwards: each number lays a copy of the kernel, times itself, on its window; the copies are added."""

from __future__ import annotations

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

MARGIN, TOP, SIDE = 16, 62, 42


@palette.house_style
def scattered_kernel(values: np.ndarray, parts: np.ndarray) -> Picture:
    """Draw a small array of numbers, the part that two of them contribute, and the sum.

    Args:
        values: what goes in, 2 by 2; two of its numbers are not 0.
        parts: what each of these two lays down, in reading order, shape (2, height, width), at most 4 by 4.

    Returns:
        A still picture.
    """
    figure = sheet(palette.WIDEST, TOP + parts.shape[1] * SIDE + 54)
    axes = in_pixels(figure)
    middle = TOP + parts.shape[1] * SIDE / 2
    wide = parts.shape[2] * SIDE
    given = Matrix(axes, values.shape, boxes.OUTPUT, MARGIN, middle - SIDE, SIDE)
    given.fill(values)
    axes.text(MARGIN + 2, given.top - 14, "y", color=palette.OUTPUT_TEXT, weight="bold")
    gap = (palette.WIDEST - 2 * MARGIN - 2 * SIDE - 3 * wide) / 3
    nonzero = [number for number in values.flat if number]
    left = given.right + gap
    for number, part, sign in zip(nonzero, parts, ("→", "+"), strict=True):
        copy = Matrix(axes, part.shape, boxes.KERNEL, left, TOP, SIDE)
        copy.write([[in_words(weight) if weight else "" for weight in row] for row in part])
        for row, line in zip(copy.rows, part, strict=True):
            for frame, weight in zip(row.frames, line, strict=True):
                if not weight:
                    frame.set(facecolor=palette.PAPER, edgecolor=palette.HAIRLINE)
        axes.text(left + 2, TOP - 14, f"{in_words(number)} × kernel", color=palette.KERNEL_TEXT, weight="bold")
        axes.text(left - gap / 2, middle, sign, fontsize=18, ha="center", va="center")
        rows, columns = np.nonzero(part)
        high, across = np.ptp(rows) + 1, np.ptp(columns) + 1
        boxes.outline(axes, left + columns.min() * SIDE, TOP + rows.min() * SIDE, across * SIDE, high * SIDE)
        left += wide + gap
    axes.text(left - gap / 2, middle, "=", fontsize=18, ha="center", va="center")
    total = Matrix(axes, parts.shape[1:], boxes.INPUT, left, TOP, SIDE)
    total.fill(parts.sum(axis=0))
    axes.text(left + 2, TOP - 14, "Wᵀ y, folded", color=palette.INPUT_TEXT, weight="bold")
    words = "where windows overlap, the copies are added"
    axes.text(palette.WIDEST - MARGIN, TOP + parts.shape[1] * SIDE + 28, words, ha="right", va="center")
    rows_in_words = "; ".join(", ".join(in_words(number) for number in row) for row in parts.sum(axis=0))
    return Picture.still(figure, f"Two copies of the kernel on their windows, added: {rows_in_words}.")
