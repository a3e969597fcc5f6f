"""Pictures as points: what a layer says of them, seen from where the classes lie furthest apart."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

LEFT, TOP, WIDE, HIGH, EDGE = 40, 58, 780, 380, 3.6
# Okabe and Ito's seven that read on white, and three darker ones; the digit itself is written, too.
INKS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#222222", "#8A5A00", "#56B4E9", "#7A3E9D", "#B58900", "#6B6B6B")


@palette.house_style
def frozen_features(count: int) -> Picture:
    """Draw room for a digit at the place of each picture.

    Args:
        count: how many pictures there are.

    Returns:
        A picture whose parameters are `places` (shape (count, 2)), `labels` (shape (count,), 0 to 9), `right` (the part
        of all held-out pictures that lie nearest to their own digit's mean, in all directions), `numbers` (how many
        features a picture has) and `setting` (the layer, in words).
    """
    scene = _Scene(count)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, count: int) -> None:
        self.figure = sheet(palette.WIDEST, TOP + HIGH + 68)
        page = in_pixels(self.figure)
        self.setting = write(page, 16, 26, va="baseline", fontsize=palette.LARGE, weight="bold")
        self.axes = panel(self.figure, LEFT, TOP, WIDE, HIGH)
        self.axes.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xticks=[], yticks=[])
        self.axes.set_xlabel("first direction", loc="right", color=palette.QUIET)
        self.axes.set_ylabel("second direction", loc="top", color=palette.QUIET)
        self.signs = [
            write(self.axes, 0, 0, ha="center", va="center", fontsize=palette.LARGE, weight="bold")
            for _ in range(count)
        ]
        self.sentence = write(page, 16, TOP + HIGH + 48, va="center", fontsize=palette.LARGE)

    def draw(self, places: np.ndarray, labels: np.ndarray, right: float, numbers: int, setting: str) -> str:
        middle, spread = np.mean(places, axis=0), np.std(places, axis=0)
        drawn = np.clip((places - middle) / np.maximum(spread, 1e-9) * 1.5, 0.2 - EDGE, EDGE - 0.2)
        for sign, place, label in zip(self.signs, drawn, labels, strict=True):
            sign.set(text=str(int(label)), position=tuple(place), color=INKS[int(label)])
        self.setting.set_text(setting)
        words = f"{numbers} numbers a picture; {right:.0%} of the held-out pictures lie nearest to their own digit."
        self.sentence.set_text(words)
        return f"{setting}. {words}"

    @property
    def moving(self) -> list[Artist]:
        return [*self.signs, self.setting, self.sentence]
