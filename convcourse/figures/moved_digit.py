"""A digit on a canvas that can be moved, and what two networks make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import Rectangle

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

TOP, SCALE, LEFT = 78, 13, 22
BARS, APART, STEP, LONGEST = 360, 256, 21, 130


@palette.house_style
def moved_digit(size: tuple[int, int], names: Sequence[str]) -> Picture:
    """Draw room for a canvas and for the probabilities that two networks give.

    Args:
        size: height and width of the canvas, about 16 by 20.
        names: of the two networks.

    Returns:
        A picture whose parameters are `image` (of that size, from 0 to 1), `label`, `moved` (pixels down and to the
        right), `probabilities` (for each name ten numbers) and `accuracies` (for each name the part of all held-out
        digits that it reads when they are moved like this one).
    """
    scene = _Scene(size, names)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, size: tuple[int, int], names: Sequence[str]) -> None:
        self.figure = sheet(palette.WIDEST, TOP + 13 * STEP + 46)
        page = in_pixels(self.figure)
        page.text(LEFT, 26, "input", color=palette.INPUT_TEXT, weight="bold", va="center")
        self.moved = write(page, LEFT, 50, va="center", color=palette.QUIET)
        self.image = Raster(page, size, LEFT, TOP - 8, SCALE, palette.INPUT)
        self.bars: dict[str, list[Rectangle]] = {}
        self.numbers: dict[str, list[Artist]] = {}
        self.answers, self.scores = {}, {}
        for place, name in enumerate(names):
            left = BARS + place * APART
            page.text(left, 26, name, color=palette.OUTPUT_TEXT, weight="bold", va="center")
            self.answers[name] = write(page, left, 50, va="center", weight="bold")
            self.bars[name], self.numbers[name] = [], []
            for digit in range(10):
                y = TOP + STEP * digit
                write(page, left, y, str(digit), va="center")
                bar = Rectangle((left + 18, y - 7), 0, 14, facecolor=palette.OUTPUT, edgecolor="none")
                self.bars[name].append(page.add_patch(bar))
                self.numbers[name].append(write(page, left, y, va="center", fontsize=palette.SMALL))
            page.text(left, TOP + 11 * STEP, "all held-out digits, moved so:", va="center", color=palette.QUIET)
            self.scores[name] = write(page, left, TOP + 12.2 * STEP, va="center", weight="bold", fontsize=palette.LARGE)

    def draw(
        self, image: np.ndarray, label: int, moved: tuple[int, int],
        probabilities: Mapping[str, np.ndarray], accuracies: Mapping[str, float],
    ) -> str:  # fmt: skip
        self.image.show(1 - image, 0, 1)
        where = _where(*moved)
        self.moved.set_text(f"a {label}, {where}")
        told = []
        for name, chances in probabilities.items():
            best = int(np.argmax(chances))
            verdict = f"answer {best}: {'right' if best == label else 'wrong'}"
            self.answers[name].set_text(verdict)
            self.answers[name].set_color(palette.OUTPUT_TEXT if best == label else palette.KERNEL_TEXT)
            for bar, number, chance in zip(self.bars[name], self.numbers[name], chances, strict=True):
                bar.set_width(LONGEST * float(chance))
                number.set_text(f"{100 * chance:.0f} %" if chance >= 0.005 else "")
                number.set_x(bar.get_x() + LONGEST * float(chance) + 6)
            self.scores[name].set_text(f"{100 * accuracies[name]:.1f} % right")
            told.append(
                f"{name}: {verdict}, probability {chances[best]:.2f}; "
                f"of all held-out digits moved so, {100 * accuracies[name]:.1f} % right"
            )
        return f"A {label}, {where}. {'. '.join(told)}."

    @property
    def moving(self) -> list[Artist]:
        lists = [artist for group in (*self.bars.values(), *self.numbers.values()) for artist in group]
        return [*self.image.artists, self.moved, *self.answers.values(), *self.scores.values(), *lists]


def _where(down: int, right: int) -> str:
    """Say a shift in words.

    >>> _where(-2, 3), _where(0, 0)
    ('2 up, 3 right', 'where it was in training')
    """
    parts = [f"{abs(down)} {'down' if down > 0 else 'up'}"] if down else []
    parts += [f"{abs(right)} {'right' if right > 0 else 'left'}"] if right else []
    return ", ".join(parts) or "where it was in training"
