"""How sharply kernels of several sizes can tell directions apart: their patterns, and responses to turned stripes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, SIDE, HEIGHT, PLOT = 16, 40, 88, 330, 330
LINES = ((0, (1, 1.2)), (0, (5, 2)), "-")


@palette.house_style
def direction_tuning(angles: np.ndarray, curves: Mapping[int, tuple[np.ndarray, np.ndarray, float]]) -> Picture:
    """Draw three kernels, and for each a curve of its response.

    Args:
        angles: degrees between the kernel's stripes and those of the input, shape (n,).
        curves: by the kernel's side its numbers (shape (side, side)), its response at each angle, from 0 to 1 (shape
            (n,)), and the angle at which it has fallen to a half; NaN if it never does.

    Returns:
        A still picture.
    """
    figure = sheet(palette.WIDEST, HEIGHT)
    page = in_pixels(figure)
    page.text(LEFT, TOP - 16, "kernel: the same stripes", color=palette.KERNEL_TEXT, weight="bold", va="baseline")
    page.text(PLOT - 50, TOP - 16, "response", color=palette.OUTPUT_TEXT, weight="bold", va="baseline")
    plot = panel(figure, PLOT, TOP, palette.WIDEST - PLOT - 40, HEIGHT - TOP - 56)
    plot.set(xlim=(angles[0], angles[-1]), ylim=(0, 1.05), xticks=np.arange(0, 91, 15))
    plot.set_xlabel("degrees that the stripes of the input are turned")
    plot.axhline(0.5, color=palette.HAIRLINE, linewidth=1.2)
    told = []
    for row, (side, (kernel, response, half)) in enumerate(curves.items()):
        top = TOP + row * (SIDE + 2)
        raster = Raster(page, (side, side), LEFT + 2, top, (SIDE - 10) // side, palette.KERNEL)
        raster.show(kernel, -float(np.abs(kernel).max()), float(np.abs(kernel).max()))
        words = f"half at {half:.0f}°" if np.isfinite(half) else "never at half"
        page.text(LEFT + SIDE + 8, top + 30, f"{side} by {side}", weight="bold", va="baseline")
        page.text(LEFT + SIDE + 8, top + 52, words, va="baseline", color=palette.OUTPUT_TEXT)
        plot.plot(angles, response, color=palette.OUTPUT, linestyle=LINES[row % len(LINES)], linewidth=2.2)
        near = half if np.isfinite(half) else float(angles[-1])
        plot.text(near + 1.5, 0.53, f"{side} by {side}", va="bottom", color=palette.OUTPUT_TEXT)
        told.append(f"{side} by {side}: {words.replace('°', ' degrees')}")
    return Picture.still(figure, f"Response to turned stripes, as a part of the largest. {'; '.join(told)}.")
