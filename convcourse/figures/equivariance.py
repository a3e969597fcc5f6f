"""Shift and then filter, or filter and then shift: the result is the same."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from convcourse import reference
from convcourse.figures import boxes, palette
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

LEFTS, TOPS, PANEL_WIDTH, PANEL_HEIGHT = (30, 326, 622), (40, 226), 208, 104


@palette.house_style
def equivariance(signal: np.ndarray, kernel: np.ndarray, shift: int) -> Picture:
    """Draw both ways from a signal to its shifted and filtered version.

    Args:
        signal: shape (n,).
        kernel: shape (k,), with k at most n.
        shift: how many places the signal is moved to the right.

    Returns:
        A still picture. Only results of whole windows are drawn.
    """
    filtered = reference.convolve1d(signal, kernel, mode="valid")
    late = len(kernel) - 1
    figure = sheet(860, 380)
    paper = in_pixels(figure)
    values = np.concatenate([signal, filtered])
    limits = {
        "xlim": (-1, len(signal) + shift),
        "ylim": (values.min() - 0.12 * np.ptp(values), values.max() + 0.12 * np.ptp(values)),
    }
    both = ("shifted, then filtered", "filtered, then shifted")
    places = [
        (0, 0, "input", signal, 0),
        (1, 0, "shifted", signal, shift),
        (2, 0, both[0], filtered, shift + late),
        (0, 1, "input", signal, 0),
        (1, 1, "filtered", filtered, late),
        (2, 1, both[1], filtered, shift + late),
    ]
    for column, row, name, numbers, start in places:
        axes = panel(figure, LEFTS[column], TOPS[row], PANEL_WIDTH, PANEL_HEIGHT)
        axes.set(**limits, xticks=[0, shift], yticks=[])
        _draw_signal(axes, name, numbers, start)
    for row, steps in enumerate((("shift", "filter"), ("filter", "shift"))):
        for column, step in enumerate(steps):
            _draw_step(paper, LEFTS[column] + PANEL_WIDTH, LEFTS[column + 1], TOPS[row] + PANEL_HEIGHT / 2, step, shift)
    middle = LEFTS[2] + PANEL_WIDTH / 2
    paper.text(middle, (TOPS[0] + PANEL_HEIGHT + TOPS[1]) / 2 - 2, "=", fontsize=20, ha="center", va="center")
    alt = (
        f"Two ways. Above, {len(signal)} readings are moved {shift} places to the right and then filtered. Below, they "
        f"are filtered and then moved {shift} places. Both ways end in the same curve."
    )
    return Picture.still(figure, alt)


def _draw_signal(axes: Axes, name: str, numbers: np.ndarray, start: int) -> None:
    is_output = "filtered" in name
    colour, ink = (palette.OUTPUT, palette.OUTPUT_TEXT) if is_output else (palette.INPUT, palette.INPUT_TEXT)
    axes.plot(start + np.arange(len(numbers)), numbers, color=colour, marker="o", markersize=4, linewidth=1.8)
    axes.set_title(name, color=ink)


def _draw_step(paper: Axes, left: float, right: float, middle: float, step: str, shift: int) -> None:
    words, colour = (f"shift by {shift}", palette.INK) if step == "shift" else ("filter", palette.KERNEL_TEXT)
    boxes.arrow(paper, colour, (left + 14, middle), (right - 14, middle))
    paper.text((left + right) / 2, middle - 10, words, color=colour, fontsize=palette.SMALL, ha="center", va="bottom")
