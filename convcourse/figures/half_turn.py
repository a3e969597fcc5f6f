"""Kernels as written and turned by half a turn, with the correlation and the convolution they give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

SIDE, TOP, STEP = 44, 62, 164
COLUMNS = (150, 316, 488, 690)
HEADS = ("kernel", "half turn", "correlation", "convolution")


class Turned(NamedTuple):
    """One kernel and its two results.

    Attributes:
        name: what the kernel is called.
        kernel: shape (2, 2).
        correlation: shape (3, 3).
        convolution: shape (3, 3).
    """

    name: str
    kernel: np.ndarray
    correlation: np.ndarray
    convolution: np.ndarray


@palette.house_style
def half_turn(rows: Sequence[tuple[str, np.ndarray, np.ndarray, np.ndarray]]) -> Picture:
    """Draw one kernel a row: as written, turned by half a turn, its correlation, its convolution.

    Args:
        rows: name, kernel (2 by 2), correlation and convolution (3 by 3 each).

    Returns:
        A still picture.
    """
    figure = sheet(palette.WIDEST, TOP + len(rows) * STEP - 22)
    axes = in_pixels(figure)
    colours = (palette.KERNEL_TEXT, palette.KERNEL_TEXT, palette.OUTPUT_TEXT, palette.OUTPUT_TEXT)
    for left, head, colour in zip(COLUMNS, HEADS, colours, strict=True):
        axes.text(left + 2, 30, head, color=colour, weight="bold")
    told = []
    for number, row in enumerate(rows):
        turned = Turned(*row)
        top, kernel = TOP - 14 + number * STEP, np.asarray(turned.kernel)
        axes.text(14, top + 1.5 * SIDE, turned.name, va="center", weight="bold", color=palette.KERNEL_TEXT)
        for left, part in zip(
            COLUMNS, (kernel, kernel[::-1, ::-1], turned.correlation, turned.convolution), strict=True
        ):
            look = boxes.KERNEL if len(part) == 2 else boxes.OUTPUT
            down = (3 - len(part)) * SIDE / 2
            Matrix(axes, part.shape, look, left, top + down, SIDE).fill(part)
        same = np.array_equal(turned.correlation, turned.convolution)
        between = (COLUMNS[2] + 3 * SIDE + COLUMNS[3]) / 2
        axes.text(between, top + 1.5 * SIDE, "=" if same else "≠", ha="center", va="center", fontsize=22)
        axes.text(
            (COLUMNS[0] + 2 * SIDE + COLUMNS[1]) / 2, top + 1.5 * SIDE, "↻", ha="center", va="center", fontsize=20
        )
        told.append(f"With the {turned.name} kernel, correlation and convolution {'agree' if same else 'differ'}.")
    return Picture.still(figure, " ".join(told))
