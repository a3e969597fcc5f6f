"""How large numbers are after each of many layers, for one way to draw the first weights beside the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

TOP, HIGH = 72, 268
LOWEST, HIGHEST = 1e-9, 1e4
EDGES = np.linspace(-4.1, 4.1, 42)  # one bar stands on 0


@palette.house_style
def spread_through_layers(names: Sequence[str], depth: int) -> Picture:
    """Draw the size of the numbers after each layer, and how the numbers of one layer are spread.

    Args:
        names: ways to draw the first weights.
        depth: how many layers there are.

    Returns:
        A picture whose parameters are `chosen` (one of the names), `sizes` (for each name the root mean square of the
        inputs and of each layer's outputs, shape (depth + 1,)), `layer` (1 to depth), `outputs` (of that layer, any
        shape) and `setting` (activation and normalisation, in words).
    """
    scene = _Scene(names, depth)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, names: Sequence[str], depth: int) -> None:
        self.depth = depth
        self.figure = sheet(palette.WIDEST, TOP + HIGH + 92)
        page = in_pixels(self.figure)
        self.setting = write(page, 16, 22, va="baseline", fontsize=palette.LARGE, weight="bold")
        axes = panel(self.figure, 74, TOP, 400, HIGH)
        axes.set(yscale="log", xlim=(0, depth * 1.2), ylim=(LOWEST, HIGHEST), xlabel="layer")
        axes.set_xticks(range(0, depth + 1, 5))
        axes.set_title("size of the outputs (root mean square)", fontsize=palette.NORMAL)
        axes.grid(color=palette.HAIRLINE, linewidth=0.8)
        axes.plot([0, depth], [1, 1], color=palette.QUIET, linewidth=1, linestyle=(0, (4, 3)))
        axes.tick_params(which="minor", length=0)
        self.lines = {name: axes.plot([], [], color=palette.PADDING, linewidth=1.4, zorder=3)[0] for name in names}
        (self.thick,) = axes.plot([], [], color=palette.OUTPUT, linewidth=3, zorder=4)
        style = {"color": palette.OUTPUT, "markeredgecolor": palette.INK, "markersize": 11, "zorder": 5}
        (self.point,) = axes.plot([], [], "o", **style)
        self.names = {name: write(axes, 0, 0, name, fontsize=palette.SMALL, va="center", zorder=6) for name in names}
        second = panel(self.figure, 540, TOP, 296, HIGH)
        second.set(xlim=(-4.1, 4.1), ylim=(0, 1.25), yticks=[], xlabel="output")
        second.set_xticks([-4, -2, 0, 2, 4], ["≤ −4", "−2", "0", "2", "≥ 4"])
        second.spines["left"].set_visible(False)
        self.title = write(second, 0, 1.04, transform=second.transAxes, va="baseline")
        self.bars = second.stairs(np.zeros(len(EDGES) - 1), EDGES, fill=True, color=palette.OUTPUT, zorder=3)
        self.top = write(second, 1, 0.93, transform=second.transAxes, ha="right", fontsize=palette.SMALL)
        self.sentence = write(page, 16, TOP + HIGH + 68, va="center", fontsize=palette.LARGE)

    def draw(
        self, chosen: str, sizes: Mapping[str, np.ndarray], layer: int, outputs: np.ndarray, setting: str
    ) -> str:
        layer = int(layer)
        self.setting.set_text(setting)
        ends = {}
        for name, line in self.lines.items():
            shown = np.clip(sizes[name], LOWEST, HIGHEST)
            line.set_data(np.arange(self.depth + 1), shown)
            ends[name] = float(np.log10(max(shown[-1], 10 * LOWEST)))  # above the axis, where words can be read
        places = _apart(ends, 0.72)
        for name, label in self.names.items():
            label.set_position((self.depth + 0.6, 10 ** places[name]))
            label.set(color=palette.OUTPUT_TEXT if name == chosen else palette.QUIET)
        shown = np.clip(sizes[chosen], LOWEST, HIGHEST)
        self.thick.set_data(np.arange(self.depth + 1), shown)
        self.point.set_data([layer], [shown[layer]])
        parts = np.histogram(np.clip(outputs, -4, 4), EDGES)[0] / outputs.size
        self.bars.set_data(parts)
        fullest = int(parts.argmax())
        self.title.set_text(f"the outputs of layer {layer}")
        around = round((EDGES[fullest] + EDGES[fullest + 1]) / 2, 1)
        self.top.set_text(f"tallest bar: {100 * parts[fullest]:.0f} % near {_told(around)}")
        there, end = float(sizes[chosen][layer]), float(sizes[chosen][-1])
        words = f"{chosen}: size {_told(there)} after layer {layer}, {_told(end)} at the end; {_verdict(end)}."
        self.sentence.set_text(words)
        others = ", ".join(f"{name} {_told(sizes[name][-1])}" for name in self.lines if name != chosen)
        return f"{setting}. {words} The others at the end: {others}."

    @property
    def moving(self) -> list[Artist]:
        curves = [*self.lines.values(), self.thick, self.point, self.bars]
        return [*curves, *self.names.values(), self.setting, self.title, self.top, self.sentence]


def _verdict(end: float) -> str:
    """Say what became of numbers that began with size 1."""
    if end == 0:
        return "nothing is left"
    if end < 0.02:
        return "they die away"
    return "they explode" if end > 50 else "they keep their size, more or less"


def _told(number: float) -> str:
    """Write a size with two digits.

    >>> _told(0.000653), _told(1.0), _told(1234.0), _told(-0.0), _told(-0.1)
    ('0.00065', '1', '1200', '0', '-0.1')
    """
    number = float(number) + 0.0  # no -0
    if number == 0 or 1e-4 <= abs(number) < 1e5:
        return f"{float(f'{number:.2g}'):.10f}".rstrip("0").rstrip(".")
    return f"{number:.0e}".replace("e-0", "e-")


def _apart(places: Mapping[str, float], gap: float) -> dict[str, float]:
    """Move heights apart, so that words at them do not overlap; their order stays.

    >>> _apart({"a": 0.0, "b": 0.0}, 1.0)
    {'a': -0.5, 'b': 0.5}
    """
    names = sorted(places, key=lambda name: places[name])
    heights = [places[name] for name in names]
    for _ in range(200):
        for low in range(len(heights) - 1):
            lack = gap - (heights[low + 1] - heights[low])
            if lack > 1e-9:
                heights[low] -= lack / 2
                heights[low + 1] += lack / 2
    return dict(zip(names, heights, strict=True))
