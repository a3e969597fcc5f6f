"""How often networks are right against what they cost, and which of them no other beats in both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.hover import Spot
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

LEFT, TOP, WIDE, HIGH = 66, 62, 770, 352


class CostPoint(NamedTuple):
    """One network.

    Attributes:
        name: what it is called.
        year: of its paper.
        cost: parameters or multiply-adds, in millions.
        accuracy: percent of images classified rightly.
    """

    name: str
    year: int
    cost: float
    accuracy: float


class CostPicture(Picture):
    """A picture whose points can be found again: `spots` says where each stands, and what there is to say of it."""

    spots: Sequence[Spot] = ()


@palette.house_style
def accuracy_against_cost(most: int) -> CostPicture:
    """Draw room for networks as points, cost to the right and accuracy upwards.

    Args:
        most: how many networks there can be.

    Returns:
        A picture whose parameters are `points` (two or more of `CostPoint`), `picked` (the place of one of them),
        `what` (the cost in words, such as "million parameters") and `rule` (how the accuracies were measured). After
        each drawing its `spots` hold the points' places in pixels.
    """
    scene = _Scene(most)
    picture = CostPicture(scene.figure, lambda **shown: scene.draw(picture, **shown), scene.moving)
    return picture


class _Scene:
    def __init__(self, most: int) -> None:
        self.figure = sheet(palette.WIDEST, TOP + HIGH + 128)
        page = in_pixels(self.figure)
        page.set_zorder(2)  # the names lie above the plot
        self.rule = write(page, 16, 22, va="baseline", fontsize=palette.NORMAL, weight="bold")
        page.text(16, 44, "% right at the first guess", va="center", fontsize=palette.SMALL, color=palette.QUIET)
        self.axes = panel(self.figure, LEFT, TOP, WIDE, HIGH)
        self.axes.set(xscale="log")
        self.axes.grid(color=palette.HAIRLINE, linewidth=0.8)
        (self.front,) = self.axes.plot([], [], color=palette.OUTPUT, linewidth=2, zorder=2)
        dots = {"linestyle": "", "marker": "o", "markersize": 9, "markeredgecolor": palette.INK}
        (self.others,) = self.axes.plot([], [], color=palette.PAPER, **dots, zorder=3)
        (self.best,) = self.axes.plot([], [], color=palette.OUTPUT, **dots, zorder=4)
        self.ring = self.axes.plot([], [], "o", markersize=18, mfc="none", mec=palette.INK, mew=2.4, zorder=5)[0]
        self.names = [write(page, 0, 0, fontsize=palette.SMALL, zorder=6, va="center") for _ in range(most)]
        self.sentence = write(page, 16, TOP + HIGH + 76, va="center", fontsize=palette.LARGE)
        self.verdict = write(page, 16, TOP + HIGH + 104, va="center", fontsize=palette.LARGE)

    def draw(self, picture: CostPicture, points: Sequence[CostPoint], picked: int, what: str, rule: str) -> str:
        costs, right = (np.array([point[part] for point in points], dtype=float) for part in (2, 3))
        self.axes.set(xlim=(costs.min() / 2.6, costs.max() * 1.5), ylim=(right.min() - 2, right.max() + 4))
        ticks = [each for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000)
                 if costs.min() / 1.5 <= each <= costs.max() * 1.5]  # fmt: skip
        self.axes.set_xticks(ticks, [f"{each:,}" for each in ticks])
        self.axes.minorticks_off()
        self.axes.set_xlabel(f"{what}; equal ratios are equally far apart")
        self.rule.set_text(rule)
        best = unbeaten(costs, right)
        order = sorted(map(int, np.flatnonzero(best)), key=lambda place: costs[place])
        self.front.set_data(costs[order], right[order])
        self.best.set_data(costs[best], right[best])
        self.others.set_data(costs[~best], right[~best])
        self.ring.set_data([costs[picked]], [right[picked]])
        corners = self.axes.transData.transform(np.column_stack([costs, right]))
        _, height = self.figure.get_size_inches() * self.figure.dpi
        places = [(float(x), float(height - y)) for x, y in corners]
        told = [f"{each.name} ({each.year}): {each.accuracy:.1f} % right, {each.cost:,.1f} {what}" for each in points]
        picture.spots = [Spot(x, y, words) for (x, y), words in zip(places, told, strict=True)]
        self._name(points, places, order)
        verdict = "no other is both cheaper and better" if best[picked] else _beaten_by(points, costs, right, picked)
        self.sentence.set_text(f"{told[picked]}.")
        self.verdict.set_text(f"{verdict[0].upper()}{verdict[1:]}.")
        unbeaten_names = ", ".join(points[place].name for place in order)
        return f"{rule}. {told[picked]}; {verdict}. Unbeaten, from cheap to dear: {unbeaten_names}."

    def _name(self, points: Sequence[CostPoint], places: Sequence[tuple[float, float]], shown: Sequence[int]) -> None:
        """Write the names above and to the left of their points, which come from cheap to dear, and so climb."""
        for label in self.names:
            label.set_visible(False)
        before = (0.0, float(TOP + 2 * HIGH))
        for label, place in zip(self.names, shown, strict=False):
            x, y = places[place][0] - 12, places[place][1] - 9
            if x - before[0] < 150:
                y = min(y, before[1] - 15)
            before = x, y
            label.set(text=points[place].name, ha="right", visible=True, position=before)

    @property
    def moving(self) -> list[Artist]:
        return []  # with the cost the axis changes, so all is drawn anew


def unbeaten(costs: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Mark the points for which no other is at least as cheap and at least as good, and better in one of the two.

    >>> unbeaten(np.array([1, 2, 3]), np.array([60, 80, 70])).tolist()
    [True, True, False]
    """
    cheaper, better = costs[:, None] <= costs, right[:, None] >= right
    strictly = (costs[:, None] < costs) | (right[:, None] > right)
    return np.logical_not((cheaper & better & strictly).any(axis=0))


def _beaten_by(points: Sequence[CostPoint], costs: np.ndarray, right: np.ndarray, place: int) -> str:
    better = np.flatnonzero((costs <= costs[place]) & (right >= right[place]))
    better = better[better != place]
    return f"{points[int(better[np.argmax(right[better])])].name} costs no more and is right more often"
