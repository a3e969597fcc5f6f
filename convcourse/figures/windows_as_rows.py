"""All windows as rows of a table, all filters as columns: a layer as one matrix product."""

from __future__ import annotations

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

SIDE, TOP, LEFT = 32, 76, 84


@palette.house_style
def windows_as_rows(rows: np.ndarray, columns: np.ndarray, bias: np.ndarray, place: int, taps: list[str]) -> Picture:
    """Draw the table of windows times the table of filters, with one place picked out.

    Args:
        rows: one window a row, shape (places, numbers in a window), at most 8 by 12.
        columns: one filter a column, shape (numbers in a window, filters).
        bias: one number a filter.
        place: the row that is outlined.
        taps: what stands in each column of `rows`, as a short text.

    Returns:
        A still picture.
    """
    results = rows @ columns + bias
    figure = sheet(palette.WIDEST, TOP + columns.shape[0] * SIDE + 44)
    axes = in_pixels(figure)
    table = Matrix(axes, rows.shape, boxes.INPUT, LEFT, TOP, SIDE, palette.SMALL)
    filters = Matrix(axes, columns.shape, boxes.KERNEL, table.right + 44, TOP, SIDE, palette.SMALL)
    added = Matrix(axes, (1, len(bias)), boxes.KERNEL, filters.right + 36, TOP + place * SIDE, SIDE, palette.SMALL)
    output = Matrix(axes, results.shape, boxes.OUTPUT, added.right + 36, TOP, SIDE, palette.SMALL)
    for matrix, numbers in ((table, rows), (filters, columns), (added, bias[np.newaxis]), (output, results)):
        matrix.fill(numbers)
    titles = (
        (table, TOP, f"windows: {rows.shape[0]} × {rows.shape[1]}", palette.INPUT_TEXT),
        (filters, TOP, f"filters: {columns.shape[0]} × {columns.shape[1]}", palette.KERNEL_TEXT),
        (added, added.top + 20, "bias", palette.KERNEL_TEXT),
        (output, TOP, f"output: {results.shape[0]} × {results.shape[1]}", palette.OUTPUT_TEXT),
    )
    for matrix, top, words, colour in titles:
        axes.text(matrix.left + 2, top - 34, words, color=colour, weight="bold", va="center")
    for number, words in enumerate(taps):
        x = LEFT + (number + 0.5) * SIDE
        axes.text(x, TOP - 11, words, color=palette.QUIET, fontsize=8, ha="center", va="center")
    for number in range(len(rows)):
        y, weight = TOP + (number + 0.5) * SIDE, "bold" if number == place else "normal"
        axes.text(LEFT - 8, y, f"place {number}", color=palette.QUIET, ha="right", va="center", weight=weight)
    middle = TOP + (place + 0.5) * SIDE
    for left, sign in ((table.right + 22, "×"), (filters.right + 18, "+"), (added.right + 18, "=")):
        axes.text(left, middle, sign, fontsize=18, ha="center", va="center")
    boxes.outline(axes, LEFT, TOP + place * SIDE, rows.shape[1] * SIDE, SIDE)
    boxes.outline(axes, output.left, TOP + place * SIDE, results.shape[1] * SIDE, SIDE)
    below = TOP + columns.shape[0] * SIDE
    words = "above each column: row, column and channel\nof this number in its window"
    axes.text(LEFT, below - 76, words, color=palette.QUIET, va="center", linespacing=1.4)
    found = " and ".join(in_words(float(number)) for number in results[place])
    return Picture.still(
        figure,
        f"A table of {rows.shape[0]} windows with {rows.shape[1]} numbers each, times a table with one filter a "
        f"column, plus the bias, is the output: {results.shape[1]} numbers for each of {results.shape[0]} places. "
        f"Place {place} gives {found}.",
    )
