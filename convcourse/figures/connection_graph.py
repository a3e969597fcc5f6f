"""The pixels of a small image, a few units, and every connection between them in the shade of its weight."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection

from convcourse.figures import boxes, palette
from convcourse.figures.lettering import write
from convcourse.figures.matrix import Matrix
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.weight_shades import ink_on, numbered, shades

WIDTH, HEIGHT, LEFT, INPUTS, UNITS, RADIUS = 860, 420, 34, 86, 296, 15
STEP, GAP, SIDE, PANEL = 34, 20, 40, 684
BELOW_UNITS, SENTENCE = 344, 392


@palette.house_style
def connection_graph(shape: tuple[int, int], units: int) -> Picture:
    """Draw a layer between an image and its units.

    Args:
        shape: height and width of the image, at most 4 by 4.
        units: how many units, 2 to 4.

    Returns:
        A picture whose parameters are `wiring` (shape (units, height * width): the number of the weight on each
        connection, -1 where there is none), `unit` (the one whose connections are drawn thick) and `kind` (a name).
    """
    scene = _Scene(shape, units)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, shape: tuple[int, int], units: int) -> None:
        self.figure = sheet(WIDTH, HEIGHT)
        self.axes = in_pixels(self.figure)
        self.shape, self.count = shape, units
        pixel = np.arange(shape[0] * shape[1])
        self.inputs = LEFT + STEP * (pixel + 0.5) + GAP * (pixel // shape[1])
        width = self.inputs[-1] + STEP / 2 - LEFT
        self.units = LEFT + width * (np.arange(units) + 0.5) / units
        self.lines = LineCollection([], capstyle="butt", zorder=4)
        self.axes.add_collection(self.lines)
        self._draw_nodes()
        self.ring = self.axes.plot(0, UNITS, "o", markersize=32, mfc="none", mec=palette.INK, mew=2.4, zorder=5)[0]
        self.grid = Matrix(self.axes, shape, boxes.PADDING, PANEL, INPUTS - 12, SIDE, palette.NORMAL)
        self.title = write(self.axes, PANEL + 2, INPUTS - 26, weight="bold", color=palette.INPUT_TEXT)
        orange = {"color": palette.KERNEL_TEXT, "va": "center"}
        self.connections = write(self.axes, PANEL + 2, self.grid.bottom + 30, **orange)
        self.weights = write(self.axes, PANEL + 2, self.grid.bottom + 54, **orange)
        self.sentence = write(self.axes, LEFT, SENTENCE, fontsize=palette.LARGE, va="center")

    def _draw_nodes(self) -> None:
        for number, x in enumerate(self.inputs):
            self._node(x, INPUTS, palette.INPUT_TINT, palette.INPUT, str(number))
        for number, x in enumerate(self.units):
            self._node(x, UNITS, palette.OUTPUT_TINT, palette.OUTPUT, str(number))
            self.axes.text(x, BELOW_UNITS - 14, f"unit {number}", ha="center", va="center", color=palette.OUTPUT_TEXT)
        for row in range(self.shape[0]):
            middle = self.inputs[row * self.shape[1] : (row + 1) * self.shape[1]].mean()
            words = f"image row {row}"
            self.axes.text(middle, INPUTS - 30, words, ha="center", va="center", color=palette.INPUT_TEXT)
        words = f"input: {self.shape[0]} by {self.shape[1]} pixels in one row, numbered as they are read"
        self.axes.text(LEFT, 22, words, color=palette.INPUT_TEXT, weight="bold", va="center")

    def _node(self, x: float, y: float, face: str, edge: str, words: str) -> None:
        self.axes.plot(x, y, "o", markersize=20, mfc=face, mec=edge, mew=1.4, zorder=3)
        self.axes.text(x, y, words, ha="center", va="center_baseline", fontsize=palette.SMALL, zorder=3)

    def draw(self, wiring: np.ndarray, unit: int, kind: str) -> str:
        connected = np.argwhere(wiring >= 0)
        chosen = connected[:, 0] == unit
        order = np.argsort(chosen, kind="stable")  # the chosen unit's connections lie on top
        connected, chosen = connected[order], chosen[order]
        colours = shades(int(wiring.max()) + 1)
        ends = [((self.inputs[i], INPUTS + RADIUS), (self.units[u], UNITS - RADIUS)) for u, i in connected]
        lines = np.column_stack([colours[wiring[tuple(connected.T)]], np.where(chosen, 1.0, 0.45)])
        self.lines.set(segments=ends, color=lines, linewidth=np.where(chosen, 3.6, 1.1))
        self.ring.set_xdata([self.units[unit]])
        self.title.set_text(f"unit {unit} sees")
        self._fill(wiring[unit].reshape(self.shape), colours)
        total, different = len(connected), len(np.unique(wiring[wiring >= 0]))
        self.connections.set_text(f"{total} connections")
        self.weights.set_text(f"{different} different weights")
        seen = int((wiring[unit] >= 0).sum())
        words = f"{kind}: unit {unit} is connected with {seen} of {wiring.shape[1]} inputs."
        self.sentence.set_text(words)
        return f"{words} In all {total} connections carry {different} different weights."

    def _fill(self, names: np.ndarray, colours: np.ndarray) -> None:
        for row, line in zip(self.grid.rows, names, strict=True):
            for frame, text, name in zip(row.frames, row.texts, line, strict=True):
                tied = name >= 0
                frame.set(facecolor=colours[name] if tied else palette.PAPER)
                frame.set(edgecolor=palette.KERNEL_TEXT if tied else palette.HAIRLINE, linestyle="-")
                text.set_text(numbered("w", int(name)) if tied else "")
                text.set_color(ink_on(colours[name]) if tied else palette.INK)

    @property
    def moving(self) -> list[Artist]:
        words = [self.title, self.connections, self.weights, self.sentence]
        return [self.lines, self.ring, *words, *self.grid.artists]
