"""A page of photographs from a data set, each with its label; those whose labels disagree are marked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import Rectangle

from convcourse.figures import palette
from convcourse.figures.boxes_on_image import as_bytes
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, SCALE, STEP_ACROSS, STEP_DOWN = 22, 46, 3, 137, 138


@palette.house_style
def parcel_browser(size: tuple[int, int] = (32, 40), rows: int = 3, columns: int = 6) -> Picture:
    """Draw room for a page of photographs.

    Args:
        size: height and width of a photograph in pixels.
        rows, columns: of the page.

    Returns:
        A picture whose parameters are `images` (as many as fit or fewer, each of shape (*size, 3), from 0 to 1),
        `captions` (one each), `marked` (one each: True draws a thick orange frame), `title` and `sentence`.
    """
    scene = _Scene(size, rows, columns)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, size: tuple[int, int], rows: int, columns: int) -> None:
        self.size = size
        self.figure = sheet(palette.WIDEST, TOP + rows * STEP_DOWN + 40)
        page = in_pixels(self.figure)
        self.title = write(page, LEFT, 24, color=palette.INPUT_TEXT, weight="bold", va="center")
        corners = [
            (LEFT + STEP_ACROSS * column, TOP + STEP_DOWN * row) for row in range(rows) for column in range(columns)
        ]
        self.rasters = [Raster(page, size, *corner, SCALE, palette.HAIRLINE) for corner in corners]
        high, wide = SCALE * size[0], SCALE * size[1]
        self.frames = [
            page.add_patch(Rectangle((x - 3, y - 3), wide + 6, high + 6, fill=False, ec=palette.KERNEL, lw=5))
            for x, y in corners
        ]
        ink = {"va": "center", "color": palette.INPUT_TEXT}
        self.captions = [write(page, x, y + high + 19, fontsize=palette.SMALL, **ink) for x, y in corners]
        self.sentence = write(page, LEFT, TOP + rows * STEP_DOWN + 16, va="center", fontsize=palette.LARGE)

    def draw(
        self, images: Sequence[np.ndarray], captions: Sequence[str], marked: Sequence[bool], title: str, sentence: str
    ) -> str:
        white = np.full((*self.size, 3), 255, np.uint8)
        for place, (raster, frame, caption) in enumerate(zip(self.rasters, self.frames, self.captions, strict=True)):
            shown = place < len(images)
            raster.show(as_bytes(images[place]) if shown else white)
            frame.set_visible(shown and bool(marked[place]))
            caption.set_text(captions[place] if shown else "")
            caption.set_color(palette.KERNEL_TEXT if shown and marked[place] else palette.INPUT_TEXT)
        self.title.set_text(title)
        self.sentence.set_text(sentence)
        told = [f"{each} (marked)" if mark else each for each, mark in zip(captions, marked, strict=True)]
        return f"{title}. {sentence} In order: {'; '.join(told)}."

    @property
    def moving(self) -> list[Artist]:
        images = [artist for raster in self.rasters for artist in raster.artists]
        return [*images, *self.frames, *self.captions, self.title, self.sentence]
