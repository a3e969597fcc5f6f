"""A picture, one map that a layer makes of it, and all maps of the layer in small."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import boxes, palette
from convcourse.figures.heat_colours import DARK_TO_BRIGHT, heat_coloured
from convcourse.figures.lettering import write
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, GAP, SCALE, PER_ROW, SEAM = 14, 40, 32, 2, 16, 2
SMALL_SHAPE, MOST_ROWS = (33, 50), 3


@palette.house_style
def activation_maps(shape: tuple[int, int]) -> Picture:
    """Draw room for a picture, for one map of it, and for up to 48 maps in small.

    Args:
        shape: height and width of the picture; 132 by 200 fits.

    Returns:
        A picture whose parameters are `image` (shape (height, width, 3), from 0 to 255), `chosen` (the map, whose
        sides divide twice those of the picture), `small` (all maps of the layer, shape (channels, 33, 50)), `layer`
        (its name), `channel` (the number of the map, or None for the mean of all) and `zeros` (the part of all numbers
        of the layer that are 0).
    """
    scene = _Scene(shape)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, shape: tuple[int, int]) -> None:
        self.large = (SCALE * shape[0], SCALE * shape[1])
        strip_top = TOP + self.large[0] + 88
        self.strip_shape = (
            MOST_ROWS * (SMALL_SHAPE[0] + 2 * SEAM) - SEAM,
            PER_ROW * (SMALL_SHAPE[1] + SEAM) - SEAM,
        )
        self.figure = sheet(palette.WIDEST, strip_top + self.strip_shape[0] + 10)
        page = in_pixels(self.figure)
        self.input = Raster(page, shape, LEFT, TOP, SCALE, palette.INPUT)
        self.map = Raster(page, self.large, LEFT + self.large[1] + GAP, TOP, 1, palette.OUTPUT)
        self.strip = Raster(page, self.strip_shape, LEFT, strip_top, 1, palette.PAPER)
        size = f"input, {shape[0]} by {shape[1]}"
        page.text(LEFT, TOP - 14, size, color=palette.INPUT_TEXT, weight="bold", va="baseline")
        style = {"color": palette.OUTPUT_TEXT, "weight": "bold", "va": "baseline"}
        self.title = write(page, self.map.left, TOP - 14, **style)
        self.title_of_all = write(page, LEFT, strip_top - 14, **style)
        style = {"color": palette.QUIET, "fontsize": palette.SMALL, "va": "baseline"}
        page.text(self.map.right, strip_top - 14, DARK_TO_BRIGHT, ha="right", **style)
        self.window = boxes.outline(page, 0, 0, SMALL_SHAPE[1] + 2 * SEAM, SMALL_SHAPE[0] + 2 * SEAM)
        self.window.set(edgecolor=palette.KERNEL, linewidth=3)
        self.sentence = write(page, LEFT, self.map.bottom + 26, va="center", fontsize=palette.LARGE)

    def draw(
        self, image: np.ndarray, chosen: np.ndarray, small: np.ndarray, layer: str, channel: int | None, zeros: float
    ) -> str:
        self.input.show(image)
        times = self.large[0] // chosen.shape[0], self.large[1] // chosen.shape[1]
        largest = float(chosen.max())
        self.map.show(heat_coloured(chosen.repeat(times[0], axis=0).repeat(times[1], axis=1), largest))
        self.strip.show(self._strip(small))
        which = "mean of all channels" if channel is None else f"channel {channel}"
        self.title.set_text(f"{layer}, {which}: {chosen.shape[0]} by {chosen.shape[1]}")
        self.title_of_all.set_text(f"all {len(small)} channels of {layer}, on one scale")
        self.window.set_visible(channel is not None)
        if channel is not None:
            row, column = divmod(channel, PER_ROW)
            corner = column * (SMALL_SHAPE[1] + SEAM) - SEAM, row * (SMALL_SHAPE[0] + 2 * SEAM) - SEAM
            self.window.set_xy((LEFT + corner[0], self.strip.top + corner[1]))
        lit = float(np.mean(chosen > 0))
        words = f"{layer}, {which}: above 0 at {lit:.0%} of the places, {in_words(largest)} at the brightest."
        if largest == 0:
            words = f"{layer}, {which}: 0 everywhere."
        self.sentence.set_text(words)
        return f"{words} Of all numbers of the layer, {zeros:.0%} are 0."

    def _strip(self, small: np.ndarray) -> np.ndarray:
        """Lay out small maps in rows on white paper, all on one scale."""
        strip = np.full((*self.strip_shape, 3), 255, np.uint8)
        largest = float(np.quantile(small, 0.998))
        for number, each in enumerate(small):
            row, column = divmod(number, PER_ROW)
            top, left = row * (SMALL_SHAPE[0] + 2 * SEAM), column * (SMALL_SHAPE[1] + SEAM)
            strip[top : top + SMALL_SHAPE[0], left : left + SMALL_SHAPE[1]] = heat_coloured(each, largest)
        return strip

    @property
    def moving(self) -> list[Artist]:
        rasters = [*self.input.artists, *self.map.artists, *self.strip.artists]
        return [*rasters, self.title, self.title_of_all, self.window, self.sentence]
