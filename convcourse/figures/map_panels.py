"""Images side by side, each with a title, words below, the true edge of an object and a mark at the hottest pixel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from convcourse.figures import palette
from convcourse.figures.boxes_on_image import as_bytes
from convcourse.figures.lettering import write
from convcourse.figures.raster import Raster

LINE = 19


class MapPanel:
    """Room for one image of a scene's size, with a title above it and two lines below.

    Args:
        axes: axes in pixels that fill the figure.
        size: height and width of the scene.
        left: whole pixels of the sheet from the left.
        top: whole pixels of the sheet from the top, to the image; the title stands above.
        scale: pixels of the sheet for one of the scene.
        is_input: whether it is the scene itself, which is blue, and not what was made of it, which is green.
    """

    def __init__(
        self, axes: Axes, size: tuple[int, int], left: int, top: int, scale: int, is_input: bool = False
    ) -> None:
        edge, ink = (palette.INPUT, palette.INPUT_TEXT) if is_input else (palette.OUTPUT, palette.OUTPUT_TEXT)
        self.raster = Raster(axes, size, left, top, scale, edge)
        self.title = write(axes, left - 1, top - 11, color=ink, weight="bold", va="baseline")
        below = self.raster.bottom + 20
        style = {"va": "baseline", "fontsize": palette.SMALL}
        self.lines = [write(axes, left - 1, below + LINE * row, **style) for row in range(2)]
        self.edge = LineCollection([], colors="white", linewidths=1.2, zorder=2)
        axes.add_collection(self.edge)
        rings = [("white", 3.4), (palette.INK, 1.6)]
        style = {"marker": "o", "fillstyle": "none", "markersize": 11, "linestyle": "none", "zorder": 3}
        self.hottest = [axes.plot([], [], color=c, markeredgewidth=w, **style)[0] for c, w in rings]

    def show(
        self,
        image: np.ndarray,
        title: str,
        lines: Sequence[str] = (),
        mask: np.ndarray | None = None,
        hottest: tuple[int, int] | None = None,
    ) -> None:
        """Show an image.

        Args:
            image: shape (height, width, 3), from 0 to 1.
            title: a few words.
            lines: two at most, below the image.
            mask: shape (height, width), True on the object, whose edge is drawn in white.
            hottest: row and column that a ring is drawn around.
        """
        self.raster.show(as_bytes(image))
        self.title.set_text(title)
        for line, words in zip(self.lines, [*lines, "", ""], strict=False):
            line.set_text(words)
        self.edge.set_segments([] if mask is None else self._borders(np.asarray(mask)))
        for ring in self.hottest:
            ring.set_data([], [])
            if hottest is not None:
                ring.set_data([self._across(hottest[1] + 0.5)], [self._down(hottest[0] + 0.5)])

    def _borders(self, mask: np.ndarray) -> list[list[tuple[float, float]]]:
        """Return a short line between any two neighbours of which one lies in the mask and the other does not."""
        below = np.argwhere(mask[1:] != mask[:-1])
        beside = np.argwhere(mask[:, 1:] != mask[:, :-1])
        lines = [[(column, row + 1), (column + 1, row + 1)] for row, column in below]
        lines += [[(column + 1, row), (column + 1, row + 1)] for row, column in beside]
        return [[(self._across(x), self._down(y)) for x, y in line] for line in lines]

    def _across(self, column: float) -> float:
        return self.raster.left + self.raster.scale * column

    def _down(self, row: float) -> float:
        return self.raster.top + self.raster.scale * row

    @property
    def artists(self) -> list[Artist]:
        """What `show` changes, for the `moving` artists of a picture."""
        return [*self.raster.artists, self.title, *self.lines, self.edge, *self.hottest]
