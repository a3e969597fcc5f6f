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
LINE = 0.09  # from one line of words to the next, in parts of a panel's height
WORDS_FROM = 0.35  # where the words begin, in parts of its width; they end at its right edge
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
        self.epochs, self.what, self.labels, self.marks = epochs, what, {**losses, **scores}, dict(marks)
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
        self.mark_names: list[Artist] = []
        for label, height in marks.items():
            self.right.axhline(height, color=palette.QUIET, linewidth=1.2, linestyle=(0, (4, 3)))
            self.mark_names.append(write(self.right, 0, 0, f"dashed: {label}: {100 * height:.1f} %", **style))

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
            kind, value = ("loss", "{:.4f}") if line.axes is self.left else ("accuracy", "{:.1%}")
            self.names[name].set_visible(len(values) > 0)
            if len(values):
                newest = value.format(values[-1]).replace("%", " %")
                self.names[name].set_text(f"{kind}, {self.labels[name]}: {newest}")
                told.append(self.names[name].get_text())
        highest = max((max(values) for name, values in history.items() if "loss" in name and len(values)), default=1.0)
        self.left.set_ylim(0, 1.1 * highest if np.isfinite(highest) and highest > 0 else 1)
        self._place_names(self.left, 0.92, 0)
        self._place_names(self.right, 0.30, len(self.marks))
        return f"{words.capitalize()}. {'; '.join(told)}." if told else f"{words.capitalize()}."

    def _place_names(self, axes: Axes, wish: float, more: int) -> None:
        """Write the names of a panel's curves, and the lines below them, where no curve runs."""
        names = [name for name, line in self.lines.items() if line.axes is axes]
        low, high = axes.get_ylim()
        span = np.linspace(WORDS_FROM * self.epochs, self.epochs, 60)
        curves = [self.lines[name].get_data() for name in names]
        drawn = [np.interp(span[span <= len(x)], x, y) for x, y in curves if len(x)]
        drawn += [np.full(1, height) for height in self.marks.values()] if more else []
        heights = (np.concatenate([*drawn, []]) - low) / (high - low)
        top = clear_place(heights, LINE * (len(names) + more), wish)
        labels = [*(self.names[name] for name in names), *(self.mark_names if more else [])]
        for number, label in enumerate(labels):
            label.set_transform(axes.transAxes)
            label.set_position((0.98, top - LINE * number))

    @property
    def moving(self) -> list[Artist]:
        # The left axis grows with the loss, so everything is drawn anew: an epoch takes longer than that.
        return []


def clear_place(heights: np.ndarray, high: float, wish: float) -> float:
    """Return where the first of some lines of words should stand, so that they keep clear of what is drawn.

    Args:
        heights: of what is drawn behind the words, 0 to 1; what is not finite does not count.
        high: of all lines together.
        wish: where the first line stands if it can.

    Returns:
        The place nearest to the wish that is clear, or the clearest one.

    >>> clear_place(np.array([0.9, 0.95]), 0.2, 0.92)
    0.8
    >>> clear_place(np.array([0.1]), 0.2, 0.92)
    0.92
    """
    places = np.append(np.arange(0.92, high - LINE, -0.02), wish)
    behind = heights[np.isfinite(heights)]
    if not behind.size:
        return wish
    middles = places + LINE - 0.01 - high / 2
    gaps = np.min(np.abs(behind - middles[:, np.newaxis]), axis=1) - high / 2
    clear = gaps > 0.02
    best = np.argmin(np.where(clear, np.abs(places - wish), np.inf)) if clear.any() else np.argmax(gaps)
    return round(float(places[best]), 2)
