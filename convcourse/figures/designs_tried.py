"""Designs of networks: how well each did over several trainings, against how many parameters it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

LEFT, TOP, WIDE, HIGH = 72, 58, 760, 292


class TriedDesign(NamedTuple):
    """One design.

    Attributes:
        name: what it is called.
        parameters: how many numbers it keeps.
        scores: one for each training, from 0 to 1.
        note: a sentence about it.
    """

    name: str
    parameters: int
    scores: Sequence[float]
    note: str


@palette.house_style
def designs_tried(designs: Sequence[TriedDesign], budget: int, wanted: float, what: str) -> Picture:
    """Plot each design as a bar from its worst training to its best, with a dot for each.

    Args:
        designs: two or more.
        budget: most parameters allowed: a dashed line across.
        wanted: score that is asked for, from 0 to 1: a dashed line along.
        what: the score in words, such as "mean recall".

    Returns:
        A picture whose parameter is `picked`, the place of one design.
    """
    scene = _Scene(designs, budget, wanted, what)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, designs: Sequence[TriedDesign], budget: int, wanted: float, what: str) -> None:
        self.designs, self.budget, self.wanted, self.what = designs, budget, wanted, what
        self.figure = sheet(palette.WIDEST, TOP + HIGH + 130)
        page = in_pixels(self.figure)
        page.text(16, 26, f"{what} in %: each dot a training", weight="bold", va="center", color=palette.OUTPUT_TEXT)
        self.axes = panel(self.figure, LEFT, TOP, WIDE, HIGH)
        counts = [each.parameters for each in designs]
        low, high = min([*counts, budget]) / 2, max([*counts, budget]) * 2
        self.axes.set(xscale="log", xlim=(low, high), ylim=(0, 104))
        ticks = [each for each in (10, 30, 100, 300, 1000, 3000, 10000, 30000, 100000) if low <= each <= high]
        self.axes.set_xticks(ticks, [f"{each:,}" for each in ticks])
        self.axes.minorticks_off()
        self.axes.set_xlabel("parameters; equal ratios are equally far apart")
        dashed = {"color": palette.PADDING, "linestyle": "--", "linewidth": 1.6}
        self.axes.axvline(budget, **dashed)
        self.axes.axhline(100 * wanted, **dashed)
        small = {"fontsize": palette.SMALL, "color": palette.QUIET, "va": "center"}
        write(self.axes, low * 1.1, 100 * wanted + 4, f"asked for: {100 * wanted:.0f} %", **small)
        write(self.axes, budget / 1.06, 5, f"budget: {budget:,}", ha="right", **small)
        for each in designs:
            self._plot(each)
        (self.ring,) = self.axes.plot([], [], "o", markersize=20, mfc="none", mec=palette.INK, mew=2.4, zorder=8)
        self.sentence = write(page, 16, TOP + HIGH + 78, va="center", fontsize=palette.LARGE)
        self.note = write(page, 16, TOP + HIGH + 106, va="center", fontsize=palette.LARGE)

    def _plot(self, design: TriedDesign) -> None:
        percent = 100 * np.asarray(design.scores)
        colour = palette.OUTPUT if self._passes(design) else palette.KERNEL
        places = [design.parameters] * len(percent)
        self.axes.plot(places[:2], [percent.min(), percent.max()], color=colour, linewidth=3)
        self.axes.plot(places, percent, "o", color=colour, markersize=9, markeredgecolor=palette.PAPER, zorder=4)
        ink = palette.OUTPUT_TEXT if self._passes(design) else palette.KERNEL_TEXT
        middle = float(percent.min() + percent.max()) / 2
        write(self.axes, design.parameters / 1.09, middle, design.name, ha="right", va="center", color=ink, zorder=6)

    def _passes(self, design: TriedDesign) -> bool:
        return design.parameters <= self.budget and min(design.scores) >= self.wanted

    def draw(self, picked: int) -> str:
        design = self.designs[picked]
        worst, best = 100 * min(design.scores), 100 * max(design.scores)
        self.ring.set_data([design.parameters], [worst])
        ranged = f"{worst:.0f} %" if len(design.scores) == 1 else f"{worst:.0f} to {best:.0f} %"
        words = f"{design.name}: {design.parameters:,} parameters, {self.what} {ranged}"
        verdict = "keeps the budget and the mark" if self._passes(design) else self._fault(design)
        self.sentence.set_text(f"{words}; {verdict}.")
        self.note.set_text(design.note)
        others = "; ".join(f"{each.name}, {each.parameters:,}: {100 * min(each.scores):.0f} %" for each in self.designs)
        return f"{words}; {verdict}. {design.note} Worst training of each: {others}."

    def _fault(self, design: TriedDesign) -> str:
        faults = ["too large"] * (design.parameters > self.budget)
        return " and ".join(faults + ["below the mark"] * (min(design.scores) < self.wanted))

    @property
    def moving(self) -> list[Artist]:
        return [self.ring, self.sentence, self.note]
