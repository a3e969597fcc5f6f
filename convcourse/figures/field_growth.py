"""How receptive fields, and what is used of them, grow with depth, on scales where a power is a straight line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.transforms import Transform

from convcourse.figures import palette
from convcourse.figures.paper import panel, sheet
from convcourse.figures.picture import Picture

MARKERS, COLOURS = ("o", "s", "^"), (palette.INPUT, palette.KERNEL_TEXT, palette.OUTPUT_TEXT)


@palette.house_style
def field_growth(depths: Sequence[int], seen: Sequence[float], used: Mapping[str, Sequence[float]]) -> Picture:
    """Draw fields over depth.

    Args:
        depths: layers of each stack, two or more, growing.
        seen: side of the receptive field in pixels, one a depth.
        used: for each kind of kernel, at most three, what is used of it, in pixels, one a depth.

    Returns:
        A still picture; its words give the power of the depth that each grows with.
    """
    figure = sheet(palette.WIDEST, 372)
    plot = panel(figure, 62, 36, 430, 270)
    lowest, highest = 0.7 * min(map(min, used.values())), 1.5 * max(seen)
    plot.set(xscale="log", yscale="log", ylim=(lowest, highest))
    plot.set_xlim(0.85 * depths[0], 1.1 * depths[-1])
    plot.set_xticks(list(depths), labels=[str(depth) for depth in depths])
    levels = [each for each in (2, 5, 10, 20, 50, 100, 200) if lowest <= each <= highest]
    plot.set_yticks(levels, labels=[str(each) for each in levels])
    plot.minorticks_off()
    plot.grid(color=palette.HAIRLINE)
    plot.set_xlabel("layers of 3 by 3")
    plot.set_title("pixels along one axis; equal ratios are equally far apart", fontsize=palette.SMALL)
    plot.plot(depths, seen, "--", color=palette.INK, marker="D", markersize=6)
    ends = [("receptive field", palette.INK, seen)]
    for (kind, sizes), colour, marker in zip(used.items(), COLOURS, MARKERS, strict=False):
        plot.plot(depths, sizes, color=colour, marker=marker, markersize=7)
        ends.append((f"used, {kind}", colour, sizes))
    told = []
    for name, colour, sizes, height in _apart(ends, plot.transData):
        power = np.polyfit(np.log(depths), np.log(sizes), 1)[0]
        words = f"{name}: depth to the power {power:.2f}"
        told.append(f"{words}, from {sizes[0]:.1f} to {sizes[-1]:.1f} pixels")
        x, _ = plot.transData.transform((depths[-1], 1))
        plot.text(x + 18, height, words, transform=None, color=colour, va="center", fontsize=palette.SMALL)
    return Picture.still(figure, f"From {depths[0]} to {depths[-1]} layers. {'; '.join(told)}.")


def _apart(
    ends: Sequence[tuple[str, str, Sequence[float]]], scale: Transform
) -> list[tuple[str, str, Sequence[float], float]]:
    """Give each label a height in pixels near the end of its line, at least one line of type apart."""
    placed: list[tuple[str, str, Sequence[float], float]] = []
    for name, colour, sizes in sorted(ends, key=lambda end: end[2][-1]):
        _, height = scale.transform((1, sizes[-1]))
        if placed:
            height = max(height, placed[-1][3] + 19)
        placed.append((name, colour, sizes, float(height)))
    return placed[::-1]
