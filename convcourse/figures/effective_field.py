"""How strongly each pixel of the field moves the unit: from above, and along one axis beside a bell curve."""

from __future__ import annotations

import matplotlib
import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import boxes, palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

SIDE, MARGIN, TOP = 405, 14, 40
_COLOURS = (255 * matplotlib.colormaps["cividis"](np.linspace(0, 1, 256))[:, :3]).round().astype(np.uint8)


@palette.house_style
def effective_field(widest: int) -> Picture:
    """Draw the shares of the pixels in what moves one unit.

    Args:
        widest: side of the largest receptive field that is ever shown, odd; all are drawn to the same scale.

    Returns:
        A picture whose parameters are `share` (shape (side, side), adding up to 1), `spread` (their standard deviation
        in pixels), `width` (side in pixels of the square that counts as used), `fit` (part of the shares that a bell
        curve explains), `kind` and `depth` (kernels and layers).
    """
    scene = _Scene(widest)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, widest: int) -> None:
        self.scale = SIDE // widest
        self.figure = sheet(palette.WIDEST, TOP + SIDE + 52)
        axes = in_pixels(self.figure)
        self.raster = Raster(axes, (SIDE, SIDE), MARGIN, TOP, 1, palette.HAIRLINE)
        words = "pixels: dark moves the unit little, bright much"
        axes.text(MARGIN, TOP - 14, words, color=palette.INPUT_TEXT, weight="bold")
        self.used = boxes.outline(axes, 0, 0, 0, 0)
        self.used.set(edgecolor=palette.PAPER, linewidth=2.0)
        left, half = MARGIN + SIDE + 66, widest // 2
        words = "share of each column, and a bell curve"
        axes.text(left - 34, TOP - 14, words, color=palette.INPUT_TEXT, weight="bold")
        self.plot = panel(self.figure, left, TOP + 6, palette.WIDEST - left - 20, 196)
        self.plot.set(xlim=(-half - 1, half + 1), ylim=(0, 1.12), yticks=[])
        self.plot.set_xlabel("pixels from the middle")
        self.offsets = np.arange(-half, half + 1)
        self.bars = list(self.plot.bar(self.offsets, 0, width=0.9, color=palette.INPUT, alpha=0.55, zorder=2.8))
        (self.bell,) = self.plot.plot([], [], color=palette.INK, linewidth=1.6, zorder=4)
        style = {"color": palette.PADDING, "linestyle": (0, (4, 3)), "linewidth": 1.4, "zorder": 2.7}
        self.ends = [self.plot.axvline(0, **style) for _ in range(2)]
        style = {"va": "center", "fontsize": palette.LARGE}
        self.facts = [write(axes, left - 34, TOP + 268 + 26 * number, **style) for number in range(4)]
        self.sentence = write(axes, MARGIN, TOP + SIDE + 30, **style)

    def draw(self, share: np.ndarray, spread: float, width: float, fit: float, kind: str, depth: int) -> str:
        side = len(share)
        self.raster.show(self._painted(np.sqrt(share / share.max())))
        middle, used = SIDE / 2, width * self.scale
        self.used.set_bounds(MARGIN + middle - used / 2, TOP + middle - used / 2, used, used)
        self._show_profile(share.sum(axis=0), spread)
        facts = [
            f"receptive field: {side} by {side}, dashed",
            f"used: like a square of {width:.0f} by {width:.0f}, framed",
            f"that is {(width / side) ** 2:.0%} of its pixels",
            f"spread {spread:.2f} pixels; a bell explains {fit:.1%}",
        ]
        for line, words in zip(self.facts, facts, strict=True):
            line.set_text(words)
        title = kind[0].upper() + kind[1:]
        words = f"{title}, {depth} layers of 3 by 3: it sees {side}, and uses about {width:.0f} pixels across."
        self.sentence.set_text(words)
        return f"{words} The spread is {spread:.2f} pixels, and a bell curve explains {fit:.1%} of the shares."

    def _show_profile(self, column: np.ndarray, spread: float) -> None:
        half = len(column) // 2
        inside = np.abs(self.offsets) <= half
        height = np.zeros(len(self.offsets))
        height[inside] = column / column.max()
        for bar, each in zip(self.bars, height, strict=True):
            bar.set_height(each)
        fine = np.linspace(self.offsets[0], self.offsets[-1], 400)
        bell = np.exp(-(fine**2) / (2 * spread**2))
        whole = np.exp(-(self.offsets**2) / (2 * spread**2)).sum()
        self.bell.set_data(fine, bell / whole / column.max() * column.sum())
        for end, x in zip(self.ends, (-half - 0.5, half + 0.5), strict=True):
            end.set_xdata([x, x])

    def _painted(self, strength: np.ndarray) -> np.ndarray:
        large = _COLOURS[np.round(255 * strength).astype(int)]
        large = large.repeat(self.scale, axis=0).repeat(self.scale, axis=1)
        canvas = np.full((SIDE, SIDE, 3), 255, np.uint8)
        first = (SIDE - len(large)) // 2
        canvas[first : first + len(large), first : first + len(large)] = large
        return canvas

    @property
    def moving(self) -> list[Artist]:
        return [*self.raster.artists, self.used, *self.bars, self.bell, *self.ends, *self.facts, self.sentence]
