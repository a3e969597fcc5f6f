"""A gradient that comes back to three ReLUs and goes on to six pixels, by one rule or several."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

LEFT, TOP, SIDE, UNITS, STEP, MAP, LINE = 20, 44, 40, 190, 168, 722, 34


@palette.house_style
def relu_rules_on_paper(
    image: np.ndarray,
    weights: np.ndarray,
    coming_back: np.ndarray,
    handed_on: Mapping[str, np.ndarray] | None = None,
) -> Picture:
    """Draw an image, the weights of three units, what each ReLU is given, and what comes back to it.

    Args:
        image: shape (rows, columns), 2 by 3 fits.
        weights: shape (3, rows, columns).
        coming_back: the gradient of a score with respect to each unit's output, shape (3,).
        handed_on: for each rule what it lets through, shape (3,); the map on the pixels that it gives stands beside.

    Returns:
        A still picture.
    """
    rules = handed_on or {}
    rows = image.shape[0]
    table = TOP + rows * SIDE + 30
    space = rows * SIDE + 24
    figure = sheet(palette.WIDEST, table + 2 * LINE + len(rules) * space + (20 if rules else 8))
    page = in_pixels(figure)
    style = {"weight": "bold", "va": "baseline"}
    page.text(LEFT, TOP - 14, "input", color=palette.INPUT_TEXT, **style)
    Matrix(page, image.shape, boxes.INPUT, LEFT, TOP, SIDE).fill(image)
    given = np.array([float(np.sum(each * image)) for each in weights])
    for unit, each in enumerate(weights):
        page.text(UNITS + unit * STEP, TOP - 14, f"weights of unit {unit}", color=palette.KERNEL_TEXT, **style)
        Matrix(page, each.shape, boxes.KERNEL, UNITS + unit * STEP, TOP, SIDE).fill(each)
    _row(page, table, "given to the ReLU", given)
    _row(page, table + LINE, "comes back to it", coming_back)
    if rules:
        page.text(MAP, table + LINE, "on the pixels", color=palette.OUTPUT_TEXT, weight="bold", va="center_baseline")
    told = [f"Given to the three ReLUs: {_list(given)}; what comes back: {_list(coming_back)}"]
    for place, (rule, handed) in enumerate(rules.items()):
        top = table + 2 * LINE + place * space + 8
        page.plot([LEFT, palette.WIDEST - LEFT], [top - 8, top - 8], color=palette.HAIRLINE, linewidth=1)
        page.text(LEFT, top + 12, rule, color=palette.INK, fontsize=palette.LARGE, **style)
        _row(page, top + rows * SIDE / 2 + 8, "handed on", handed)
        drawn = np.tensordot(handed, weights, axes=1)
        Matrix(page, image.shape, boxes.OUTPUT, MAP, top, SIDE).fill(drawn)
        told.append(f"{rule} hands on {_list(handed)}, on the pixels {drawn.tolist()}")
    return Picture.still(figure, f"{'. '.join(told)}.")


def _row(page: Axes, y: float, words: str, numbers: np.ndarray) -> None:
    page.text(LEFT, y, words, va="center_baseline", color=palette.QUIET)
    for unit, number in enumerate(numbers):
        x = UNITS + unit * STEP + 1.5 * SIDE
        shown = {"fontsize": palette.LARGE, "color": palette.INK if number else palette.PADDING}
        page.text(x, y, in_words(float(number)), ha="center", va="center_baseline", **shown)


def _list(numbers: np.ndarray) -> str:
    return ", ".join(in_words(float(number)) for number in numbers)
