"""How many windows fit: a grid of pixels with its padding, first and last window, and the output beside it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Rectangle

from convcourse.figures import boxes, palette
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
        A picture whose parameters are `size` (height and width), `kernel`, `stride`, `padding` (one number each),
        `output` (height and width) and `visits` (how many windows see each pixel, the shape of the input).
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
        self.heading = axes.text(self.right, 22, "", color=palette.OUTPUT_TEXT, weight="bold", va="center")
        self.padded = _cells(axes, boxes.PADDING)
        self.seen = _cells(axes, boxes.INPUT)
        self.unseen = _cells(axes, boxes.Look("#ECECEC", palette.QUIET, palette.INK))
        self.crosses = axes.add_collection(LineCollection([], colors=palette.QUIET, linewidths=1.0))
        self.output = _cells(axes, boxes.OUTPUT)
        self.counts = [
            axes.text(0, 0, "", ha="center", va="center_baseline", fontsize=9) for _ in range(largest[0] * largest[1])
        ]
        self.first = boxes.outline(axes, 0, 0, 0, 0)
        self.last = boxes.outline(axes, 0, 0, 0, 0)
        self.last.set(linewidth=1.6, linestyle=(0, (3, 2)))
        below = TOP + height * SIDE
        words = "thick frame: first window; broken frame: last window; crossed out: seen by none; dashed: padding"
        axes.text(MARGIN, below + 16, words, color=palette.QUIET, fontsize=palette.SMALL, va="center")
        self.lines = [axes.text(MARGIN, below + down, "", fontsize=palette.LARGE, va="center") for down in (46, 74)]

    def draw(
        self, size: tuple[int, int], kernel: int, stride: int, padding: int, output: tuple[int, int], visits: np.ndarray
    ) -> str:
        top, left = TOP, MARGIN
        corners = [
            (left + column * SIDE, top + row * SIDE)
            for row in range(size[0] + 2 * padding)
            for column in range(size[1] + 2 * padding)
        ]
        inner = np.pad(np.ones(size, bool), padding).ravel()
        reached = np.pad(visits > 0, padding).ravel()
        groups = ((self.padded, ~inner), (self.seen, inner & reached), (self.unseen, inner & ~reached))
        for cells, chosen in groups:
            cells.set_verts([_square(corner, SIDE) for corner, wanted in zip(corners, chosen, strict=True) if wanted])
        lost = [corner for corner, wanted in zip(corners, inner & ~reached, strict=True) if wanted]
        self.crosses.set_segments([line for corner in lost for line in _cross(corner)])
        self._write_counts(left + padding * SIDE, top + padding * SIDE, visits)
        places = [(0, 0), ((output[0] - 1) * stride, (output[1] - 1) * stride)]
        for frame, (row, column) in zip((self.first, self.last), places, strict=True):
            _frame(frame, left + column * SIDE, top + row * SIDE, kernel * SIDE)
        self._draw_output(output)
        sums = [
            self._formula(name, number, kernel, stride, padding)
            for name, number in zip(("height", "width"), size, strict=True)
        ]
        for line, words in zip(self.lines, sums, strict=True):
            line.set_text(words)
        return (
            f"Input {size[0]} by {size[1]}, filter {kernel} by {kernel}, stride {stride}, padding {padding}. {sums[0]}. {sums[1]}. "
            f"{int((visits == 0).sum())} of {visits.size} pixels are seen by no window."
        )

    def _write_counts(self, left: float, top: float, visits: np.ndarray) -> None:
        for number, text in enumerate(self.counts):
            text.set_visible(number < visits.size)
            if number < visits.size:
                row, column = divmod(number, visits.shape[1])
                text.set_text(str(visits[row, column]) if visits[row, column] else "")
                text.set_position((left + (column + 0.5) * SIDE, top + (row + 0.5) * SIDE))

    def _draw_output(self, output: tuple[int, int]) -> None:
        self.heading.set_text(f"output: {output[0]} × {output[1]}")
        places = [(row, column) for row in range(output[0]) for column in range(output[1])]
        corners = [(self.right + column * SMALL_SIDE, TOP + row * SMALL_SIDE) for row, column in places]
        self.output.set_verts([_square(corner, SMALL_SIDE, 1) for corner in corners])

    def _formula(self, name: str, size: int, kernel: int, stride: int, padding: int) -> str:
        room = size - kernel + 2 * padding
        line, rest = "row" if name == "height" else "column", room % stride
        lost = f"the last {line} is cut off" if rest == 1 else f"the last {rest} {line}s are cut off"
        left_over = f", remainder {rest}: {lost}" if rest else ", nothing left over"
        return f"{name}: ({size} − {kernel} + 2·{padding}) / {stride} = {room // stride}{left_over};  + 1 gives {room // stride + 1}"

    @property
    def moving(self) -> list:
        shapes = [self.padded, self.seen, self.unseen, self.crosses, self.output]
        return [*shapes, *self.counts, self.last, self.first, self.heading, *self.lines]


def _cells(axes: Axes, look: boxes.Look) -> PolyCollection:
    style = (0, (4, 3)) if look.dashed else "-"
    cells = PolyCollection([], facecolors=look.face, edgecolors=look.edge, linewidths=1.0, linestyles=[style])
    axes.add_collection(cells)
    return cells


def _square(corner: tuple[float, float], side: float, gap: float = 1.5) -> list[tuple[float, float]]:
    x, y = corner
    low, high = gap, side - gap
    return [(x + low, y + low), (x + high, y + low), (x + high, y + high), (x + low, y + high)]


def _cross(corner: tuple[float, float]) -> list[list[tuple[float, float]]]:
    upper_left, upper_right, lower_right, lower_left = _square(corner, SIDE, 5)
    return [[upper_left, lower_right], [upper_right, lower_left]]


def _frame(frame: Rectangle, left: float, top: float, side: float) -> None:
    frame.set_xy((left, top))
    frame.set_width(side)
    frame.set_height(side)
