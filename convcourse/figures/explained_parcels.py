"""Pictures with the maps that explain what was said of them, and whether the hottest pixel lies on the object."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.boxes_on_image import as_bytes
from convcourse.figures.heat_over_image import heat_over_image
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, SCALE, STEP_ACROSS, GAP = 22, 46, 3, 137, 12


@palette.house_style
def explained_parcels(size: tuple[int, int] = (32, 40), columns: int = 6) -> Picture:
    """Draw room for a row of pictures, and their maps below.

    Args:
        size: height and width of a picture in pixels.
        columns: how many fit.

    Returns:
        A picture whose parameters are `images` (as many as fit or fewer, each of shape (*size, 3), from 0 to 1), `maps`
        (each of shape size), `hits` (one each, 1 where the hottest pixel lies on the object), `captions` (one each),
        `title` and `sentence`.
    """
    scene = _Scene(size, columns)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, size: tuple[int, int], columns: int) -> None:
        self.size, high = size, SCALE * size[0]
        self.figure = sheet(palette.WIDEST, TOP + 2 * high + GAP + 104)
        page = in_pixels(self.figure)
        self.title = write(page, LEFT, 24, color=palette.INPUT_TEXT, weight="bold", va="center")
        lefts = [LEFT + STEP_ACROSS * column for column in range(columns)]
        below = TOP + high + GAP
        self.above = [Raster(page, size, left, TOP, SCALE, palette.INPUT) for left in lefts]
        self.maps = [Raster(page, size, left, below, SCALE, palette.OUTPUT) for left in lefts]
        ring = {"marker": "o", "markersize": 15, "mfc": "none", "mew": 2.6}
        self.rings = [page.plot([], [], mec=palette.PAPER, **ring)[0] for _ in lefts]
        bottom = below + high
        self.captions = [write(page, left, bottom + 22, va="center", color=palette.OUTPUT_TEXT) for left in lefts]
        self.verdicts = [write(page, left, bottom + 44, va="center", weight="bold") for left in lefts]
        self.sentence = write(page, LEFT, bottom + 78, va="center", fontsize=palette.LARGE)

    def draw(
        self,
        images: Sequence[np.ndarray],
        maps: Sequence[np.ndarray],
        hits: Sequence[float],
        captions: Sequence[str],
        title: str,
        sentence: str,
    ) -> str:
        words = [_verdict(hit) for hit in hits]
        white = np.full((*self.size, 3), 255, np.uint8)
        for place, raster in enumerate(self.above):
            shown = place < len(images)
            raster.show(as_bytes(images[place]) if shown else white)
            self.maps[place].show(as_bytes(heat_over_image(images[place], maps[place])) if shown else white)
            self.rings[place].set_data(*(self._hottest(place, maps[place]) if shown else ([], [])))
            self.captions[place].set_text(captions[place] if shown else "")
            self.verdicts[place].set_text(words[place] if shown else "")
            hit = shown and hits[place] > 0.5
            self.verdicts[place].set_color(palette.OUTPUT_TEXT if hit else palette.KERNEL_TEXT)
        self.title.set_text(title)
        self.sentence.set_text(sentence)
        told = [f"{caption}: {word}" for caption, word in zip(captions, words, strict=True)]
        return f"{title}. {sentence} In order: {'; '.join(told) or 'none'}."

    def _hottest(self, place: int, heat: np.ndarray) -> tuple[list[float], list[float]]:
        row, column = np.unravel_index(int(np.argmax(heat)), self.size)
        raster = self.maps[place]
        return [raster.left + SCALE * (int(column) + 0.5)], [raster.top + SCALE * (int(row) + 0.5)]

    @property
    def moving(self) -> list[Artist]:
        images = [artist for raster in [*self.above, *self.maps] for artist in raster.artists]
        return [*images, *self.rings, *self.captions, *self.verdicts, self.title, self.sentence]


def _verdict(hit: float) -> str:
    return "hit" if hit > 0.5 else "miss"
