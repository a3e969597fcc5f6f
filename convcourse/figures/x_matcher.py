"""A piece of an X slides over a small picture: the window, the piece, and how well they match at every place."""

from __future__ import annotations

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matches import fill_with_matches
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

TOP, SIDE, SMALL_SIDE, MAP_SIDE = 48, 32, 32, 41


@palette.house_style
def x_matcher() -> Picture:
    """Draw a picture of 9 by 9, a piece of 3 by 3, and their match of 7 by 7.

    Returns:
        A picture whose parameters are `image` (9 by 9 of 1 for ink and -1 for paper), `piece` (3 by 3 of the same),
        `match` (7 by 7, the mean product in each window) and `position` (the window's place, counted
        along the rows from 0 to 48).
    """
    figure = sheet(palette.WIDEST, TOP + 9 * SIDE + 24)
    axes = in_pixels(figure)
    pixels = Matrix(axes, (9, 9), boxes.INPUT, 14, TOP, SIDE)
    window = Matrix(axes, (3, 3), boxes.INPUT, 374, TOP, SMALL_SIDE, palette.SMALL)
    weights = Matrix(axes, (3, 3), boxes.KERNEL, 374, TOP + 3 * SMALL_SIDE + 30, SMALL_SIDE, palette.SMALL)
    result = Matrix(axes, (7, 7), boxes.OUTPUT, palette.WIDEST - 14 - 7 * MAP_SIDE, TOP, MAP_SIDE, palette.SMALL)
    titles = (
        (pixels, "input, 9 by 9", palette.INPUT_TEXT),
        (window, "window", palette.INPUT_TEXT),
        (weights, "piece (kernel)", palette.KERNEL_TEXT),
        (result, "match, 7 by 7", palette.OUTPUT_TEXT),
    )
    for matrix, words, colour in titles:
        axes.text(matrix.left + 2, matrix.top - 10, words, color=colour, weight="bold")
    key = "white: 0 or less; a number: above 0.5"
    axes.text(result.left + 2, result.bottom + 16, key, color=palette.QUIET, fontsize=palette.SMALL, va="center")
    here = boxes.outline(axes, 0, 0, 3 * SIDE, 3 * SIDE)
    there = boxes.outline(axes, 0, 0, MAP_SIDE, MAP_SIDE)
    sums = [axes.text(374, weights.bottom + 24 + 20 * line, "", va="center") for line in range(2)]
    pixels.write([[""] * 9] * 9)
    # One artist for all the ink: 81 boxes that change their colour would take most of the time.
    ink = axes.scatter([], [], s=(0.72 * (SIDE - 6)) ** 2, marker="s", color=palette.INPUT, linewidths=0)

    def draw(image: np.ndarray, piece: np.ndarray, match: np.ndarray, position: int) -> str:
        row, column = divmod(int(position), 7)
        part = image[row : row + 3, column : column + 3]
        down, right = np.nonzero(image > 0)
        ink.set_offsets(np.column_stack([pixels.left + SIDE * (right + 0.5), TOP + SIDE * (down + 0.5)]))
        _signs(window, part)
        _signs(weights, piece)
        fill_with_matches(result, match)
        here.set_xy((pixels.left + column * SIDE, TOP + row * SIDE))
        there.set_xy((result.left + column * MAP_SIDE, TOP + row * MAP_SIDE))
        agree = int(np.sum(part == piece))
        value = in_words(float(match[row, column]))
        sums[0].set_text(f"{agree} agree, {9 - agree} differ:")
        sums[1].set_text(f"({agree} − {9 - agree})/9 = {value}")
        best = np.unravel_index(int(np.argmax(match)), match.shape)
        where = f"row {best[0]}, column {best[1]}"
        best_value = in_words(float(match.max()))
        return f"The piece matches best at {where}: {best_value}. At row {row}, column {column} it is {value}."

    moving = [ink, *window.artists, *weights.artists, *result.artists, here, there, *sums]
    return Picture(figure, draw, moving)


def _signs(matrix: Matrix, numbers: np.ndarray) -> None:
    """Write +1 or −1 into every box."""
    matrix.write([["+1" if number > 0 else "−1" for number in line] for line in numbers])
