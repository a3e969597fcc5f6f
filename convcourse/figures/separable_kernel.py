"""A column times a row: a kernel in two thin parts."""

from __future__ import annotations

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

TOP, SIDE = 46, 50


@palette.house_style
def separable_kernel(column: np.ndarray, row: np.ndarray) -> Picture:
    """Draw a column, a row, and the kernel whose weights are their products.

    Args:
        column: shape (height, 1), at most 5 numbers.
        row: shape (1, width), at most 5 numbers.

    Returns:
        A still picture.
    """
    high, wide = column.size, row.size
    figure = sheet(palette.WIDEST, TOP + high * SIDE + 46)
    axes = in_pixels(figure)
    middle = TOP + high * SIDE / 2
    thin = Matrix(axes, (high, 1), boxes.KERNEL, 40, TOP, SIDE)
    thin.fill(column)
    flat = Matrix(axes, (1, wide), boxes.KERNEL, thin.right + 56, middle - SIDE / 2, SIDE)
    flat.fill(row)
    thick = Matrix(axes, (high, wide), boxes.KERNEL, flat.right + 56, TOP, SIDE)
    thick.fill(column * row)
    for part, words in ((thin, "column"), (flat, "row"), (thick, "kernel = column × row")):
        axes.text(part.left + 2, part.top - 12, words, color=palette.KERNEL_TEXT, weight="bold")
    for part, sign in ((thin, "×"), (flat, "=")):
        axes.text(part.right + 28, middle, sign, fontsize=18, ha="center", va="center")
    below = thick.bottom + 24
    axes.text(thin.left, below, f"two passes: {high} + {wide} = {high + wide} products a pixel", va="center")
    axes.text(thick.left, below, f"one pass: {high} · {wide} = {high * wide} products a pixel", va="center")
    return Picture.still(
        figure,
        f"A column of {high} weights times a row of {wide} weights is a kernel of {high} by {wide}: "
        f"{high + wide} products a pixel in two passes, {high * wide} in one.",
    )
