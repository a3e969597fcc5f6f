"""An activation function and its slope, side by side, at one moving input."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from convcourse.figures import palette
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import panel, sheet
from convcourse.figures.picture import Picture

FLAT = 0.05  # a slope smaller than this is shaded as nearly flat


@palette.house_style
def activation_and_slope(inputs: np.ndarray) -> Picture:
    """Draw the output of an activation function, its tangent at one input, and its slope at every input.

    Args:
        inputs: the inputs at which the curves are drawn, shape (n,), rising.

    Returns:
        A picture whose parameters are `name`, `outputs` and `slopes` (the two curves, shape (n,)), and `z`, `output`
        and `slope` (the input that is picked out, and the numbers there).
    """
    scene = _Scene(np.asarray(inputs, dtype=float))
    moving = [*scene.shades, scene.curve, scene.slopes, scene.tangent, *scene.points, *scene.words]
    return Picture(scene.figure, scene.draw, moving)


class _Scene:
    def __init__(self, inputs: np.ndarray) -> None:
        self.inputs = inputs
        self.figure = sheet(palette.WIDEST, 372)
        left = self._axes(62, "output", palette.OUTPUT_TEXT, (-1.6, 4.3))
        right = self._axes(500, "slope", palette.INK, (-0.12, 1.24))
        self.shades = [self._shade(axes, low) for axes in (left, right) for low in (True, False)]
        (self.curve,) = left.plot([], [], color=palette.OUTPUT, linewidth=2.6)
        (self.slopes,) = right.plot([], [], color=palette.INK, linewidth=2.2)
        (self.tangent,) = left.plot([], [], color=palette.INK, linewidth=1.8, linestyle=(0, (5, 2)))
        self.points = [
            axes.plot([], [], "o", color=palette.INPUT, markersize=10, clip_on=False)[0] for axes in (left, right)
        ]
        places = ((left, 0.03, 0.96), (right, 0.03, 0.96))
        self.words = [
            axes.text(x, y, "", transform=axes.transAxes, va="top", linespacing=1.4, fontsize=palette.NORMAL)
            for axes, x, y in places
        ]
        style = {"fontsize": palette.SMALL, "color": palette.QUIET}
        self.words.append(left.text(0.985, 0.05, "dashed: tangent", transform=left.transAxes, ha="right", **style))
        self.figure.text(0.5, 0.022, f"shaded: slope below {FLAT}, nearly flat", ha="center", **style)

    def _axes(self, x: float, name: str, colour: str, limits: tuple[float, float]) -> Axes:
        axes = panel(self.figure, x, 40, 340, 252)
        axes.axhline(0, color=palette.HAIRLINE, linewidth=1)
        axes.axvline(0, color=palette.HAIRLINE, linewidth=1)
        axes.set(xlim=(self.inputs[0], self.inputs[-1]), ylim=limits)
        axes.set_xlabel("input z", color=palette.INPUT_TEXT)
        axes.set_title(name, color=colour, weight="bold")
        return axes

    def _shade(self, axes: Axes, low: bool) -> Rectangle:
        bottom, top = axes.get_ylim()
        shade = Rectangle((self.inputs[0], bottom), 0, top - bottom, facecolor=palette.HAIRLINE, alpha=0.55, zorder=0.5)
        axes.add_patch(shade)
        return shade

    def draw(self, name: str, outputs: np.ndarray, slopes: np.ndarray, z: float, output: float, slope: float) -> str:
        self.curve.set_data(self.inputs, outputs)
        self.slopes.set_data(self.inputs, slopes)
        reach = np.array([-1.6, 1.6])
        self.tangent.set_data(z + reach, output + slope * reach)
        for point, height in zip(self.points, (output, slope), strict=True):
            point.set_data([z], [height])
        self._show_flat(slopes)
        self.words[0].set_text(f"{name}\nz = {in_words(z, 1)},  output {in_words(output, 3)}")
        self.words[1].set_text(f"slope at z = {in_words(z, 1)}:  {in_words(slope, 3)}")
        flat = "nearly flat here: a small change of the input changes next to nothing" if slope < FLAT else "not flat"
        return f"{name} at z = {in_words(z, 1)}: output {in_words(output, 3)}, slope {in_words(slope, 3)}; {flat}."

    def _show_flat(self, slopes: np.ndarray) -> None:
        """Shade the flat stretches at the two ends of the inputs."""
        steep = np.flatnonzero(slopes >= FLAT)
        ends = (self.inputs[steep[0]], self.inputs[steep[-1]])
        for index, shade in enumerate(self.shades):
            low = index % 2 == 0
            start, stop = (self.inputs[0], ends[0]) if low else (ends[1], self.inputs[-1])
            shade.set_x(start)
            shade.set_width(max(stop - start, 0))
