"""How a small map looks when it was made twice as big, and how many copies of the kernel reach each of its pixels."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

TOP, SCALE, LEFT, GAP, CHART = 58, 10, 18, 44, 108


@palette.house_style
def checkerboard(shape: tuple[int, int], shown: int) -> Picture:
    """Draw a small map, the one made from it, and counts along one of its rows.

    Args:
        shape: height and width of the small map, at most 14 by 14.
        shown: how many columns of the counts are drawn.

    Returns:
        A picture whose parameters are `small` (shape `shape`), `large` (twice as high and wide), both from 0 to 1,
        `counts` (how many copies of the kernel reach each column of a row, shape (shown,)), `how`, in words, and `flat`
        (the least and the most that a flat map of ones becomes).
    """
    scene = _Scene(shape, shown)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, shape: tuple[int, int], shown: int) -> None:
        high, wide = shape
        self.below = TOP + 2 * high * SCALE
        self.figure = sheet(palette.WIDEST, self.below + 88)
        page = in_pixels(self.figure)
        top = TOP + high * SCALE // 2
        self.small = Raster(page, shape, LEFT, top, SCALE, palette.INPUT)
        self.large = Raster(page, (2 * high, 2 * wide), self.small.right + GAP, TOP, SCALE, palette.OUTPUT)
        bold = {"weight": "bold", "va": "baseline"}
        page.text(LEFT, top - 14, f"input {high} by {wide}", color=palette.INPUT_TEXT, **bold)
        title = f"output {2 * high} by {2 * wide}"
        page.text(self.large.left, TOP - 14, title, color=palette.OUTPUT_TEXT, **bold)
        left = self.large.right + 62
        page.text(left - 30, TOP - 34, "copies that reach a pixel,", **bold)
        page.text(left - 30, TOP - 14, "along one row", **bold)
        self.chart = panel(self.figure, left, TOP + 20, palette.WIDEST - left - 22, self.below - TOP - 70)
        self.chart.set(xlim=(-0.6, shown - 0.4), ylim=(0, 5.2), xticks=range(0, shown, 2), yticks=range(6))
        self.chart.set_xlabel("column of the output")
        self.bars = self.chart.bar(np.arange(shown), np.zeros(shown), width=0.8, color=palette.KERNEL, zorder=3).patches
        self.sentence = write(page, LEFT, self.below + 36, fontsize=palette.LARGE, va="center")
        self.flat = write(page, LEFT, self.below + 64, fontsize=palette.LARGE, va="center")

    def draw(
        self, small: np.ndarray, large: np.ndarray, counts: np.ndarray, how: str, flat: tuple[float, float]
    ) -> str:
        self.small.show(small, 0, 1)
        self.large.show(large, 0, 1)
        for bar, count in zip(self.bars, counts, strict=True):
            bar.set_height(count)
        found = " or ".join(in_words(count) for count in sorted({float(count) for count in counts}))
        low, high = in_words(flat[0]), in_words(flat[1])
        after = "stays flat" if low == high else f"becomes {low} to {high}: a checkerboard"
        self.sentence.set_text(f"{how}: along a row, {found} copies reach a pixel.")
        self.flat.set_text(f"A flat map of ones {after}.")
        numbers = ", ".join(in_words(count) for count in counts)
        return f"{self.sentence.get_text()} {self.flat.get_text()} Copies along a row: {numbers}."

    @property
    def moving(self) -> list[Artist]:
        return [*self.small.artists, *self.large.artists, *self.bars, self.sentence, self.flat]
