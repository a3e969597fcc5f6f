"""A scene, its true mask, and the mask that a network gives after each epoch of its training."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.class_colours import coloured, name_classes
from convcourse.figures.lettering import write
from convcourse.figures.numbers import listed
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

TOP, LEFT, GAP, WIDE, CURVE = 44, 18, 28, 250, 118


@palette.house_style
def mask_over_epochs(size: tuple[int, int], names: Sequence[str], ious: Sequence[float]) -> Picture:
    """Draw room for a scene, the network's mask and the true one, above the curve of the training.

    Args:
        size: height and width of a scene in pixels, at most 125 wide.
        names: of the classes, in the order of their labels.
        ious: the mean IoU on all held-out scenes, before the first epoch and after each, shape (epochs + 1,).

    Returns:
        A picture whose parameters are `epoch`, `image` (shape (height, width, 3), from 0 to 1), `truth` and `answer`
        (labels of shape (height, width)).
    """
    scene = _Scene(size, names, np.asarray(ious, dtype=float))
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, size: tuple[int, int], names: Sequence[str], ious: np.ndarray) -> None:
        self.names, self.ious = names, ious
        scale = WIDE // size[1]
        below = TOP + size[0] * scale
        self.figure = sheet(palette.WIDEST, below + CURVE + 136)
        page = in_pixels(self.figure)
        edges = (palette.INPUT, palette.OUTPUT, palette.INK)
        step = size[1] * scale + GAP
        self.rasters = [Raster(page, size, LEFT + place * step, TOP, scale, edge) for place, edge in enumerate(edges)]
        colours = (palette.INPUT_TEXT, palette.OUTPUT_TEXT, palette.INK)
        titles = ("scene", "the network's mask", "the true mask")
        for raster, title, colour in zip(self.rasters, titles, colours, strict=True):
            page.text(raster.left, TOP - 14, title, color=colour, weight="bold", va="baseline")
        name_classes(page, names, LEFT, below + 22, 122)
        chart = panel(self.figure, LEFT + 34, below + 62, palette.WIDEST - LEFT - 60, CURVE)
        chart.set(xlim=(-0.2, len(ious) - 0.8), ylim=(0, 1.02), xticks=range(len(ious)))
        chart.set_title("mean IoU on all held-out scenes, background left out", fontsize=palette.SMALL + 0.5)
        chart.set_xlabel("epochs of training")
        chart.plot(np.arange(len(ious)), ious, color=palette.OUTPUT_TEXT)
        point = {"color": palette.OUTPUT, "markeredgecolor": palette.INK, "markersize": 9, "zorder": 5}
        (self.point,) = chart.plot([], [], "o", **point)
        self.count = write(chart, 0, 0, fontsize=palette.SMALL, va="center", ha="left", weight="bold")

    def draw(self, epoch: int, image: np.ndarray, truth: np.ndarray, answer: np.ndarray) -> str:
        self.rasters[0].show(np.clip(255 * image, 0, 255))
        self.rasters[1].show(coloured(answer))
        self.rasters[2].show(coloured(truth))
        iou = self.ious[epoch]
        self.point.set_data([epoch], [iou])
        self.count.set_text(f"{iou:.2f}")
        aside = 0.014 * len(self.ious)
        late = epoch >= len(self.ious) - 1
        self.count.set_ha("right" if late else "left")
        self.count.set_position((epoch + (-aside if late else aside), iou + (-0.16 if iou > 0.5 else 0.16)))
        there = listed([self.names[label] for label in np.unique(truth) if label])
        said = listed([self.names[label] for label in np.unique(answer) if label]) or "background alone"
        after = "Before training" if epoch == 0 else f"After {epoch} epoch{'' if epoch == 1 else 's'}"
        right = f"{np.mean(answer == truth):.0%} of this scene's pixels have the right label"
        return (
            f"{after}: {right}, and the mean IoU on all held-out scenes is {iou:.2f}. "
            f"In the scene: {there}. In the network's mask: {said}."
        )

    @property
    def moving(self) -> list[Artist]:
        return [*(artist for raster in self.rasters for artist in raster.artists), self.point, self.count]
