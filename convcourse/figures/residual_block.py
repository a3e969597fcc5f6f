"""One block with numbers in it, twice: with a shortcut past its layers, and without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from convcourse.figures import boxes, palette
from convcourse.figures.numbers import in_words, listed
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

TOP, STEP, SIDE, LEFTS = 66, 62, 46, (156, 616)
BETWEEN = boxes.Look(palette.PAPER, palette.QUIET, palette.INK)


@palette.house_style
def residual_block(x: Sequence[float], steps: Mapping[str, Sequence[float]]) -> Picture:
    """Draw what a block does to a few numbers, step by step.

    Args:
        x: what goes in, at most five numbers.
        steps: what each of the block's layers gives, under its name; the last is what the block says.

    Returns:
        A still picture: on the left the last step is added to x before the ReLU, on the right it is not.
    """
    given = np.asarray(x, dtype=float)
    change = np.asarray(list(steps.values())[-1], dtype=float)
    rows = {"x": given, **{name: np.asarray(values, dtype=float) for name, values in steps.items()}}
    with_shortcut = {**rows, "x + F(x)": given + change, "ReLU ": np.maximum(given + change, 0)}
    without = {**rows, "ReLU ": np.maximum(change, 0)}
    figure = sheet(palette.WIDEST, TOP + STEP * len(with_shortcut) + 18)
    page = in_pixels(figure)
    titles = ("with a shortcut", "without")
    for left, title, shown in zip(LEFTS, titles, (with_shortcut, without), strict=True):
        page.text(left + 3, 26, title, weight="bold", fontsize=palette.LARGE, va="center")
        for number, (name, values) in enumerate(shown.items()):
            last = len(with_shortcut) - 1 if number == len(shown) - 1 else number
            _row(page, left, TOP + STEP * last, name, values, _look(number, len(shown)))
            if number:
                _arrow(page, left, len(values), number - 1, last)
    _shortcut(page, LEFTS[0] + SIDE * len(given), len(steps) + 1)
    gone = [_told(given), _told(change), _told(np.maximum(given + change, 0)), _told(np.maximum(change, 0))]
    return Picture.still(
        figure,
        f"The block gets {gone[0]}, and its two layers say {gone[1]}. With a shortcut x is added, and after the ReLU "
        f"{gone[2]} come out. Without the shortcut {gone[3]} come out.",
    )


def _look(number: int, rows: int) -> boxes.Look:
    if number == 0:
        return boxes.INPUT
    return boxes.OUTPUT if number == rows - 1 else BETWEEN


def _row(page: Axes, left: float, top: float, name: str, values: np.ndarray, look: boxes.Look) -> None:
    colours = {boxes.INPUT: palette.INPUT_TEXT, boxes.OUTPUT: palette.OUTPUT_TEXT}
    page.text(
        left - 12, top + SIDE / 2, name.strip(), ha="right", va="center", color=colours.get(look, palette.KERNEL_TEXT)
    )
    boxes.Boxes(page, len(values), look, left, top, SIDE, SIDE - 4).write([in_words(value) for value in values])


def _arrow(page: Axes, left: float, count: int, start: int, end: int) -> None:
    middle = left + SIDE * count / 2
    boxes.arrow(page, palette.QUIET, (middle, TOP + STEP * start + SIDE - 4), (middle, TOP + STEP * end + 2))


def _shortcut(page: Axes, right: float, row: int) -> None:
    """Draw the way of x past the layers, to the row of the sum."""
    out, start, end = right + 34, TOP + SIDE / 2 - 2, TOP + STEP * row + SIDE / 2 - 2
    page.plot([right, out, out], [start, start, end], color=palette.INPUT, linewidth=2.4)
    boxes.arrow(page, palette.INPUT, (out, end), (right, end)).set_linewidth(2.4)
    page.text(out + 10, (start + end) / 2, "the shortcut:\nx as it is", color=palette.INPUT_TEXT, va="center")


def _told(values: np.ndarray) -> str:
    return listed([in_words(value) for value in values])
