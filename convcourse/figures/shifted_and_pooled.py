"""An image before and after a move, its map, its pooled map and its maximum: what of them stays?"""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.text import Text

from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Boxes
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

SCALE, TOPS, LEFTS = 9, (62, 218), (122, 346, 550, 748)
NAMES = ("input", "map: filter, ReLU", "pooled map", "max of all")


@palette.house_style
def shifted_and_pooled(image_shape: tuple[int, int], map_shape: tuple[int, int]) -> Picture:
    """Draw two rows, before and after a move, and the change of each column.

    Args:
        image_shape: height and width of the image, at most 14 by 18.
        map_shape: height and width of its map.

    Returns:
        A picture whose parameters are `images`, `maps` and `pooled` (each a pair, before and after; pooled maps divide
        the map's shape evenly), `pool` (what the pool is, in words), `move` (what was done, in words) and `changes`
        (four numbers, as parts of what was there before).
    """
    scene = _Scene(image_shape, map_shape)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, image_shape: tuple[int, int], map_shape: tuple[int, int]) -> None:
        self.map_shape = map_shape
        self.figure = sheet(palette.WIDEST, 420)
        axes = in_pixels(self.figure)
        shapes = (image_shape, map_shape, map_shape)
        edges = (palette.INPUT, palette.OUTPUT, palette.OUTPUT)
        drop = (image_shape[0] - map_shape[0]) * SCALE // 2
        self.rasters = [
            [
                Raster(axes, shape, LEFTS[column], top + (drop if column else 0), SCALE, edge)
                for column, (shape, edge) in enumerate(zip(shapes, edges, strict=True))
            ]
            for top in TOPS
        ]
        middles = [top + image_shape[0] * SCALE / 2 for top in TOPS]
        self.largest = [Boxes(axes, 1, boxes.OUTPUT, LEFTS[3], middle - 24, 64, 48) for middle in middles]
        colours = (palette.INPUT_TEXT, *[palette.OUTPUT_TEXT] * 3)
        for left, name, colour in zip(LEFTS, NAMES, colours, strict=True):
            axes.text(left - 2, 26, name, color=colour, weight="bold", va="center")
        self.pool = axes.text(LEFTS[2] - 2, 46, "", color=palette.QUIET, fontsize=palette.SMALL, va="center")
        axes.text(106, middles[0], "before", ha="right", va="center")
        self.move = axes.text(106, middles[1], "", ha="right", va="center", linespacing=1.4)
        below = TOPS[1] + image_shape[0] * SCALE + 34
        axes.text(106, below, "changed by", ha="right", va="center")
        self.changes: list[Text] = [
            axes.text(left - 2, below, "", fontsize=palette.LARGE, weight="bold", va="center") for left in LEFTS
        ]
        axes.text(
            LEFTS[0] - 2,
            below + 26,
            "size of the difference, as a part of what was there before",
            color=palette.QUIET,
            fontsize=palette.SMALL,
            va="center",
        )

    def draw(
        self,
        images: tuple[np.ndarray, np.ndarray],
        maps: tuple[np.ndarray, np.ndarray],
        pooled: tuple[np.ndarray, np.ndarray],
        pool: str,
        move: str,
        changes: tuple[float, float, float, float],
    ) -> str:
        highest = max(float(maps[0].max()), 1e-9)
        for rasters, image, found, small, box in zip(self.rasters, images, maps, pooled, self.largest, strict=True):
            rasters[0].show(1 - image, 0, 1)
            rasters[1].show(found, 0, highest)
            factors = [large // little for large, little in zip(self.map_shape, small.shape, strict=True)]
            rasters[2].show(small.repeat(factors[0], axis=0).repeat(factors[1], axis=1), 0, highest)
            box.write([in_words(float(found.max()))])
        self.pool.set_text(pool)
        self.move.set_text(f"after:\n{move}".replace(", ", ",\n"))
        for text, change in zip(self.changes, changes, strict=True):
            text.set_text(in_words(change))
        parts = [f"{name.split(':')[0]} by {in_words(change)}" for name, change in zip(NAMES, changes, strict=True)]
        return f"The image is moved: {move}. Changed: {', '.join(parts)}. The pool is {pool}."

    @property
    def moving(self) -> list[Artist]:
        rasters = [artist for row in self.rasters for raster in row for artist in raster.artists]
        largest = [artist for box in self.largest for artist in box.artists]
        return [*rasters, *largest, self.pool, self.move, *self.changes]
