"""Boxes drawn over an image: each with a light seam, so that it is seen on any ground."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.transforms import TransformedPatchPath

from convcourse.figures import palette
from convcourse.figures.lettering import Lettering, write
from convcourse.figures.raster import Raster

BEYOND = 6


class BoxesOnImage:
    """Room for some boxes over a raster, with a word at each.

    Args:
        axes: axes in pixels that fill the figure.
        raster: the image.
        most: how many boxes there is room for.
        colour: of the frames.
        dashed: whether the frames are dashed.
        thick: width of a frame.
    """

    def __init__(
        self, axes: Axes, raster: Raster, most: int, colour: str, dashed: bool = False, thick: float = 2.2
    ) -> None:
        self.raster = raster
        # An anchor may reach far beyond the image: what lies more than a few pixels outside is not drawn.
        corner, size = (
            (raster.left - BEYOND, raster.top - BEYOND),
            (raster.width + 2 * BEYOND, raster.height + 2 * BEYOND),
        )
        paper = TransformedPatchPath(Rectangle(corner, *size, transform=axes.transData))
        self.seams = [_frame(axes, palette.PAPER, thick + 2.2, 2.0) for _ in range(most)]
        self.frames = [_frame(axes, colour, thick, 3.0, dashed) for _ in range(most)]
        style = {"fontsize": palette.SMALL, "va": "baseline", "color": palette.PAPER, "zorder": 5}
        plate = {"facecolor": palette.INK, "edgecolor": "none", "zorder": 4.5}
        self.plates = [axes.add_patch(Rectangle((0, 0), 1, 1, **plate)) for _ in range(most)]
        self.words: list[Lettering] = [write(axes, 0, 0, **style) for _ in range(most)]
        for artist in (*self.seams, *self.frames):
            artist.set_clip_path(paper)

    def show(self, boxes: np.ndarray, words: Sequence[str] = ()) -> None:
        """Draw boxes, shape (count, 4): top, left, bottom, right in pixels of the image; at most `most` of them."""
        scale, parts = self.raster.scale, zip(self.seams, self.frames, self.plates, self.words, strict=True)
        for place, (seam, frame, plate, word) in enumerate(parts):
            shown = place < len(boxes)
            text = words[place] if place < len(words) else ""
            for artist in (seam, frame):
                artist.set_visible(shown)
            for label in (plate, word):
                label.set_visible(shown and bool(text))
            if shown:
                top, left, bottom, right = scale * np.asarray(boxes[place], dtype=float)
                x, y = self.raster.left + left, self.raster.top + top
                for rectangle in (seam, frame):
                    rectangle.set_bounds(x, y, right - left, bottom - top)
                word.set_text(text)
                # Neighbours in the ranking often share a corner, so every second label stands at the lower edge.
                y += 0 if place % 2 == 0 else bottom - top - 17
                x, y = max(x, self.raster.left), max(y, self.raster.top)
                word.set_position((x + 4, y + 13))
                plate.set_bounds(x, y, 7.6 * len(text) + 6, 17)

    @property
    def artists(self) -> list[Artist]:
        """What `show` changes, for the `moving` artists of a picture."""
        return [*self.seams, *self.frames, *self.plates, *self.words]


def _frame(axes: Axes, colour: str, thick: float, order: float, dashed: bool = False) -> Rectangle:
    frame = Rectangle((0, 0), 1, 1, facecolor="none", edgecolor=colour, linewidth=thick, zorder=order, visible=False)
    frame.set_linestyle((0, (3, 2)) if dashed else "-")
    axes.add_patch(frame)
    return frame


def as_bytes(image: np.ndarray) -> np.ndarray:
    """Turn an image from 0 to 1 into one from 0 to 255, as a raster shows it."""
    return np.clip(255 * image + 0.5, 0, 255).astype(np.uint8)
