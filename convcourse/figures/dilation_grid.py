"""The pixels that a unit sees through dilated kernels, the holes between them, and the ways that lead to each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

SIDE, MARGIN, TOP, LINED = 385, 14, 40, 10
LIGHT, DARK, HOLE, EDGE = (214, 232, 244), (0, 70, 120), (255, 255, 255), (200, 200, 200)


@palette.house_style
def dilation_grid(widest: int) -> Picture:
    """Draw the field of one unit from above, pixel by pixel, and along one axis as bars.

    Args:
        widest: the most pixels along one axis that a field ever has, odd.

    Returns:
        A picture whose parameters are `ways` (whole numbers, odd in count, at most `widest`: on how many ways through
        the layers the unit sees each pixel along one axis), `dilations` (one a layer) and `kernel` (taps of each).
    """
    scene = _Scene(widest)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, widest: int) -> None:
        self.figure = sheet(palette.WIDEST, TOP + SIDE + 52)
        axes = in_pixels(self.figure)
        self.raster = Raster(axes, (SIDE, SIDE), MARGIN, TOP, 1, palette.INPUT)
        words = "input pixels: dark, many ways; white, a hole"
        axes.text(MARGIN, TOP - 14, words, color=palette.INPUT_TEXT, weight="bold")
        left = MARGIN + SIDE + 66
        axes.text(left - 34, TOP - 14, "ways along one axis", color=palette.INPUT_TEXT, weight="bold")
        self.plot = panel(self.figure, left, TOP + 6, palette.WIDEST - left - 20, 190)
        half = widest // 2
        self.plot.set(xlim=(-half - 1, half + 1), ylim=(0, 8.2), yticks=[0, 2, 4, 6, 8])
        self.plot.set_xlabel("pixels from the middle")
        self.offsets = np.arange(-half, half + 1)
        self.bars = list(self.plot.bar(self.offsets, 0, width=0.86, color=palette.INPUT, zorder=2.8))
        style = {"mfc": palette.PAPER, "mec": palette.INK, "ms": 3.4, "mew": 0.9, "zorder": 4, "clip_on": False}
        (self.holes,) = self.plot.plot([], [], "o", **style)
        lines = [TOP + 268 + 26 * number for number in range(4)]
        self.facts = [write(axes, left - 34, y, va="center", fontsize=palette.LARGE) for y in lines]
        self.sentence = write(axes, MARGIN, TOP + SIDE + 30, fontsize=palette.LARGE, va="center")

    def draw(self, ways: np.ndarray, dilations: Sequence[int], kernel: int) -> str:
        counts = np.asarray(ways, dtype=int)
        size = len(counts)
        self.raster.show(_painted(np.outer(counts, counts)))
        height = np.zeros(len(self.offsets))
        first = (len(self.offsets) - size) // 2
        height[first : first + size] = counts
        for bar, each in zip(self.bars, height, strict=True):
            bar.set_height(each)
        missed = self.offsets[first : first + size][counts == 0]
        self.holes.set_data(missed, np.zeros(len(missed)))
        seen, holes = int((counts > 0).sum()), int((counts == 0).sum())
        facts = [
            f"field: {size} by {size} pixels",
            f"seen: {seen}·{seen} = {seen**2:,} of {size**2:,}",
            f"holes: {size**2 - seen**2:,}" + (" (open dots: along one axis)" if holes else ""),
            f"weights: {len(dilations)} · {kernel}·{kernel} = {len(dilations) * kernel**2}",
        ]
        for line, words in zip(self.facts, facts, strict=True):
            line.set_text(words)
        told = ", ".join(str(each) for each in dilations)
        verdict = "No pixel is missed." if not holes else f"Along each axis {holes} of {size} pixels are missed."
        self.sentence.set_text(f"Dilations {told}: a field of {size} by {size}. {verdict}")
        row = " ".join(str(count) for count in counts)
        return f"Dilations {told}: a field of {size} by {size}. {verdict} {facts[3]}. Ways along one axis: {row}."

    @property
    def moving(self) -> list[Artist]:
        return [*self.raster.artists, *self.bars, self.holes, *self.facts, self.sentence]


def _painted(ways: np.ndarray) -> np.ndarray:
    """Paint a square of counts with as large pixels as fit, in shades by their logarithm; shape (SIDE, SIDE, 3)."""
    scale = SIDE // len(ways)
    shade = np.log(np.maximum(ways, 1)) / max(np.log(ways.max()), 1e-9)
    colours = LIGHT + (np.array(DARK) - LIGHT) * (0.25 + 0.75 * shade)[..., np.newaxis]
    colours[ways == 0] = HOLE
    large = colours.repeat(scale, axis=0).repeat(scale, axis=1)
    if scale >= LINED:
        large[::scale], large[:, ::scale] = EDGE, EDGE
    canvas = np.full((SIDE, SIDE, 3), 255.0)
    first = (SIDE - len(large)) // 2
    canvas[first : first + len(large), first : first + len(large)] = large
    return canvas
