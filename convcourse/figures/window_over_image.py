"""A kernel slides over a small image: window, kernel, products, their sum, and the output so far."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Look
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import MINUS, in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

WIDTH, TOP, MARGIN, LARGEST_SIDE = 860, 62, 20, 52
PENDING = Look(palette.PAPER, palette.HAIRLINE, palette.QUIET)
GAPS = (56, 34, 34, 56)  # pixels between input, window, kernel, products and output


@palette.house_style
def window_over_image(image: np.ndarray, kernel_shape: tuple[int, int]) -> Picture:
    """Draw one place of a kernel on an image, box by box.

    Args:
        image: numbers, shape (height, width), at most 5 by 5.
        kernel_shape: height and width of the kernel, at most 3 by 3.

    Returns:
        A picture whose parameters are `position` (the window's place, counted along the rows of the output from
        0), `laid` (the kernel as it lies on the window, shape `kernel_shape`) and `results` (one for each place, the
        shape of the output).
    """
    image = np.asarray(image, dtype=float)
    (height, width), (high, wide) = image.shape, kernel_shape
    out = (height - high + 1, width - wide + 1)
    columns = width + 3 * wide + out[1]
    side = min(LARGEST_SIDE, (WIDTH - 2 * MARGIN - sum(GAPS)) // columns)
    figure = sheet(WIDTH, TOP + height * side + 70)
    axes = in_pixels(figure)
    input_boxes = Matrix(axes, (height, width), boxes.INPUT, MARGIN, TOP, side)
    input_boxes.fill(image)
    middle = TOP + (height - high) * side / 2
    window, kernel, products = _middle(axes, input_boxes.right, kernel_shape, middle, side)
    left = products.right + GAPS[3]
    pending = Matrix(axes, out, PENDING, left, TOP + (height - out[0]) * side / 2, side)
    output = Matrix(axes, out, boxes.OUTPUT, left, pending.top, side)
    titles = (
        (input_boxes, f"input, {height} by {width}", palette.INPUT_TEXT),
        (window, "window", palette.INPUT_TEXT),
        (kernel, "kernel", palette.KERNEL_TEXT),
        (products, "products", palette.INK),
        (output, f"output, {out[0]} by {out[1]}", palette.OUTPUT_TEXT),
    )
    for matrix, words, colour in titles:
        axes.text(matrix.left + 2, matrix.top - 14, words, color=colour, weight="bold", fontsize=palette.NORMAL)
    _signs(axes, (window, kernel, products), middle + high * side / 2)
    here = boxes.outline(axes, 0, 0, wide * side, high * side)
    there = boxes.outline(axes, 0, 0, side, side)
    sentence = axes.text(MARGIN, TOP + height * side + 40, "", fontsize=palette.LARGE, va="center")
    pending.write([[""] * out[1]] * out[0])

    def draw(position: int, laid: np.ndarray, results: np.ndarray) -> str:
        row, column = divmod(int(position), out[1])
        part = image[row : row + high, column : column + wide]
        window.fill(part)
        kernel.fill(laid)
        products.fill(part * laid)
        output.fill(results)
        output.show(np.arange(out[0] * out[1]).reshape(out) <= position)
        here.set_xy((MARGIN + column * side, TOP + row * side))
        there.set_xy((left + column * side, output.top + row * side))
        total = in_words(float(results[row, column]))
        sentence.set_text(f"{in_sum(part, laid)} = {total}")
        return f"Window at row {row}, column {column}: {in_sum(part, laid)} = {total}."

    moving = [*window.artists, *kernel.artists, *products.artists, *output.artists, here, there, sentence]
    return Picture(figure, draw, moving)


def _middle(axes: Axes, left: float, shape: tuple[int, int], top: float, side: float) -> tuple[Matrix, Matrix, Matrix]:
    """Place window, kernel and products side by side."""
    window = Matrix(axes, shape, boxes.INPUT, left + GAPS[0], top, side)
    kernel = Matrix(axes, shape, boxes.KERNEL, window.right + GAPS[1], top, side)
    return window, kernel, Matrix(axes, shape, boxes.BARE, kernel.right + GAPS[2], top, side)


def _signs(axes: Axes, parts: tuple[Matrix, Matrix, Matrix], middle: float) -> None:
    """Write the signs between window, kernel, products and output."""
    window, kernel, products = parts
    places = ((window, GAPS[1], "×"), (kernel, GAPS[2], "="), (products, GAPS[3], "sum\n→"))
    for part, gap, sign in places:
        axes.text(part.right + gap / 2, middle, sign, fontsize=palette.LARGE, ha="center", va="center")


def in_sum(window: np.ndarray, kernel: np.ndarray) -> str:
    """Write the sum of products as on paper.

    >>> in_sum(np.array([[1, 6]]), np.array([[2, -1]]))
    '2·1 + (−1)·6'
    """
    terms = [f"{_factor(k)}·{_factor(x)}" for k, x in zip(kernel.flat, window.flat, strict=True)]
    return " + ".join(terms)


def _factor(number: float) -> str:
    text = in_words(float(number))
    return f"({text})" if text.startswith(MINUS) else text
