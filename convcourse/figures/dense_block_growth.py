"""A dense block: who is connected with whom, and how the stack of maps grows from layer to layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

LEFT, RIGHT, NODES, TALLEST, FLOOR, BAR, HIGHEST_ARC = 60, 820, 196, 168, 424, 34, 130
ARC = np.linspace(0, np.pi, 25)


@palette.house_style
def dense_block_growth(most: int) -> Picture:
    """Draw room for a dense block.

    Args:
        most: how many layers it can have.

    Returns:
        A picture whose parameters are `channels` (in the stack before the first layer and after each, shape
        (layers + 1,)) and `parameters` (what the layers learn together).
    """
    scene = _Scene(most)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, most: int) -> None:
        self.figure = sheet(palette.WIDEST, FLOOR + 92)
        page = in_pixels(self.figure)
        quiet = {"va": "center", "fontsize": palette.SMALL}
        page.text(LEFT - 40, 22, "an arc for each connection", weight="bold", va="center")
        page.text(LEFT - 40, NODES + 42, "channels in the stack:", weight="bold", va="center")
        page.text(LEFT + 170, NODES + 42, "blue: handed on", color=palette.INPUT_TEXT, **quiet)
        page.text(LEFT + 320, NODES + 42, "green: new", color=palette.OUTPUT_TEXT, **quiet)
        page.plot([LEFT - 30, RIGHT + 20], [FLOOR, FLOOR], color=palette.HAIRLINE, linewidth=1)
        self.arcs = LineCollection([], colors=palette.PADDING, linewidths=1.2, zorder=2)
        page.add_collection(self.arcs)
        self.nodes = [page.plot([], [], "o", markersize=19, mew=1.4, zorder=3)[0] for _ in range(most + 1)]
        centred = {"ha": "center", "va": "center", "fontsize": palette.SMALL, "zorder": 5}
        self.names = [write(page, 0, NODES, **centred) for _ in range(most + 1)]
        self.bars = [[Rectangle((0, 0), BAR, 0, zorder=3) for _ in range(2)] for _ in range(most + 1)]
        for old, new in self.bars:
            old.set(facecolor=palette.INPUT_TINT, edgecolor=palette.INPUT)
            new.set(facecolor=palette.OUTPUT_TINT, edgecolor=palette.OUTPUT)
            page.add_patch(old)
            page.add_patch(new)
        self.counts = [write(page, 0, FLOOR + 16, **centred) for _ in range(most + 1)]
        self.sentence = write(page, LEFT - 40, FLOOR + 58, va="center", fontsize=palette.LARGE)

    def draw(self, channels: Sequence[int], parameters: int) -> str:
        stack = np.asarray(channels, dtype=int)
        count, growth = len(stack) - 1, int(stack[1] - stack[0])
        places = np.linspace(LEFT, RIGHT, len(self.nodes))[: count + 1]
        pairs = [(start, end) for end in range(1, count + 1) for start in range(end)]
        self.arcs.set_segments([self._arc(places[start], places[end]) for start, end in pairs])
        for number in range(len(self.nodes)):
            for artist in (self.nodes[number], self.names[number], *self.bars[number], self.counts[number]):
                artist.set_visible(number <= count)
        height = TALLEST / stack.max()
        for number, x in enumerate(places):
            new = growth if number else 0
            self._stand_node(number, x)
            old = float(height * (stack[number] - new))
            self.bars[number][0].set_bounds(x - BAR / 2, FLOOR - old, BAR, old)
            self.bars[number][1].set_bounds(x - BAR / 2, FLOOR - old - height * new, BAR, height * new)
            self.counts[number].set(text=str(stack[number]), x=x)
        sum_ = f"{stack[0]} + {count} · {growth} = {stack[-1]} channels"
        words = f"{len(pairs)} connections; {sum_}; {parameters:,} numbers to learn."
        self.sentence.set_text(words)
        return f"A dense block of {count} layers with growth rate {growth}: {words}"

    def _stand_node(self, number: int, x: float) -> None:
        self.nodes[number].set_data([x], [NODES])
        self.nodes[number].set(
            mfc=palette.OUTPUT_TINT if number else palette.INPUT_TINT, mec=palette.OUTPUT if number else palette.INPUT
        )
        self.names[number].set(text=str(number) if number else "in", x=x)

    @staticmethod
    def _arc(start: float, end: float) -> np.ndarray:
        """Return half an ellipse between two nodes; the widest stays on the page."""
        radius = (end - start) / 2
        rise = radius * HIGHEST_ARC / (RIGHT - LEFT) * 2
        return np.column_stack([start + radius * (1 - np.cos(ARC)), NODES - 12 - rise * np.sin(ARC)])

    @property
    def moving(self) -> list[Artist]:
        bars = [bar for pair in self.bars for bar in pair]
        return [self.arcs, *self.nodes, *self.names, *bars, *self.counts, self.sentence]
