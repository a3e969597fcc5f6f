"""A pooling window moves over a small map: what it holds, what it answers, and which numbers no window sees."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Look
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words, listed
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

SIDE, LEFT, TOP, OUT_LEFT = 58, 24, 62, 500
PENDING = Look(palette.PAPER, palette.HAIRLINE, palette.QUIET)


@palette.house_style
def pooling_window(numbers: np.ndarray) -> Picture:
    """Draw one place of a pooling window.

    Args:
        numbers: the map, shape (height, width), at most 5 by 6.

    Returns:
        A picture whose parameters are `kind` ("max" or "average"), `size` and `stride` (each rows and columns),
        `position` (the window's place, counted along the rows of the output from 0), `results` (the pooled map) and
        `seen` (the map's shape, True where some window sees the number).
    """
    scene = _Scene(np.asarray(numbers, dtype=float))
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, numbers: np.ndarray) -> None:
        self.numbers = numbers
        height, width = numbers.shape
        self.figure = sheet(palette.WIDEST, TOP + height * SIDE + 84)
        axes = in_pixels(self.figure)
        Matrix(axes, (height, width), boxes.INPUT, LEFT, TOP, SIDE).fill(numbers)
        self.unseen = {place: _veil(axes, *place) for place in np.ndindex(height, width)}
        self.pending = Matrix(axes, (height, width), PENDING, OUT_LEFT, TOP, SIDE)
        self.output = Matrix(axes, (height, width), boxes.OUTPUT, OUT_LEFT, TOP, SIDE)
        self.pending.write([[""] * width] * height)
        self.window = boxes.outline(axes, 0, 0, SIDE, SIDE)
        self.winner = boxes.outline(axes, 0, 0, SIDE - 12, SIDE - 12)
        self.winner.set(edgecolor=palette.OUTPUT, linewidth=3)
        self.place = boxes.outline(axes, 0, 0, SIDE, SIDE)
        axes.text(LEFT + 3, TOP - 16, f"input: map, {height} by {width}", color=palette.INPUT_TEXT, weight="bold")
        self.title = axes.text(OUT_LEFT + 3, TOP - 16, "", color=palette.OUTPUT_TEXT, weight="bold")
        bottom = TOP + height * SIDE
        self.note = axes.text(LEFT + 3, bottom + 20, "", color=palette.QUIET, fontsize=palette.SMALL, va="center")
        self.sentence = axes.text(LEFT + 3, bottom + 54, "", fontsize=palette.LARGE, va="center")
        middle = TOP + height * SIDE / 2
        boxes.arrow(axes, palette.OUTPUT, (LEFT + width * SIDE + 40, middle), (OUT_LEFT - 40, middle))

    def draw(
        self,
        kind: str,
        size: tuple[int, int],
        stride: tuple[int, int],
        position: int,
        results: np.ndarray,
        seen: np.ndarray,
    ) -> str:
        row, column = divmod(int(position), results.shape[1])
        top, left = row * stride[0], column * stride[1]
        part = self.numbers[top : top + size[0], left : left + size[1]]
        for place, veil in self.unseen.items():
            veil.set_visible(not seen[place])
        self._show_output(results, position)
        self.window.set_bounds(LEFT + left * SIDE, TOP + top * SIDE, size[1] * SIDE, size[0] * SIDE)
        self.place.set_xy((OUT_LEFT + column * SIDE, TOP + row * SIDE))
        best = np.unravel_index(int(np.argmax(part)), part.shape)
        self.winner.set_xy((LEFT + (left + best[1]) * SIDE + 6, TOP + (top + best[0]) * SIDE + 6))
        self.winner.set_visible(kind == "max")
        shape = f"{results.shape[0]} by {results.shape[1]}"
        self.title.set_text(f"output: {kind} pool, {shape}")
        missed = [in_words(number) for number in self.numbers[~seen]]
        self.note.set_text(
            f"faded, dashed: no window sees {listed(missed)}" if missed else "every number is seen by some window"
        )
        words = self._answer(kind, part, float(results[row, column]))
        self.sentence.set_text(words)
        return (
            f"Window of {size[0]} by {size[1]}, stride {stride[0]} down and {stride[1]} across: the output is {shape}. "
            f"Window at row {top}, column {left}: {words}. {self.note.get_text().capitalize()}."
        )

    def _show_output(self, results: np.ndarray, position: int) -> None:
        rows, columns = np.indices(self.numbers.shape)
        exists = (rows < results.shape[0]) & (columns < results.shape[1])
        reached = exists & (rows * results.shape[1] + columns <= position)
        texts = np.full(self.numbers.shape, "", dtype=object)
        for place, result in np.ndenumerate(results):
            texts[place] = in_words(float(result))
        self.output.write(texts)
        self.output.show(reached)
        self.pending.show(exists & ~reached)

    def _answer(self, kind: str, part: np.ndarray, result: float) -> str:
        texts = [in_words(float(number)) for number in part.flat]
        if part.size > 9:
            total = f"sum {in_words(float(part.sum()))} / {part.size} ="
            return f"{f'the largest of {part.size} numbers is' if kind == 'max' else total} {in_words(result)}"
        if kind == "max":
            return f"the largest of {listed(texts)} is {in_words(result)}"
        return f"({' + '.join(texts)}) / {part.size} = {in_words(result)}"

    @property
    def moving(self) -> list[Artist]:
        pending = [frame for row in self.pending.rows for frame in row.frames]
        words = [self.title, self.note, self.sentence]
        frames = [self.window, self.winner, self.place]
        return [*self.unseen.values(), *pending, *self.output.artists, *frames, *words]


def _veil(axes: Axes, row: int, column: int) -> Rectangle:
    """Make the dashed box that lies over a number which no window sees."""
    corner = (LEFT + column * SIDE + 1, TOP + row * SIDE + 1)
    veil = Rectangle(corner, SIDE - 2, SIDE - 2, facecolor=(1, 1, 1, 0.85), edgecolor=palette.PADDING, zorder=3.5)
    veil.set_linewidth(1.6)
    veil.set_linestyle((0, (4, 3)))
    axes.add_patch(veil)
    return veil
