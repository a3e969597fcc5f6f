"""Small matrices as boxes in rows and columns: how the chapters on images show an array that fits on paper."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from convcourse.figures import palette
from convcourse.figures.boxes import Boxes, Look
from convcourse.figures.numbers import in_words


class Matrix:
    """Boxes of one look in rows and columns.

    Args:
        axes: axes in pixels.
        shape: rows and columns.
        look: what the boxes hold.
        left: pixels from the left to the matrix.
        top: pixels from the top.
        side: pixels from one box to the next, down and across.
        size: size of the numbers, in points.
    """

    def __init__(
        self,
        axes: Axes,
        shape: tuple[int, int],
        look: Look,
        left: float,
        top: float,
        side: float,
        size: float = palette.LARGE,
    ) -> None:
        self.shape, self.left, self.top, self.side = shape, left, top, side
        self.rows = [Boxes(axes, shape[1], look, left, top + row * side, side, side, size) for row in range(shape[0])]

    @property
    def right(self) -> float:
        """Pixels from the left of the sheet to the right end."""
        return self.left + self.shape[1] * self.side

    @property
    def bottom(self) -> float:
        """Pixels from the top of the sheet to the lower end."""
        return self.top + self.shape[0] * self.side

    @property
    def artists(self) -> list[Artist]:
        """All that is drawn, for the `moving` artists of a picture."""
        return [artist for row in self.rows for artist in row.artists]

    def write(self, texts: Sequence[Sequence[str]] | np.ndarray) -> None:
        """Write a text into every box."""
        for row, line in zip(self.rows, texts, strict=True):
            row.write(list(line))

    def fill(self, numbers: np.ndarray) -> None:
        """Write a number into every box."""
        self.write([[in_words(float(number)) for number in line] for line in numbers])

    def show(self, shown: np.ndarray) -> None:
        """Show some of the boxes and hide the others."""
        for row, line in zip(self.rows, shown, strict=True):
            row.set_visible([bool(each) for each in line])

    def move_to(self, row: float, column: float, side: float | None = None) -> None:
        """Move the matrix by rows and columns (of `side` pixels) from where it was made."""
        step = self.side if side is None else side
        for number, line in enumerate(self.rows):
            line.top = self.top + number * self.side + row * step
            line.move_to(column * step / self.side)
