"""A shared weight stands in several rows of W; what each of its places collects is added up."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.weight_shades import ink_on, shades

LEFT, TOP, SIDE, GAP = 118, 78, 48, 34


@palette.house_style
def tied_gradients(names: np.ndarray, image: np.ndarray, slopes: np.ndarray) -> Picture:
    """Draw the matrix of a convolution by the names of its weights, and below it what each connection collects.

    Args:
        names: for each row of W the name of the weight at each input, "" where there is no connection, shape
            (units, inputs).
        image: the inputs in one line, shape (inputs,).
        slopes: the gradient that arrives at each unit, shape (units,).

    Returns:
        A still picture.
    """
    units, inputs = names.shape
    letters = sorted(set(names.flat) - {""})
    figure = sheet(palette.WIDEST, TOP + (2 * units + 1) * SIDE + 2 * GAP + 18)
    axes = in_pixels(figure)
    top = TOP
    axes.text(LEFT + 2, 20, "inputs x", color=palette.INPUT_TEXT, weight="bold", va="center")
    Matrix(axes, (1, inputs), boxes.INPUT, LEFT, top - 44, SIDE).fill(image[np.newaxis])
    top += GAP - 8
    _words(axes, top + units * SIDE / 2, "W")
    _shaded(axes, names, names, letters, top)
    axes.text(LEFT + inputs * SIDE + 34, top - 16, "gradient g", color=palette.OUTPUT_TEXT, weight="bold", va="center")
    for unit, slope in enumerate(slopes):
        Matrix(axes, (1, 1), boxes.OUTPUT, LEFT + inputs * SIDE + 44, top + unit * SIDE, SIDE).fill(np.array([[slope]]))
    top += units * SIDE + GAP
    _words(axes, top + units * SIDE / 2, "g times x")
    products = np.where(names != "", np.outer(slopes, image), 0)
    texts = np.where(names != "", np.vectorize(in_words)(products), "")
    _shaded(axes, names, texts, letters, top)
    sums = _sums(axes, names, products, letters, LEFT + inputs * SIDE + 150, TOP + GAP)
    words = "each connection collects: gradient of its unit times its input"
    axes.text(LEFT + 2, top + units * SIDE + 20, words, va="center")
    return Picture.still(
        figure,
        f"The matrix W of a convolution with the weights {', '.join(letters)} in each of its {units} rows. Each "
        f"connection collects the gradient of its unit times its input. Added up for each weight: {'; '.join(sums)}.",
    )


def _words(axes: Axes, y: float, words: str) -> None:
    axes.text(LEFT - 12, y, words, ha="right", va="center", color=palette.KERNEL_TEXT, weight="bold")


def _shaded(axes: Axes, names: np.ndarray, texts: np.ndarray, letters: list[str], top: float) -> None:
    """Draw a matrix whose boxes are shaded by the weight that stands there."""
    drawn = Matrix(axes, names.shape, boxes.KERNEL, LEFT, top, SIDE)
    drawn.write(texts)
    colours = dict(zip(letters, shades(2 * len(letters))[::2], strict=True))
    for row, line in zip(drawn.rows, names, strict=True):
        for frame, text, name in zip(row.frames, row.texts, line, strict=True):
            if name:
                frame.set(facecolor=colours[name])
                text.set(color=ink_on(colours[name]))
            else:
                frame.set(facecolor=palette.PAPER, edgecolor=palette.HAIRLINE)


def _sums(
    axes: Axes, names: np.ndarray, products: np.ndarray, letters: list[str], left: float, top: float
) -> list[str]:
    """Write one sum for each weight, and return the sums as text."""
    axes.text(left, top - 20, "added up, one sum a weight", color=palette.KERNEL_TEXT, weight="bold", va="center")
    colours = dict(zip(letters, shades(2 * len(letters))[::2], strict=True))
    told = []
    for number, name in enumerate(letters):
        parts = products[names == name]
        words = f"{' + '.join(in_words(part) for part in parts)} = {in_words(parts.sum())}"
        box = Matrix(axes, (1, 1), boxes.KERNEL, left, top + number * (SIDE + 4), SIDE)
        box.write([[name]])
        box.rows[0].frames[0].set(facecolor=colours[name])
        box.rows[0].texts[0].set(color=ink_on(colours[name]))
        axes.text(left + SIDE + 12, top + number * (SIDE + 4) + SIDE / 2, words, va="center", fontsize=palette.LARGE)
        told.append(f"{name}: {words}")
    return told
