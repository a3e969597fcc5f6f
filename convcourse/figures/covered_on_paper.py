"""Occlusion on paper: an image with a patch over it, the weights of one unit, and what the unit loses."""

from __future__ import annotations

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

LEFT, TOP, SIDE, STEP = 24, 52, 44, 290


@palette.house_style
def covered_on_paper(
    image: np.ndarray, weights: np.ndarray, place: tuple[int, int], patch: tuple[int, int], grey: float
) -> Picture:
    """Draw an image, the same image covered, and the weights; the response stands below each image.

    Args:
        image, weights: shape (rows, columns), at most 6 columns.
        place: first row and column that the patch covers.
        patch: its height and width.
        grey: what it covers them with.

    Returns:
        A still picture.
    """
    rows, columns = image.shape
    (top, left), (high, wide) = place, patch
    covered = image.astype(float).copy()
    covered[top : top + high, left : left + wide] = grey
    figure = sheet(palette.WIDEST, TOP + rows * SIDE + 48)
    page = in_pixels(figure)
    parts = (
        ("input", image, boxes.INPUT, palette.INPUT_TEXT),
        (f"covered with {in_words(grey)}", covered, boxes.INPUT, palette.INPUT_TEXT),
        ("kernel: the weights", weights, boxes.KERNEL, palette.KERNEL_TEXT),
    )
    for number, (title, values, look, ink) in enumerate(parts):
        x = LEFT + number * STEP
        page.text(x, TOP - 14, title, color=ink, weight="bold", va="baseline")
        Matrix(page, (rows, columns), look, x, TOP, SIDE).fill(values)
        if number != 1 or (high and wide):
            boxes.outline(page, x + left * SIDE, TOP + top * SIDE, wide * SIDE, high * SIDE)
    responses = [float(np.sum(each * weights)) for each in (image, covered)]
    for number, response in enumerate(responses):
        words = f"response {in_words(response)}"
        x = LEFT + number * STEP
        page.text(x, TOP + rows * SIDE + 26, words, color=palette.OUTPUT_TEXT, weight="bold", va="baseline")
    return Picture.still(
        figure,
        f"An image of {rows} by {columns} and weights of the same shape. A patch of {high} by {wide} of the number "
        f"{in_words(grey)} lies at row {top}, column {left}. The response was {in_words(responses[0])} and is "
        f"{in_words(responses[1])}.",
    )
