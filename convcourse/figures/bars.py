"""Short signals as bars on a base line, with each height written above its bar."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from convcourse.figures import palette


def draw_bars(
    axes: Axes, heights: Sequence[float] | np.ndarray, texts: Sequence[str], colour: str, highest: float
) -> None:
    """Draw one bar a number.

    Args:
        axes: where; it loses its vertical scale, because the heights are written.
        heights: shape (n,), none negative.
        texts: n texts, written above the bars; an empty text leaves its bar unmarked.
        colour: of the bars.
        highest: height of the axes, so that several can be compared.
    """
    axes.bar(range(len(heights)), heights, width=0.7, color=colour)
    for place, (height, text) in enumerate(zip(heights, texts, strict=True)):
        axes.annotate(text, (place, height), (0, 4), textcoords="offset points", ha="center", fontsize=palette.SMALL)
    axes.set(xlim=(-0.7, len(heights) - 0.3), ylim=(0, 1.22 * highest), yticks=[], xticks=range(len(heights)))
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=0)


def sign_between(axes: Axes, sign: str, x: float, y: float) -> None:
    """Write an operator between two plots, on axes in pixels."""
    axes.text(x, y, sign, fontsize=20, ha="center", va="center")
