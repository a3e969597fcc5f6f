"""Shift and then filter, or filter and then shift: the result is the same, as it is not for every operation."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from convcourse import reference
from convcourse.figures import boxes, palette
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

WIDTH, HEIGHT, LEFTS, PANEL_WIDTH, PANEL_HEIGHT = 860, 640, (30, 326, 622), 208, 78
TOP, PAIR, ROW = 68, 318, 146


class _Operation(NamedTuple):
    """Something done to a signal, and what comes out without and with a shift before it."""

    claim: str
    step: str
    done: str
    result: np.ndarray
    result_of_shifted: np.ndarray
    first: int  # time of the first result
    fixed: int | None  # the time it is tied to


@palette.house_style
def equivariance(signal: np.ndarray, kernel: np.ndarray, shift: int) -> Picture:
    """Draw both ways from a signal to its shifted and filtered version, and both ways for another operation.

    The other operation subtracts the reading of one fixed time from all readings. It treats that time unlike all
    others, and so the order counts.

    Args:
        signal: shape (n,).
        kernel: shape (k,), with k at most n.
        shift: how many places the signal is moved to the right, fewer than n.

    Returns:
        A still picture. Only results of whole windows are drawn.
    """
    filtered, late = reference.convolve1d(signal, kernel, mode="valid"), len(kernel) - 1
    fixed = min(2 * shift, len(signal) - 1)
    # After the shift another reading stands at the fixed time.
    alone, after_shift = float(signal[fixed]), float(signal[fixed - shift])
    same = "filter: both ways end in the same curve"
    differ = f"subtract the reading of time {fixed} from all: the two ways end differently"
    figure = sheet(WIDTH, HEIGHT)
    paper = in_pixels(figure)
    for pair, operation in enumerate(
        (
            _Operation(same, "filter", "filtered", filtered, filtered, late, None),
            _Operation(differ, "subtract", "subtracted", signal - alone, signal - after_shift, 0, fixed),
        )
    ):
        _draw_pair(figure, paper, TOP + PAIR * pair, signal, shift, operation)
    alt = (
        f"Two ways. Above, {len(signal)} readings are moved {shift} places to the right and then filtered. Below, they "
        f"are filtered and then moved {shift} places. Both ways end in the same curve. Then two ways that differ, with "
        f"an operation tied to one time: to subtract the reading of time {fixed} from all. Done after the shift it "
        f"subtracts {in_words(after_shift, 0)}, done before the shift {in_words(alone, 0)}."
    )
    return Picture.still(figure, alt)


def _draw_pair(figure: Figure, paper: Axes, top: float, signal: np.ndarray, shift: int, operation: _Operation) -> None:
    """Draw the two ways of one operation below each other, and between their ends whether they are equal."""
    done, first = operation.done, operation.first
    shifted_first = [
        ("input", signal, 0),
        ("shifted", signal, shift),
        (f"shifted, then {done}", operation.result_of_shifted, shift + first),
    ]
    shifted_last = [
        ("input", signal, 0),
        (done, operation.result, first),
        (f"{done}, then shifted", operation.result, shift + first),
    ]
    paper.text(LEFTS[0], top - 44, operation.claim, fontsize=palette.LARGE, va="center")
    ways = ((shifted_first, ("shift", operation.step)), (shifted_last, (operation.step, "shift")))
    for row, (stages, steps) in enumerate(ways):
        for left, stage in zip(LEFTS, stages, strict=True):
            axes = panel(figure, left, top + ROW * row, PANEL_WIDTH, PANEL_HEIGHT)
            _draw_stage(axes, *stage, signal, shift, operation)
        for left, right, step in zip(LEFTS, LEFTS[1:], steps, strict=False):
            _draw_step(paper, left + PANEL_WIDTH, right, top + ROW * row + PANEL_HEIGHT / 2, step, shift)
    equal = np.array_equal(operation.result, operation.result_of_shifted)
    beside, between = LEFTS[2] + 0.7 * PANEL_WIDTH, top + (ROW + PANEL_HEIGHT) / 2
    paper.text(beside, between, "=" if equal else "≠", fontsize=20, ha="center", va="center")


def _draw_stage(
    axes: Axes, name: str, numbers: np.ndarray, start: int, signal: np.ndarray, shift: int, operation: _Operation
) -> None:
    is_output = operation.done in name
    results = np.concatenate([operation.result, operation.result_of_shifted])
    colour, ink = (palette.OUTPUT, palette.OUTPUT_TEXT) if is_output else (palette.INPUT, palette.INPUT_TEXT)
    axes.plot(start + np.arange(len(numbers)), numbers, color=colour, marker="o", markersize=4, linewidth=1.8)
    axes.set_title(name, color=ink)
    axes.set(xlim=(-1, len(signal) + shift), yticks=[], xticks=[0, shift])
    if operation.fixed is None:
        values = np.concatenate([signal, results])
    else:
        values = results if is_output else signal
        _mark(axes, operation.fixed, numbers[operation.fixed - start], is_output)
    margin = 0.12 * np.ptp(values)
    axes.set_ylim(values.min() - margin, values.max() + margin)


def _mark(axes: Axes, fixed: int, number: float, is_output: bool) -> None:
    """Ring the reading that is subtracted; in an output, draw the height of 0 instead."""
    axes.set_xticks([*axes.get_xticks(), fixed])
    if is_output:
        axes.axhline(0, color=palette.PADDING, linewidth=1.2, linestyle=(0, (4, 3)), zorder=0)
        place = {"textcoords": "offset points", "va": "top", "color": palette.QUIET, "fontsize": palette.SMALL}
        axes.annotate("0", (axes.get_xlim()[0], 0), (3, -2), **place)
    else:
        axes.plot([fixed], [number], "o", color="none", markersize=11, markeredgecolor=palette.INK, markeredgewidth=1.6)


def _draw_step(paper: Axes, left: float, right: float, middle: float, step: str, shift: int) -> None:
    words, colour = (f"shift by {shift}", palette.INK) if step == "shift" else (step, palette.KERNEL_TEXT)
    boxes.arrow(paper, colour, (left + 14, middle), (right - 14, middle))
    paper.text((left + right) / 2, middle - 10, words, color=colour, fontsize=palette.SMALL, ha="center", va="bottom")
