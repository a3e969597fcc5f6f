"""How many windows fit: a grid of pixels with its padding, first and last window, and the output beside it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Rectangle

from convcourse.figures import boxes, palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

MARGIN, TOP, SIDE, SMALL_SIDE = 16, 44, 27, 15


@palette.house_style
def output_size_calculator(largest: tuple[int, int], padding: int) -> Picture:
    """Draw an input of some size, and the places where a window can stand.

    Args:
        largest: height and width of the largest input, at most 6 by 12.
        padding: the largest padding on each side, at most 3.

    Returns:
        A picture whose parameters are `size` (height and width), `kernel`, `stride`, `padding` (one
        number each), `output` (height and width) and `visits` (how many windows see each pixel, the shape of the
        input).
    """
    scene = _Scene(largest, padding)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, largest: tuple[int, int], padding: int) -> None:
        height, width = largest[0] + 2 * padding, largest[1] + 2 * padding
        self.figure = sheet(palette.WIDEST, TOP + height * SIDE + 98)
        axes = self.axes = in_pixels(self.figure)
        self.right = MARGIN + width * SIDE + 44
        axes.text(
            MARGIN,
            22,
            "input, and how many windows see each pixel",
            color=palette.INPUT_TEXT,
            weight="bold",
            va="center",
        )
        self.heading = write(axes, self.right, 22, color=palette.OUTPUT_TEXT, weight="bold", va="center")
        self.padded = _cells(axes, boxes.PADDING)
        self.seen = _cells(axes, boxes.INPUT)
        self.unseen = _cells(axes, boxes.Look("#ECECEC", palette.QUIET, palette.INK))
        self.crosses = axes.add_collection(LineCollection([], colors=palette.QUIET, linewidths=1.0))
        self.output = _cells(axes, boxes.OUTPUT)
        style = {"ha": "center", "va": "center_baseline", "fontsize": 9}
        self.counts = [write(axes, 0, 0, **style) for _ in range(largest[0] * largest[1])]
        self.first = boxes.outline(axes, 0, 0, 0, 0)
        self.last = boxes.outline(axes, 0, 0, 0, 0)
        self.first.set_zorder(5)
        self.last.set(linewidth=1.6, linestyle=(0, (3, 2)))
        below = TOP + height * SIDE
        words = "thick frame: first window; broken frame: last window; crossed out: seen by none; dashed: padding"
        axes.text(MARGIN, below + 16, words, color=palette.QUIET, fontsize=palette.SMALL, va="center")
        for down, name in ((46, "height"), (74, "width")):
            axes.text(MARGIN, below + down, name, weight="bold", va="center")
        self.lines = [write(axes, MARGIN + 74, below + down, va="center") for down in (46, 74)]

    def draw(
        self, size: tuple[int, int], kernel: int, stride: int, padding: int, output: tuple[int, int], visits: np.ndarray
    ) -> str:
        corners = _corners((size[0] + 2 * padding, size[1] + 2 * padding), MARGIN, SIDE)
        inner = np.pad(np.ones(size, bool), padding).ravel()
        reached = np.pad(visits > 0, padding).ravel()
        groups = ((self.padded, ~inner), (self.seen, inner & reached), (self.unseen, inner & ~reached))
        for cells, chosen in groups:
            cells.set_verts(_squares(corners[chosen], SIDE, 1.5))
        lost = _squares(corners[inner & ~reached], SIDE, 5)
        self.crosses.set_segments(np.concatenate([lost[:, [0, 2]], lost[:, [1, 3]]]))
        self._write_counts(MARGIN + padding * SIDE, TOP + padding * SIDE, visits)
        places = [(0, 0), ((output[0] - 1) * stride, (output[1] - 1) * stride)]
        for frame, (row, column) in zip((self.first, self.last), places, strict=True):
            _frame(frame, MARGIN + column * SIDE, TOP + row * SIDE, kernel * SIDE)
        self._draw_output(output)
        sums = [_in_steps(number, kernel, stride, padding) for number in size]
        for line, words in zip(self.lines, sums, strict=True):
            line.set_text(words)
        return (
            f"Input {size[0]} by {size[1]}, filter {kernel} by {kernel}, stride {stride}, padding {padding}. "
            f"Height {sums[0]}. Width {sums[1]}. "
            f"{int((visits == 0).sum())} of {visits.size} pixels are seen by no window."
        )

    def _write_counts(self, left: float, top: float, visits: np.ndarray) -> None:
        for number, text in enumerate(self.counts):
            row, column = divmod(number, visits.shape[1])
            count = visits[row, column] if row < len(visits) else 0
            text.set_text(str(count) if count else "")
            text.set_position((left + (column + 0.5) * SIDE, top + (row + 0.5) * SIDE))

    def _draw_output(self, output: tuple[int, int]) -> None:
        self.heading.set_text(f"output: {output[0]} × {output[1]}")
        self.output.set_verts(_squares(_corners(output, self.right, SMALL_SIDE), SMALL_SIDE, 1))

    @property
    def moving(self) -> list:
        shapes = [self.padded, self.seen, self.unseen, self.crosses, self.output]
        return [*shapes, *self.counts, self.last, self.first, self.heading, *self.lines]


def _in_steps(size: int, kernel: int, stride: int, padding: int) -> str:
    """Write the division with its remainder, and the one for the first window."""
    steps, rest = divmod(size - kernel + 2 * padding, stride)
    remainder = f" remainder {rest}" if rest else ""
    return f"({size} − {kernel} + 2·{padding}) / {stride} = {steps}{remainder},  {steps} + 1 = {steps + 1}"


def _cells(axes: Axes, look: boxes.Look) -> PolyCollection:
    style = (0, (4, 3)) if look.dashed else "-"
    cells = PolyCollection([], facecolors=look.face, edgecolors=look.edge, linewidths=1.0, linestyles=[style])
    axes.add_collection(cells)
    return cells


def _corners(shape: tuple[int, int], left: float, side: float) -> np.ndarray:
    """Return the upper left corners of all cells, row by row, shape (cells, 2)."""
    rows, columns = np.divmod(np.arange(shape[0] * shape[1]), shape[1])
    return np.stack([left + columns * side, TOP + rows * side], axis=-1)


def _squares(corners: np.ndarray, side: float, gap: float) -> np.ndarray:
    """Return the four corners of each square, clockwise, shape (squares, 4, 2)."""
    low, high = gap, side - gap
    return corners[:, np.newaxis] + np.array([[low, low], [high, low], [high, high], [low, high]])


def _frame(frame: Rectangle, left: float, top: float, side: float) -> None:
    frame.set_xy((left, top))
    frame.set_width(side)
    frame.set_height(side)
