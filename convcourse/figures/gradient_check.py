"""A slope measured with ever smaller steps: first it gets better, then the digits run out."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

TOP, LEFT = 62, 446
LOWEST, HIGHEST = 1e-13, 1e4
ROW, FIRST = 46, 96
COLUMN = 190
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@palette.house_style
def gradient_check(steps: np.ndarray) -> Picture:
    """Plot the error of a measured slope against the step, and write out the subtraction behind one of the points.

    Args:
        steps: lengths of the steps, falling, shape (n,).

    Returns:
        A picture whose parameters are `way` ("central" or "one-sided"), `precision` ("double" or "single"), `errors`
        (of the measured slopes, relative, shape (n,)), `others` (those of the other way, shape (n,)), `place` (which
        step is picked out), `above` and `below` (the two losses as text), `difference` (theirs, as text), `slope`
        (measured, as text), `truth` (derived, as text) and `lost` (how many letters the two losses share).
    """
    scene = _Scene(steps)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, steps: np.ndarray) -> None:
        self.steps = steps
        self.figure = sheet(palette.WIDEST, 400)
        page = in_pixels(self.figure)
        page.text(20, TOP - 28, "the subtraction", weight="bold")
        labels = ("step h", "loss at w + h", "other loss", "difference", "measured slope", "derived slope")
        rows = [FIRST + number * ROW for number in range(len(labels))]
        self.labels = [write(page, 20, y, words, va="baseline") for y, words in zip(rows, labels, strict=True)]
        # One letter a cell, so that equal digits stand below each other.
        style = {"va": "baseline", "family": "DejaVu Sans Mono", "fontsize": palette.LARGE}
        self.values = [write(page, COLUMN, FIRST + number * ROW, **style) for number in range(len(labels))]
        self.same = [write(page, COLUMN, FIRST + number * ROW, color=palette.PADDING, **style) for number in (1, 2)]
        self.verdict = write(page, 20, FIRST + len(labels) * ROW, va="baseline", fontsize=palette.LARGE)
        axes = panel(self.figure, LEFT + 56, TOP, 344, 250)
        axes.set(xscale="log", yscale="log", xlim=(steps.max() * 2, steps.min() / 2), ylim=(LOWEST, HIGHEST))
        axes.set(xlabel="step h, smaller to the right")
        axes.set_title("relative error of the measured slope")
        axes.grid(color=palette.HAIRLINE, linewidth=0.8)
        (self.other,) = axes.plot([], [], color=palette.HAIRLINE, linewidth=2.4, zorder=2)
        (self.line,) = axes.plot([], [], color=palette.INK, marker="o", markersize=4, zorder=3)
        point = {"color": palette.KERNEL, "markeredgecolor": palette.INK, "markersize": 12, "zorder": 4}
        (self.point,) = axes.plot([], [], "o", **point)
        self.name = write(axes, 0.98, 0.06, transform=axes.transAxes, ha="right", fontsize=palette.SMALL)
        quiet = {"xycoords": "axes fraction", "va": "top", "color": palette.QUIET, "fontsize": palette.SMALL}
        axes.annotate("too long:\nthe curve bends", (0.02, 0.95), **quiet)
        axes.annotate("too short:\ndigits are lost", (0.98, 0.95), ha="right", **quiet)

    def draw(
        self, way: str, precision: str, errors: np.ndarray, others: np.ndarray, place: int,
        above: str, below: str, difference: str, slope: str, truth: str, lost: int,
    ) -> str:  # fmt: skip
        power = round(np.log10(self.steps[place]))
        step, error = f"10{str(power).translate(SUPERSCRIPTS)}", max(float(errors[place]), LOWEST)
        self.labels[2].set_text("loss at w − h" if way == "central" else "loss at w")
        # What both losses have in common is written in grey, by other artists.
        rest = [" " * lost + words[lost:] for words in (above, below)]
        for line, words in zip(self.values, (step, *rest, difference, slope, truth), strict=True):
            line.set_text(words)
        for line, words in zip(self.same, (above, below), strict=True):
            line.set_text(words[:lost])
        self.line.set_data(self.steps, np.maximum(errors, LOWEST))
        self.other.set_data(self.steps, np.maximum(others, LOWEST))
        self.point.set_data([self.steps[place]], [error])
        formula = "(loss(w + h) − loss(w − h)) / 2h" if way == "central" else "(loss(w + h) − loss(w)) / h"
        self.name.set_text(f"black: {formula}")
        good = _verdict(float(errors[place]))
        self.verdict.set_text(f"relative error {_told(float(errors[place]))}: {good}")
        digits = f"their first {lost - 2} digits" if lost > 2 else "no digit"
        return (
            f"Step {self.steps[place]:.0e}, {way} difference in {precision} precision: the measured slope is {slope}, "
            f"the derived one {truth}, a relative error of {errors[place]:.1e}, {good}. "
            f"The two losses share {digits} after the point."
        )

    @property
    def moving(self) -> list[Artist]:
        return [self.labels[2], *self.values, *self.same, self.verdict, self.other, self.line, self.point, self.name]


def _verdict(error: float) -> str:
    """Judge a relative error as one does in practice."""
    return "good enough to trust" if error < 1e-5 else "doubtful" if error < 1e-3 else "useless"


def _told(error: float) -> str:
    """Write a small number with a power of ten.

    >>> _told(3.2e-7), _told(0.0)
    ('3 · 10⁻⁷', '0')
    """
    if error == 0:
        return "0"
    digits, power = f"{error:.0e}".split("e")
    return f"{digits} · 10{str(int(power)).translate(SUPERSCRIPTS)}"
