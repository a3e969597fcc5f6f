"""A confusion matrix: true classes down, answers across, and the largest mix-ups named."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from convcourse.figures import boxes, palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

LEFT, TOP, WIDE, HIGH, MOST = 128, 84, 46, 32, 5


@palette.house_style
def confusion_matrix(counts: np.ndarray, names: Sequence[str] | None = None) -> Picture:
    """Draw a table of counts: what is right on a green diagonal, what is wrong the darker the more often.

    Args:
        counts: shape (classes, classes), true classes down and answers across; at most 10 classes.
        names: of the classes; their numbers unless given.

    Returns:
        A still picture.
    """
    counts = np.asarray(counts, dtype=int)
    classes = len(counts)
    names = [str(number) for number in range(classes)] if names is None else list(names)
    figure = sheet(palette.WIDEST, TOP + HIGH * classes + 24)
    axes = in_pixels(figure)
    axes.text(LEFT, 20, "answer", color=palette.OUTPUT_TEXT, weight="bold", va="center")
    axes.text(20, TOP - 20, "truth", color=palette.INPUT_TEXT, weight="bold", va="center")
    wrong = counts - np.diag(np.diag(counts))
    for place, name in enumerate(names):
        across, down = LEFT + (place + 0.5) * WIDE, TOP + (place + 0.5) * HIGH
        write(axes, across, TOP - 20, name, color=palette.OUTPUT_TEXT, ha="center", va="center")
        write(axes, LEFT - 24, down, name, color=palette.INPUT_TEXT, ha="right", va="center")
    for (row, column), count in np.ndenumerate(counts):
        look = (
            boxes.OUTPUT if row == column else boxes.Look(_tint(count, int(wrong.max())), palette.HAIRLINE, palette.INK)
        )
        box = boxes.Boxes(axes, 1, look, LEFT + column * WIDE, TOP + row * HIGH, WIDE, HIGH, palette.NORMAL)
        box.write([str(count) if count else ""])
    return Picture.still(figure, _beside(axes, counts, wrong, names))


def _tint(count: int, most: int) -> str:
    """Choose a colour from white to the orange of the kernels."""
    share = count / max(most, 1)
    light, full = np.array([255, 255, 255]), np.array([0xE6, 0x9F, 0x00])
    return "#" + "".join(f"{round(part):02X}" for part in light + 0.8 * share * (full - light))


def _beside(axes: Axes, counts: np.ndarray, wrong: np.ndarray, names: Sequence[str]) -> str:
    """Write the sums and the largest mix-ups at the right, and return them in words."""
    right, all_ = int(np.trace(counts)), int(counts.sum())
    left = LEFT + WIDE * len(counts) + 40
    order = np.argsort(-wrong, axis=None, kind="stable")[:MOST]
    pairs = [(*(int(each) for each in np.unravel_index(place, wrong.shape)), int(wrong.flat[place])) for place in order]
    told = [f"{names[row]} read as {names[column]}: {count}" for row, column, count in pairs if count]
    lines = [f"{right} of {all_} right", f"{all_ - right} wrong" + (", most often" if told else ""), *told]
    for number, line in enumerate(lines):
        weight = "bold" if number < 2 else "normal"
        write(axes, left, TOP + 16 + 28 * number, line, va="center", weight=weight)
    return f"{right} of {all_} right, {all_ - right} wrong" + (f"; most often {'; '.join(told)}." if told else ".")
