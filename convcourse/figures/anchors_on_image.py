"""Anchors over an image: the middles of all, those of one place, and whether an object claims them."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.boxes_on_image import BoxesOnImage, as_bytes
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

SCALE, LEFT, TOP, LINE = 8, 24, 40, 27


@palette.house_style
def anchors_on_image(image_size: tuple[int, int], kinds: int) -> Picture:
    """Draw room for an image, the middles of its anchors, and the anchors of one place.

    Args:
        image_size: height and width in pixels; 48 by 64 fits.
        kinds: how many anchors stand at one place, at most four.

    Returns:
        A picture whose parameters are `image` (shape (height, width, 3), from 0 to 1), `truth` (true boxes, shape
        (objects, 4)), `middles` (row and column of each place, shape (places, 2)), `anchors` (those of the chosen
        place, shape (kinds, 4)), `overlap` (of each with the object that it overlaps most, shape (kinds,)) and
        `place` (row and column of the map).
    """
    scene = _Scene(image_size, kinds)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, image_size: tuple[int, int], kinds: int) -> None:
        self.figure = sheet(palette.WIDEST, TOP + SCALE * image_size[0] + 30)
        page = in_pixels(self.figure)
        self.raster = Raster(page, image_size, LEFT, TOP, SCALE, palette.INPUT)
        page.text(LEFT, TOP - 14, "dots: one place of the feature map each", color=palette.INPUT_TEXT, va="baseline")
        self.dots = page.scatter([], [], s=26, color=palette.PAPER, edgecolors=palette.INK, linewidths=1.2, zorder=2.5)
        self.truth = BoxesOnImage(page, self.raster, 5, palette.INPUT, dashed=True)
        self.anchors = BoxesOnImage(page, self.raster, kinds, palette.KERNEL)
        x = self.raster.right + 26
        page.text(x, TOP + 8, "dashed blue: true boxes", color=palette.INPUT_TEXT, va="center")
        page.text(x, TOP + 34, "orange: anchors here", color=palette.KERNEL_TEXT, va="center")
        self.lines = [write(page, x, TOP + 82 + LINE * number, va="baseline") for number in range(2 * kinds + 1)]

    def draw(
        self, image: np.ndarray, truth: np.ndarray, middles: np.ndarray, anchors: np.ndarray, overlap: np.ndarray,
        place: tuple[int, int],
    ) -> str:  # fmt: skip
        self.raster.show(as_bytes(image))
        self.dots.set_offsets(np.column_stack([LEFT + SCALE * middles[:, 1], TOP + SCALE * middles[:, 0]]))
        self.truth.show(truth)
        self.anchors.show(anchors, [f"{number + 1}" for number in range(len(anchors))])
        words = [f"map row {place[0]}, column {place[1]}"]
        for number, (box, most) in enumerate(zip(anchors, overlap, strict=True)):
            high, wide = int(box[2] - box[0]), int(box[3] - box[1])
            verdict = "an object's" if most >= 0.5 else "background" if most < 0.4 else "left out"
            words += [f"{number + 1}: {high} by {wide}", f"    IoU {most:.2f}: {verdict}"]
        for line, text in zip(self.lines, words, strict=True):
            line.set_text(text)
        told = "; ".join(f"anchor {words[at].strip()}, {words[at + 1].strip()}" for at in range(1, len(words), 2))
        return f"At {words[0]} of the feature map stand {len(anchors)} anchors: {told}. True boxes: {len(truth)}."

    @property
    def moving(self) -> list[Artist]:
        return [*self.raster.artists, self.dots, *self.truth.artists, *self.anchors.artists, *self.lines]
