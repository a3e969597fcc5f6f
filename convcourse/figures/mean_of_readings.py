"""Readings of one distance, and the mean of those taken so far."""

from __future__ import annotations

import numpy as np

from convcourse.figures import palette
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import panel, sheet
from convcourse.figures.picture import Picture


@palette.house_style
def mean_of_readings(readings: np.ndarray, truth: float) -> Picture:
    """Draw the readings one by one, with the mean of those drawn.

    Args:
        readings: metres, shape (n,).
        truth: the distance itself, in metres.

    Returns:
        A picture whose parameter is `count`, how many readings have been taken, 1 to n.
    """
    figure = sheet(820, 320)
    axes = panel(figure, 62, 30, 530, 228)
    spread = float(np.abs(readings - truth).max()) * 1.15
    axes.set(
        xlim=(0, len(readings) + 1), ylim=(truth - spread, truth + spread), xlabel="reading number", ylabel="metres"
    )
    axes.axhline(truth, color=palette.PADDING, linestyle=(0, (5, 4)), linewidth=1.4)
    beside = {"xytext": (8, 0), "textcoords": "offset points", "va": "center", "xycoords": ("axes fraction", "data")}
    axes.annotate(f"true distance {in_words(truth)} m", (1, truth), color=palette.QUIET, **beside)
    (dots,) = axes.plot([], [], "o", color=palette.INPUT, markersize=7)
    (line,) = axes.plot([], [], color=palette.OUTPUT, linewidth=3)
    words = axes.annotate("", (1, truth), color=palette.OUTPUT_TEXT, weight="bold", **beside)
    axes.set_title("input: readings", color=palette.INPUT_TEXT)

    def draw(count: int) -> str:
        taken = readings[:count]
        mean = float(taken.mean())
        dots.set_data(np.arange(1, count + 1), taken)
        line.set_data([0, len(readings) + 1], [mean, mean])
        # The words of two lines that nearly touch must not: the mean's stand above or below.
        above = mean >= truth
        words.xy = (1, truth)
        words.set_position((8, 20 if above else -20))
        words.set_text(f"output: mean {mean:.2f} m")
        told = f"The mean of the first {count} readings is {mean:.2f} metres"
        return f"{told}; the true distance is {in_words(truth)} metres."

    return Picture(figure, draw, moving=[dots, line, words], start={"count": 5})
