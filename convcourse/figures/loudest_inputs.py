"""The weights of one unit, and inputs that try to excite it, each with the response."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

LEFT, TOP, SIDE, STEP = 20, 56, 52, 206


@palette.house_style
def loudest_inputs(weights: np.ndarray, inputs: Mapping[str, np.ndarray]) -> Picture:
    """Draw the weights of a linear unit and up to three inputs of the same shape.

    Args:
        weights: shape (rows, columns), at most 3 columns.
        inputs: by the name of what bounds it.

    Returns:
        A still picture.
    """
    rows, columns = weights.shape
    figure = sheet(palette.WIDEST, TOP + rows * SIDE + 50)
    page = in_pixels(figure)
    words = "kernel: the weights"
    page.text(LEFT, TOP - 16, words, color=palette.KERNEL_TEXT, weight="bold", va="baseline")
    Matrix(page, (rows, columns), boxes.KERNEL, LEFT, TOP, SIDE).fill(weights)
    told = []
    for place, (name, values) in enumerate(inputs.items(), 1):
        left = LEFT + place * STEP + 12
        response = float(np.sum(weights * values))
        page.text(left, TOP - 16, name, color=palette.INPUT_TEXT, weight="bold", va="baseline")
        Matrix(page, (rows, columns), boxes.INPUT, left, TOP, SIDE).fill(values)
        said = f"response {in_words(response)}"
        page.text(left, TOP + rows * SIDE + 26, said, color=palette.OUTPUT_TEXT, weight="bold", va="baseline")
        told.append(f"{name}: {_as_words(values)}, {said}")
    return Picture.still(figure, f"Weights {_as_words(weights)}. {'; '.join(told)}.")


def _as_words(matrix: np.ndarray) -> str:
    return " / ".join(" ".join(in_words(float(number)) for number in row) for row in matrix)
