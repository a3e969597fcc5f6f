"""Boxes that a detector found in an image, after a threshold and non-maximum suppression, beside the true ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.boxes_on_image import BoxesOnImage, as_bytes
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

SCALE, LEFT, TOP, MOST, LABELLED = 8, 24, 40, 96, 8


@palette.house_style
def live_boxes(image_size: tuple[int, int]) -> Picture:
    """Draw room for an image with boxes, and for what became of them.

    Args:
        image_size: height and width in pixels; 48 by 64 fits.

    Returns:
        A picture whose parameters are `image` (shape (height, width, 3), from 0 to 1), `truth` (shape (objects, 4)),
        `boxes` and `scores` (those left, surest first, shapes (count, 4) and (count,)), `names` (their classes),
        `hits` (whether each is one) and `before` (how many there were: in all, and above the threshold).
    """
    scene = _Scene(image_size)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, image_size: tuple[int, int]) -> None:
        self.figure = sheet(palette.WIDEST, TOP + SCALE * image_size[0] + 30)
        page = in_pixels(self.figure)
        self.raster = Raster(page, image_size, LEFT, TOP, SCALE, palette.INPUT)
        title = page.text(LEFT, TOP - 14, "dashed blue: true boxes", color=palette.INPUT_TEXT, va="baseline")
        title.set_weight("bold")
        page.text(LEFT + 250, TOP - 14, "green: found", color=palette.OUTPUT_TEXT, weight="bold", va="baseline")
        self.found = BoxesOnImage(page, self.raster, MOST, palette.OUTPUT)
        self.truth = BoxesOnImage(page, self.raster, 5, palette.INPUT, dashed=True)
        x = self.raster.right + 26
        self.lines = [write(page, x, TOP + 16 + 30 * number, va="baseline") for number in range(8)]

    def draw(
        self, image: np.ndarray, truth: np.ndarray, boxes: np.ndarray, scores: np.ndarray, names: Sequence[str],
        hits: np.ndarray, before: tuple[int, int],
    ) -> str:  # fmt: skip
        self.raster.show(as_bytes(image))
        self.truth.show(truth)
        labelled = len(boxes) <= LABELLED
        words = [f"{name} {score:.2f}" for name, score in zip(names, scores, strict=True)] if labelled else []
        self.found.show(boxes, words)
        right, left = int(np.sum(hits)), len(boxes)
        missed, extra = len(truth) - right, left - right
        lines = [
            f"{before[0]} anchors answer",
            f"{_boxes(before[1])} {_be(before[1])} sure enough",
            f"{left} left after suppression",
            "",
            f"{right} of {len(truth)} objects found",
            f"{_boxes(extra)} too many",
            f"precision {right / left:.2f}" if left else "no precision: no boxes",
            f"recall {right / len(truth):.2f}",
        ]
        for line, text in zip(self.lines, lines, strict=True):
            line.set_text(text)
        told = f": {', '.join(words)}" if words else ""
        return (
            f"{before[1]} of {before[0]} boxes {_be(before[1])} sure enough, {left} {_be(left)} left after "
            f"suppression{told}. {right} of {len(truth)} objects {_be(right)} found, {missed} missed, "
            f"{_boxes(extra)} {_be(extra)} too many."
        )

    @property
    def moving(self) -> list[Artist]:
        return [*self.raster.artists, *self.found.artists, *self.truth.artists, *self.lines]


def _boxes(count: int) -> str:
    return f"{count} box" if count == 1 else f"{count} boxes"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"
