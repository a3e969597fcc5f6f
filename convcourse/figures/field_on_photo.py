"""A photo on which the field of one unit is painted, with the field of every layer on the way, and how it grew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import Rectangle

from convcourse.figures import palette
from convcourse.figures.lettering import Lettering, write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

MARGIN, TOP, SCALE, LINE, BARS, WIDEST_BAR, BAR_SCALE = 14, 40, 2, 19, 682, 112, 0.37
COLUMNS = {"stride": 534, "dilation": 592, "jump": 646}
DIMMED = 0.3  # what is left of the photo where the unit does not look


@palette.house_style
def field_on_photo(shape: tuple[int, int], most_layers: int) -> Picture:
    """Draw a photo, and one bar for each layer of a stack.

    Args:
        shape: height and width of the photo in pixels, at most 150 by 200.
        most_layers: the most layers that are ever shown, at most 18.

    Returns:
        A picture whose parameters are `photo` (shape (height, width, 3), from 0 to 255), `names` (of the layers,
        from the input on), `strides`, `dilations`, `jumps` (pixels between the fields of neighbours) and `sizes`
        (pixels that a unit of each layer sees along one axis). The unit stands over the middle of the photo.
    """
    scene = _Scene(shape, most_layers)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, shape: tuple[int, int], most_layers: int) -> None:
        self.shape = shape
        height = max(TOP + shape[0] * SCALE, TOP + most_layers * LINE) + 52
        self.figure = sheet(palette.WIDEST, height)
        self.axes = in_pixels(self.figure)
        self.raster = Raster(self.axes, shape, MARGIN, TOP, SCALE, palette.INPUT)
        words = f"input, {shape[0]} by {shape[1]}"
        self.axes.text(MARGIN, TOP - 14, words, color=palette.INPUT_TEXT, weight="bold")
        self.axes.text(BARS, TOP - 14, "field in pixels", color=palette.OUTPUT_TEXT, weight="bold")
        for words, x in COLUMNS.items():
            self.axes.text(x, TOP - 14, words, ha="center", fontsize=palette.SMALL)
        self.frames = [
            self.axes.add_patch(Rectangle((0, 0), 0, 0, facecolor="none", edgecolor=palette.OUTPUT, linewidth=0.7))
            for _ in range(most_layers)
        ]
        inside = Rectangle((MARGIN, TOP), self.raster.width, self.raster.height, transform=self.axes.transData)
        for frame in self.frames:
            frame.set_clip_path(inside)
        self.bars: list[Rectangle] = []
        self.names: list[Lettering] = []
        self.columns: list[list[Lettering]] = []
        self.numbers: list[Lettering] = []
        for line in range(most_layers):
            middle = TOP + (line + 0.5) * LINE
            bar = Rectangle((BARS, middle - 6), 0, 12, facecolor=palette.OUTPUT, edgecolor="none")
            self.bars.append(self.axes.add_patch(bar))
            style = {"va": "center_baseline", "fontsize": palette.SMALL}
            self.names.append(write(self.axes, MARGIN + self.raster.width + 18, middle, **style))
            self.columns.append([write(self.axes, x, middle, ha="center", **style) for x in COLUMNS.values()])
            self.numbers.append(write(self.axes, BARS, middle, weight="bold", **style))
        self.sentence = write(self.axes, MARGIN, height - 22, fontsize=palette.LARGE, va="center")

    def draw(
        self,
        photo: np.ndarray,
        names: Sequence[str],
        strides: Sequence[int],
        dilations: Sequence[int],
        jumps: Sequence[int],
        sizes: Sequence[int],
    ) -> str:
        self.raster.show(self._painted(photo, sizes[-1]))
        for line in range(len(self.bars)):
            shown = line < len(sizes)
            alone = (self.bars[line], self.names[line], self.numbers[line], self.frames[line])
            parts: list[Artist] = [*alone, *self.columns[line]]
            for each in parts:
                each.set_visible(shown)
            if shown:
                self.names[line].set_text(names[line])
                for cell, column in zip(self.columns[line], (strides, dilations, jumps), strict=True):
                    cell.set_text(str(column[line]))
                self._show_size(line, sizes[line], line == len(sizes) - 1)
        seen = self._seen(sizes[-1])
        part = seen[0] * seen[1] / (self.shape[0] * self.shape[1])
        count = f"{len(sizes)} layer{'s' * (len(sizes) > 1)}"
        told = f"{part:.1%}" if part < 0.1 else f"{part:.0%}"
        words = f"{count}: one unit sees {sizes[-1]} by {sizes[-1]} pixels, {told} of the photo."
        self.sentence.set_text(words)
        grown = ", ".join(str(size) for size in sizes)
        return f"{words} Fields from layer to layer: {grown}. The last layer's jump is {jumps[-1]}."

    def _show_size(self, line: int, size: int, last: bool) -> None:
        middle_x = MARGIN + self.raster.width / 2
        middle_y = TOP + self.raster.height / 2
        side = size * SCALE
        self.frames[line].set_bounds(middle_x - side / 2, middle_y - side / 2, side, side)
        self.frames[line].set(edgecolor=palette.INK if last else palette.OUTPUT, linewidth=2.4 if last else 0.7)
        length = min(size * BAR_SCALE, WIDEST_BAR)
        self.bars[line].set_width(length)
        self.numbers[line].set_text(f"{size}" if size * BAR_SCALE <= WIDEST_BAR else f"» {size}")
        self.numbers[line].set_x(BARS + length + 7)

    def _seen(self, size: int) -> tuple[int, int]:
        """Return how much of the photo lies inside a square around its middle."""
        low_high = [(max(0, round((side - size) / 2)), min(side, round((side + size) / 2))) for side in self.shape]
        (top, bottom), (left, right) = low_high
        return bottom - top, right - left

    def _painted(self, photo: np.ndarray, size: int) -> np.ndarray:
        high, wide = self._seen(size)
        top, left = (self.shape[0] - high) // 2, (self.shape[1] - wide) // 2
        painted = 255 - DIMMED * (255 - photo.astype(float))
        painted[top : top + high, left : left + wide] = photo[top : top + high, left : left + wide]
        return painted

    @property
    def moving(self) -> list[Artist]:
        cells = [cell for row in self.columns for cell in row]
        return [*self.raster.artists, *self.frames, *self.bars, *self.names, *cells, *self.numbers, self.sentence]
