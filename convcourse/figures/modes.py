"""Full, valid and same: one window over a padded row, and the places where its result is kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from convcourse import reference
from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Boxes
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

WIDTH, LEFT, BOX, BLOCK, TOP, OUTPUT = 860, 204, 40, 192, 34, 98


@palette.house_style
def modes(signal: Sequence[float] | np.ndarray, kernel: Sequence[float] | np.ndarray) -> Picture:
    """Draw the three customs for the ends of a signal, one below the other.

    Args:
        signal: readings, shape (n,), up to 7 numbers.
        kernel: weights, shape (k,), with k at most n.

    Returns:
        A still picture. In "full" and "valid" a result stands below the newest reading of its window, in "same" below
        the middle one.
    """
    signal, kernel = np.asarray(signal, dtype=float), np.asarray(kernel, dtype=float)
    n, k = len(signal), len(kernel)
    counts = {"full": f"{n} + {k} − 1", "valid": f"{n} − {k} + 1", "same": f"{n}, as many as readings"}
    # Where the first kept window begins and how many are kept, counted in the row that "full" pads.
    first = {"full": 0, "valid": k - 1, "same": (k - 1) // 2}
    delay = {"full": 0, "valid": 0, "same": (k - 1) // 2}
    figure = sheet(WIDTH, 3 * BLOCK - 2)
    axes = in_pixels(figure)
    told = []
    for index, (mode, count) in enumerate(counts.items()):
        results = reference.convolve1d(signal, kernel, mode=mode)
        _draw_mode(axes, TOP + BLOCK * index, signal, k, first[mode], results, delay[mode])
        size = f"{count} = {len(results)}" if mode != "same" else count
        _draw_labels(axes, TOP + BLOCK * index, mode, size)
        where = "middle" if mode == "same" else "newest"
        _draw_place(axes, TOP + BLOCK * index, where)
        numbers = ", ".join(in_words(result) for result in results)
        told.append(f"{mode} keeps {len(results)} results, {numbers}, each below the {where} reading of its window")
    return Picture.still(figure, f"{n} readings and a window of {k} weights: {'; '.join(told)}.")


def _draw_labels(axes: Axes, top: float, mode: str, size: str) -> None:
    place = {"ha": "right", "va": "center"}
    axes.text(14, top + BOX / 2, mode, fontsize=palette.LARGE, weight="bold", va="center")
    axes.text(LEFT - 14, top + BOX / 2, "input", color=palette.INPUT_TEXT, **place)
    axes.text(LEFT - 14, top + OUTPUT + BOX / 2 - 10, "output", color=palette.OUTPUT_TEXT, **place)
    axes.text(LEFT - 14, top + OUTPUT + BOX / 2 + 9, size, color=palette.QUIET, fontsize=palette.SMALL, **place)
    axes.text(LEFT - 14, top - 12, "time", color=palette.QUIET, fontsize=palette.SMALL, **place)


def _draw_place(axes: Axes, top: float, where: str) -> None:
    style = {"ha": "right", "va": "center", "color": palette.QUIET, "fontsize": palette.SMALL}
    axes.text(LEFT - 14, top + 59, "first and last window,", **style)
    axes.text(LEFT - 14, top + 75, f"result at its {where}", **style)


def _draw_mode(
    axes: Axes, top: float, signal: np.ndarray, taps: int, first: int, results: np.ndarray, delay: int
) -> None:
    padding, n = taps - 1, len(signal)
    pitch = min(72.0, (WIDTH - LEFT - 12) / (n + 2 * padding))
    used = range(first, first + len(results) + padding)
    for column in used:
        inside = padding <= column < padding + n
        box = Boxes(axes, 1, boxes.INPUT if inside else boxes.PADDING, LEFT, top, pitch, BOX)
        box.move_to(column)
        box.write([in_words(signal[column - padding]) if inside else "0"])
        x, time = LEFT + (column + 0.5) * pitch, in_words(column - padding)
        axes.text(x, top - 12, time, color=palette.QUIET, fontsize=palette.SMALL, ha="center", va="center")
    outputs = Boxes(axes, len(results), boxes.OUTPUT, LEFT, top + OUTPUT, pitch, BOX)
    outputs.move_to(first + padding - delay)
    outputs.write([in_words(result) for result in results])
    last = first + len(results) - 1
    for row, begin in enumerate(dict.fromkeys([first, last])):
        _draw_window(axes, top, LEFT + begin * pitch, taps * pitch, row)
        x = LEFT + (begin + taps - 0.5 - delay) * pitch
        boxes.arrow(axes, palette.OUTPUT, (x, top + BOX + 14 + 12 * row), (x, top + OUTPUT))


def _draw_window(axes: Axes, top: float, left: float, width: float, row: int) -> None:
    """Draw a bracket that says from where to where a window reaches; two that overlap lie at two heights."""
    y = top + BOX + 14 + 12 * row
    axes.plot(
        [left + 4, left + 4, left + width - 4, left + width - 4], [y - 8, y, y, y - 8], color=palette.INK, linewidth=2.2
    )
