"""How often systems were wrong on ImageNet, year by year, each with the source of its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

TOP, STEP, LEFT, RIGHT, HIGHEST = 62, 32, 356, 584, 30


class Point(NamedTuple):
    """One published error.

    Attributes:
        year: Of the contest or the paper.
        name: Of the system.
        how: How it was measured: "seven nets", "one net, ten crops".
        top5: Percent of images whose class was not among the first five guesses.
        nets: How many networks were averaged; 0 if there was none, None if several, but the number is not known.
        source: Where the number stands.
    """

    year: int
    name: str
    how: str
    top5: float
    nets: int | None
    source: str


@palette.house_style
def error_timeline(points: Sequence[tuple[int, str, str, float, int | None, str]]) -> Picture:
    """Draw a row for each error: time goes down, the error to the right.

    Args:
        points: in the order of their years, each with the values of a `Point`.

    Returns:
        A still picture. A filled dot is a system of several networks, an open one a single network, a square none.
    """
    figure = sheet(palette.WIDEST, TOP + STEP * len(points) + 62)
    page = in_pixels(figure)
    scale = (RIGHT - LEFT) / HIGHEST
    bottom = TOP + STEP * len(points)
    for mark in range(0, HIGHEST + 1, 10):
        x = LEFT + scale * mark
        page.plot([x, x], [TOP - 14, bottom - 8], color=palette.HAIRLINE, linewidth=1)
        page.text(x, TOP - 26, f"{mark} %", ha="center", va="center", color=palette.QUIET, fontsize=palette.SMALL)
    page.text(14, TOP - 26, "year, system", weight="bold", va="center")
    page.text((LEFT + RIGHT) / 2, TOP - 46, "wrong in all five guesses", weight="bold", ha="center", va="center")
    page.text(RIGHT + 26, TOP - 26, "source", weight="bold", va="center")
    rows = [Point(*each) for each in points]
    small = {"va": "center", "fontsize": palette.SMALL}
    for number, point in enumerate(rows):
        y, x = TOP + STEP * (number + 0.3), LEFT + scale * point.top5
        if number == 0 or rows[number - 1].year != point.year:
            page.text(14, y, str(point.year), weight="bold", va="center")
        page.text(62, y - 6, point.name, va="center", fontsize=palette.SMALL)
        page.text(62, y + 8, point.how, va="center", fontsize=8.5, color=palette.QUIET)
        page.plot([LEFT, x], [y, y], color=palette.HAIRLINE, linewidth=5, solid_capstyle="butt", zorder=1)
        edge = palette.QUIET if point.nets == 0 else palette.OUTPUT
        face = palette.PAPER if point.nets == 1 else edge
        page.plot([x], [y], "s" if point.nets == 0 else "o", markersize=9, color=edge, markerfacecolor=face, mew=2)
        page.text(x + 12, y, f"{point.top5:g}", color=palette.INK, **small)
        page.text(RIGHT + 26, y, point.source, color=palette.QUIET, fontsize=9, va="center")
    words = "filled: several networks averaged    open: one network    square: no convolutional network"
    page.text(14, bottom + 26, words, color=palette.QUIET, **small)
    told = "; ".join(f"{each.year} {each.name} ({each.how}) {each.top5:g}" for each in rows)
    return Picture.still(figure, f"Percent of images wrong in all five guesses: {told}.")
