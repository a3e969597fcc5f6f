"""Correlation and convolution side by side: the kernel laid down as it is written, and flipped."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from convcourse import reference
from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Boxes
from convcourse.figures.numbers import as_fractions, in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

WIDTH, HEIGHT, BOX, HALF = 860, 464, 44, 430
WRITTEN, LAID, INPUT, TIMES, PRODUCTS, RESULT = 58, 150, 216, 280, 296, 382


@palette.house_style
def correlation_and_convolution(signal: Sequence[float] | np.ndarray, kernel: Sequence[float] | np.ndarray) -> Picture:
    """Draw the first full window of a signal under both operations.

    Args:
        signal: readings, shape (n,), up to 6 numbers.
        kernel: weights, shape (k,), with k at most n.

    Returns:
        A still picture. Each result stands below the newest reading of its window.
    """
    signal, kernel = np.asarray(signal, dtype=float), np.asarray(kernel, dtype=float)
    figure = sheet(WIDTH, HEIGHT)
    axes = in_pixels(figure)
    axes.plot([HALF, HALF], [16, HEIGHT - 16], color=palette.HAIRLINE, linewidth=1.2)
    told = []
    for index, flipped in enumerate((False, True)):
        operation = reference.convolve1d if flipped else reference.correlate1d
        result = float(operation(signal, kernel, mode="valid")[0])
        name = "convolution" if flipped else "correlation"
        how = "the kernel is flipped" if flipped else "the kernel as written"
        axes.text(HALF * index + 24, 26, f"{name}: {how}", fontsize=palette.LARGE, va="center")
        told.append(
            f"{name.capitalize()} ({how}): {_draw_half(axes, HALF * index + 118, signal, kernel, flipped, result)}"
        )
    newest = f"Both results stand at time {len(kernel) - 1}, below the newest reading in the window"
    return Picture.still(figure, f"The same window under two operations. {'. '.join(told)}. {newest}.")


def _draw_half(axes: Axes, left: float, signal: np.ndarray, kernel: np.ndarray, flipped: bool, result: float) -> str:
    taps = len(kernel)
    pitch = min(72.0, 300 / len(signal))
    laid = kernel[::-1] if flipped else kernel
    rows = [
        ("kernel", palette.KERNEL_TEXT, boxes.KERNEL, WRITTEN, as_fractions(kernel)),
        ("laid down", palette.KERNEL_TEXT, boxes.KERNEL, LAID, as_fractions(laid)),
        ("× input", palette.INPUT_TEXT, boxes.INPUT, INPUT, [in_words(reading) for reading in signal]),
        ("= products", palette.INK, boxes.BARE, PRODUCTS, [in_words(product) for product in laid * signal[:taps]]),
    ]
    for label, colour, look, top, texts in rows:
        axes.text(left - 12, top + BOX / 2, label, color=colour, ha="right", va="center", fontsize=palette.SMALL)
        row = Boxes(axes, len(texts), look, left, top, pitch, BOX)
        row.write(texts)
    _draw_times(axes, left, pitch, len(signal))
    _draw_result(axes, left, pitch, taps, result)
    for place in range(taps):
        goal = taps - 1 - place if flipped else place
        tail, head = (left + (place + 0.5) * pitch, WRITTEN + BOX), (left + (goal + 0.5) * pitch, LAID - 7)
        boxes.arrow(axes, palette.KERNEL, tail, head)
    boxes.outline(axes, left, LAID - 5, taps * pitch, INPUT + BOX - LAID + 10)
    steps = zip(signal[:taps], as_fractions(laid), strict=True)
    return " + ".join(f"{in_words(reading)}·{weight}" for reading, weight in steps) + f" = {in_words(result)}"


def _draw_times(axes: Axes, left: float, pitch: float, count: int) -> None:
    quiet = {"color": palette.QUIET, "fontsize": palette.SMALL, "va": "center"}
    axes.text(left - 12, TIMES, "time", ha="right", **quiet)
    for time in range(count):
        axes.text(left + (time + 0.5) * pitch, TIMES, str(time), ha="center", **quiet)


def _draw_result(axes: Axes, left: float, pitch: float, taps: int, result: float) -> None:
    """Draw the sum of the products below the newest reading of the window."""
    small = {"fontsize": palette.SMALL, "va": "center"}
    newest, y = left + (taps - 0.5) * pitch, PRODUCTS + BOX
    start, end = left + 4, left + taps * pitch - 4
    axes.plot([start, start, end, end], [y - 6, y, y, y - 6], color=palette.QUIET)
    boxes.arrow(axes, palette.OUTPUT, (newest, y), (newest, RESULT))
    box = Boxes(axes, 1, boxes.OUTPUT, left, RESULT, pitch, BOX)
    box.move_to(taps - 1)
    box.write([in_words(result)])
    axes.text(left - 12, RESULT + BOX / 2, "sum: output", color=palette.OUTPUT_TEXT, ha="right", **small)
    axes.text(newest, RESULT + BOX + 12, f"time {taps - 1}", color=palette.QUIET, ha="center", **small)
