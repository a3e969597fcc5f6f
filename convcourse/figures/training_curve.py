"""How a training goes: loss and accuracy after each epoch, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

TOP, HIGH, WIDE, LEFTS = 88, 210, 350, (64, 488)
COLOURS = (palette.INPUT, palette.OUTPUT, palette.KERNEL)
INKS = (palette.INPUT_TEXT, palette.OUTPUT_TEXT, palette.KERNEL_TEXT)


@palette.house_style
def training_curve(
    epochs: int,
    losses: Mapping[str, str],
    scores: Mapping[str, str],
    marks: Mapping[str, float],
    lowest_score: float = 0.0,
    what: str = "epoch",
) -> Picture:
    """Draw a bar that tells how far a training is, and room for its curves.

    Args:
        epochs: how many there will be.
        losses: name and label of each curve of the left panel, at most three.
        scores: name and label of each curve of the right panel, from 0 to 1, at most three.
        marks: label and height of lines to compare with, in the right panel.
        lowest_score: where the right panel begins.
        what: what is counted: epochs, or steps.

    Returns:
        A picture whose parameters are `history` (name to list of values so far) and `seconds`.
    """
    scene = _Scene(epochs, losses, scores, marks, lowest_score, what)
    return Picture(scene.figure, scene.draw, scene.moving, {"history": {}, "seconds": 0.0})


class _Scene:
    def __init__(
        self, epochs: int, losses: Mapping[str, str], scores: Mapping[str, str],
        marks: Mapping[str, float], lowest: float, what: str,
    ) -> None:  # fmt: skip
        self.epochs, self.what, self.labels = epochs, what, {**losses, **scores}
        self.figure = sheet(palette.WIDEST, TOP + HIGH + 58)
        page = in_pixels(self.figure)
        page.add_patch(Rectangle((20, 34), 820, 10, facecolor=palette.HAIRLINE, edgecolor="none"))
        self.bar = Rectangle((20, 34), 0, 10, facecolor=palette.OUTPUT, edgecolor="none")
        page.add_patch(self.bar)
        self.progress = write(page, 20, 22, va="baseline")
        self.lines: dict[str, Line2D] = {}
        self.names: dict[str, Artist] = {}
        titles = "loss", "accuracy"
        for left, title, names in zip(LEFTS, titles, (losses, scores), strict=True):
            axes = panel(self.figure, left, TOP, WIDE, HIGH)
            axes.set(xlim=(0, max(epochs, 2) * 1.02), xlabel=what)
            axes.set_title(title, weight="bold")
            self._curves(axes, names)
        self.left, self.right = self.figure.axes[-2:]
        self.left.set_ylim(0, 1)
        self.right.set_ylim(lowest, 1 + 0.05 * (1 - lowest))
        style = {"ha": "right", "va": "baseline", "color": palette.QUIET, "fontsize": palette.SMALL}
        style["transform"] = self.right.transAxes
        for number, (label, height) in enumerate(marks.items()):
            self.right.axhline(height, color=palette.QUIET, linewidth=1.2, linestyle=(0, (4, 3)))
            y = 0.30 - 0.09 * (len(scores) + number)
            write(self.right, 0.98, y, f"dashed: {label}: {100 * height:.1f} %", **style)

    def _curves(self, axes: Axes, names: Mapping[str, str]) -> None:
        for number, name in enumerate(names):
            (self.lines[name],) = axes.plot([], [], color=COLOURS[number], marker="o", markersize=4, zorder=3)
            style = {"color": INKS[number], "fontsize": palette.SMALL, "ha": "right", "va": "baseline", "zorder": 5}
            self.names[name] = write(axes, 0, 0, **style)

    def draw(self, history: Mapping[str, Sequence[float]], seconds: float) -> str:
        done = max((len(values) for values in history.values()), default=0)
        self.bar.set_width(820 * min(done / self.epochs, 1))
        words = f"{self.what} {done} of {self.epochs}, {seconds:.1f} s"
        self.progress.set_text(words)
        told = []
        for name, line in self.lines.items():
            values = np.asarray(history.get(name, []), dtype=float)
            line.set_data(np.arange(1, len(values) + 1), values)
            self._write_name(name, values)
            if len(values):
                told.append(self.names[name].get_text())
        highest = max((max(values) for name, values in history.items() if "loss" in name and len(values)), default=1.0)
        self.left.set_ylim(0, 1.1 * highest if np.isfinite(highest) and highest > 0 else 1)
        return f"{words.capitalize()}. {'; '.join(told)}." if told else f"{words.capitalize()}."

    def _write_name(self, name: str, values: np.ndarray) -> None:
        """Write a curve's name and newest value in the upper or lower part of its panel."""
        label = self.names[name]
        axes = self.left if "loss" in name else self.right
        label.set_visible(len(values) > 0)
        if not len(values):
            return
        kind, place = ("loss", 0.92) if "loss" in name else ("accuracy", 0.30)
        mine = [other for other in self.lines if self.lines[other].axes is axes].index(name)
        label.set_transform(axes.transAxes)
        label.set_position((0.98, place - 0.09 * mine))
        value = f"{values[-1]:.4f}" if kind == "loss" else f"{100 * values[-1]:.1f} %"
        label.set_text(f"{kind}, {self.labels[name]}: {value}")

    @property
    def moving(self) -> list[Artist]:
        # The left axis grows with the loss, so everything is drawn anew: an epoch takes longer than that.
        return []
