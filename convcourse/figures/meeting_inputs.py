"""Two inputs and the units above them that they reach, layer by layer, up to the first unit that both reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.weight_shades import numbered

WIDTH, LEFT, TOP, ROW, BOTTOM, WIDEST_STEP = 860, 96, 40, 62, 74, 104
FIRST, SECOND, BOTH = 1, 2, 3
SECOND_TINT, SECOND_EDGE = "#F4DFEB", "#A8487E"
FACES = (palette.PAPER, palette.INPUT_TINT, SECOND_TINT, palette.OUTPUT_TINT)
EDGES = ("#BDBDBD", palette.INPUT, SECOND_EDGE, palette.OUTPUT)
NAMES = ("", "A", "B", "A B")


@palette.house_style
def meeting_inputs(count: int, layers: int) -> Picture:
    """Draw a row of inputs with layers of units above it; each unit sees a window of the row below.

    Args:
        count: number of inputs, at most 13.
        layers: the most layers that are drawn.

    Returns:
        A picture whose parameters are `reached` (one array a layer, inputs first: 1 for what holds A, 2 for B, 3 for
        both, 0 for neither), `width` (inputs a unit has), `first` and `second` (the places of A and B) and `depth`
        (the first layer with a unit that holds both).
    """
    scene = _Scene(count, layers)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, count: int, layers: int) -> None:
        self.count = count
        self.step = min(WIDEST_STEP, (WIDTH - LEFT - 20) / count)
        self.base = TOP + layers * ROW
        self.figure = sheet(WIDTH, self.base + BOTTOM)
        self.axes = in_pixels(self.figure)
        self.lines = LineCollection([], zorder=1)
        self.axes.add_collection(self.lines)
        self.nodes = self.axes.scatter([], [], s=520, linewidths=1.6, zorder=2)
        small = palette.SMALL
        middle = {"ha": "center", "va": "center_baseline", "fontsize": small, "weight": "bold", "zorder": 3}
        self.words = [[write(self.axes, 0, 0, **middle) for _ in range(count)] for _ in range(layers + 1)]
        right = {"ha": "right", "va": "center"}
        self.names = [write(self.axes, LEFT - 18, self.base, "input", color=palette.INPUT_TEXT, **right)]
        for layer in range(1, layers + 1):
            y = self.base - layer * ROW
            self.names.append(write(self.axes, LEFT - 18, y, f"layer {layer}", **right))
        for place in range(count):
            x = LEFT + (place + 0.5) * self.step
            self.axes.text(x, self.base + 27, numbered("x", place), ha="center", va="center", color=palette.INPUT_TEXT)
        self.sentence = write(self.axes, LEFT, self.base + 56, fontsize=palette.LARGE, va="center")

    def _place(self, layer: int, unit: int, width: int) -> tuple[float, float]:
        return LEFT + (unit + 0.5 + layer * (width - 1) / 2) * self.step, self.base - layer * ROW

    def draw(self, reached: Sequence[np.ndarray], width: int, first: int, second: int, depth: int) -> str:
        self._connect(reached, width)
        places, kinds = [], []
        for layer, words in enumerate(self.words):
            units = reached[layer] if layer < len(reached) else np.zeros(0, int)
            self.names[layer].set_visible(layer < len(reached))
            self.names[layer].set_weight("bold" if layer == depth else "normal")
            for unit, text in enumerate(words):
                text.set_visible(unit < len(units))
                if unit < len(units):
                    x, y = self._place(layer, unit, width)
                    text.set(position=(x, y), text=NAMES[units[unit]])
                    places.append((x, y))
                    kinds.append(units[unit])
        self.nodes.set_offsets(places)
        self.nodes.set(facecolor=[FACES[kind] for kind in kinds], edgecolor=[EDGES[kind] for kind in kinds])
        meeting = int(np.flatnonzero(reached[depth] == BOTH)[0])
        names = f"A = {numbered('x', first)} and B = {numbered('x', second)}"
        if depth == 0:
            self.sentence.set_text(f"{names}: one and the same input.")
            return f"{names} are one and the same input."
        apart = f"{abs(second - first)} apart, windows of {width}"
        met = f"They first meet in unit {meeting} of layer {depth}."
        self.sentence.set_text(f"{names}: {apart}. {met}")
        return f"{names} are {apart}. {met} Units count from 0."

    def _connect(self, reached: Sequence[np.ndarray], width: int) -> None:
        segments, colours, widths = [], [], []
        for layer in range(1, len(reached)):
            for unit in range(len(reached[layer])):
                for below in range(unit, unit + width):
                    kind = int(reached[layer - 1][below])
                    segments.append((self._place(layer - 1, below, width), self._place(layer, unit, width)))
                    colours.append(EDGES[kind] if kind else palette.HAIRLINE)
                    widths.append(1.8 if kind else 0.8)
        order = np.argsort(widths, kind="stable")
        self.lines.set_segments([segments[each] for each in order])
        self.lines.set(color=[colours[each] for each in order], linewidth=[widths[each] for each in order])

    @property
    def moving(self) -> list[Artist]:
        texts = [text for words in self.words for text in words]
        return [self.lines, self.nodes, *texts, *self.names, self.sentence]
