"""What one unit of a network does: window times weights, summed, plus a bias, through a nonlinearity."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Boxes
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import MINUS, in_words
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

SIDE, TOP, LEFT, GAP = 44, 56, 14, 30


@palette.house_style
def one_unit(window: np.ndarray, weights: np.ndarray, bias: float) -> Picture:
    """Draw the way of one window through one ReLU unit.

    Args:
        window: shape (height, width), at most 3 by 3.
        weights: the same shape.
        bias: the number that is added to the sum of products.

    Returns:
        A still picture.
    """
    window, weights = np.asarray(window, dtype=float), np.asarray(weights, dtype=float)
    products = window * weights
    total = float(products.sum())
    before = total + bias
    after = max(before, 0.0)
    figure = sheet(palette.WIDEST, TOP + window.shape[0] * SIDE + 44)
    axes = in_pixels(figure)
    middle = TOP + window.shape[0] * SIDE / 2
    left = float(LEFT)
    columns = (
        (window, boxes.INPUT, "window", palette.INPUT_TEXT, "×"),
        (weights, boxes.KERNEL, "weights", palette.KERNEL_TEXT, "="),
        (products, boxes.BARE, "products", palette.INK, ""),
    )
    for numbers, look, name, colour, sign in columns:
        part = Matrix(axes, numbers.shape, look, left, TOP, SIDE)
        part.fill(numbers)
        axes.text(left + 3, TOP - 14, name, color=colour, weight="bold")
        axes.text(part.right + GAP / 2, middle, sign, fontsize=palette.LARGE, ha="center", va="center")
        left = part.right + GAP
    sign = MINUS if bias < 0 else "+"
    boxes.arrow(axes, palette.INK, (left - 24, middle), (left + 8, middle))
    axes.text(left + 16, middle - 16, f"sum {in_words(total)}", va="center")
    axes.text(left + 16, middle + 10, f"{sign} bias {in_words(abs(bias))}", color=palette.KERNEL_TEXT, va="center")
    axes.text(left + 16, middle + 36, f"z = {in_words(before)}", weight="bold", va="center")
    boxes.arrow(axes, palette.INK, (left + 94, middle), (left + 124, middle))
    _relu(figure, left + 138, middle - 50, before)
    boxes.arrow(axes, palette.OUTPUT, (left + 248, middle), (left + 276, middle))
    result = Boxes(axes, 1, boxes.OUTPUT, left + 280, middle - SIDE / 2, SIDE + 8, SIDE)
    result.write([in_words(after)])
    axes.text(left + 283, TOP - 14, "output", color=palette.OUTPUT_TEXT, weight="bold")
    alt = (
        f"A window of {window.shape[0]} by {window.shape[1]} numbers times as many weights. "
        f"The products sum to {in_words(total)}, with the bias {in_words(bias)} that is z = {in_words(before)}, "
        f"and after ReLU {in_words(after)}."
    )
    return Picture.still(figure, alt)


def _relu(figure: Figure, left: float, top: float, before: float) -> None:
    """Draw ReLU as a small curve, with the unit's z on it."""
    axes = panel(figure, left, top, 96, 88)
    largest = max(4.0, 1.3 * abs(before))
    axes.plot([-largest, 0, largest], [0, 0, largest], color=palette.OUTPUT)
    axes.plot([before], [max(before, 0)], "o", color=palette.INK, markersize=8)
    axes.set(xticks=[before], xticklabels=[f"z = {in_words(before)}"], yticks=[], xlim=(-largest, largest))
    axes.set_ylim(-0.12 * largest, largest)
    axes.set_title("ReLU", color=palette.OUTPUT_TEXT, weight="bold")
