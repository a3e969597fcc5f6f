"""How much of each method's maps is left, as a network forgets layer after layer from the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import panel, sheet
from convcourse.figures.picture import Picture

MARKERS = ("o", "s", "^", "D", "v", "P")
COLOURS = (palette.INPUT, palette.KERNEL_TEXT, "#A0477A", palette.OUTPUT_TEXT, palette.INK, palette.QUIET)
APART = 0.095  # of the height, between two labels


@palette.house_style
def forgotten_layers(layers: Sequence[str], left: Mapping[str, Sequence[float]]) -> Picture:
    """Draw one curve a method.

    Args:
        layers: names of the layers, in the order in which they are made random.
        left: for each method, six at most, the rank correlation with its first map after each layer.

    Returns:
        A still picture; its words give each method's last number.
    """
    figure = sheet(palette.WIDEST, 350)
    plot = panel(figure, 58, 34, 560, 250)
    places = np.arange(len(layers) + 1)
    plot.set_title("rank correlation with the map of the trained network", fontsize=palette.SMALL)
    plot.set(xlim=(-0.15, len(layers) + 0.1), ylim=(min(-0.1, *map(min, left.values())) - 0.03, 1.04))
    plot.set_xticks(places, labels=["trained", *layers])
    plot.set_xlabel("random down to this layer")
    plot.grid(color=palette.HAIRLINE)
    plot.axhline(0, color=palette.QUIET, linewidth=1)
    heights = _spread({name: float(curve[-1]) for name, curve in left.items()})
    for (name, curve), marker, colour in zip(left.items(), MARKERS, COLOURS, strict=False):
        plot.plot(places, [1.0, *curve], color=colour, marker=marker, markersize=6)
        ends = {"xytext": (len(layers) + 0.25, heights[name]), "annotation_clip": False, "va": "center"}
        plot.annotate(f"{name}  {curve[-1]:.2f}", (len(layers), curve[-1]), color=colour, **ends)
    told = "; ".join(f"{name}: {', '.join(f'{each:.2f}' for each in curve)}" for name, curve in left.items())
    return Picture.still(figure, f"Rank correlation as the layers {', '.join(layers)} become random. {told}.")


def _spread(ends: Mapping[str, float]) -> dict[str, float]:
    """Give each label a height near the end of its curve, and a line of type between any two."""
    placed: dict[str, float] = {}
    for name, height in sorted(ends.items(), key=lambda each: each[1]):
        placed[name] = max(height, max(placed.values(), default=-9) + APART)
    off = np.mean([placed[name] - ends[name] for name in ends])  # pushed up on the whole: back to the middle
    return {name: float(height - off) for name, height in placed.items()}
