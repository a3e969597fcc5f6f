"""A scene with a patch over it, what the scores make of it, and by how much the score falls for every place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import Rectangle

from convcourse.figures import boxes, palette
from convcourse.figures.boxes_on_image import as_bytes
from convcourse.figures.lettering import write
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, SCALE, GAP, LINE, ZERO, REACH = 14, 40, 6, 44, 25, 430, 190


@palette.house_style
def grey_patch(size: tuple[int, int], names: Sequence[str]) -> Picture:
    """Draw room for a scene, for a map of it, and for a score of each class before and after.

    Args:
        size: height and width of the scene; 48 by 64 fits.
        names: of the classes, in the order of their scores.

    Returns:
        A picture whose parameters are `image` (covered, shape (height, width, 3), from 0 to 1), `drops` (shape (height,
        width)), `place` (top, left, height, width of the patch), `label` (the true class), `before` and `after` (a
        score for each class).
    """
    scene = _Scene(size, names)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, size: tuple[int, int], names: Sequence[str]) -> None:
        self.names = names
        high, wide = SCALE * size[0], SCALE * size[1]
        table = TOP + high + 62
        self.figure = sheet(palette.WIDEST, table + LINE * len(names) + 46)
        page = in_pixels(self.figure)
        self.scene = Raster(page, size, LEFT, TOP, SCALE, palette.INPUT)
        self.map = Raster(page, size, LEFT + wide + GAP, TOP, SCALE, palette.OUTPUT)
        style = {"weight": "bold", "va": "baseline"}
        page.text(LEFT, TOP - 14, "input, with the patch over it", color=palette.INPUT_TEXT, **style)
        self.title = write(page, self.map.left, TOP - 14, color=palette.OUTPUT_TEXT, **style)
        self.windows = [boxes.outline(page, 0, 0, 1, 1) for _ in range(2)]
        style = {"color": palette.QUIET, "fontsize": palette.SMALL, "va": "baseline"}
        page.text(self.map.right, self.map.bottom + 20, "red: falls if covered; blue: rises", ha="right", **style)
        page.text(LEFT, table - 10, "score of each class", weight="bold", va="baseline")
        page.text(ZERO, table - 10, "0", ha="center", va="baseline", fontsize=palette.SMALL, color=palette.QUIET)
        bottom = table + LINE * len(names)
        page.plot([ZERO, ZERO], [table - 4, bottom], color=palette.QUIET, linewidth=1)
        look = {"facecolor": palette.INPUT_TINT, "edgecolor": palette.INPUT, "linewidth": 1.0, "zorder": 2.5}
        self.before = [page.add_patch(Rectangle((0, 0), 1, 1, **look)) for _ in names]
        look = {"facecolor": palette.OUTPUT, "edgecolor": "none", "zorder": 3}
        self.after = [page.add_patch(Rectangle((0, 0), 1, 1, **look)) for _ in names]
        self.lines = [table + LINE * (row + 0.5) for row in range(len(names))]
        self.labels = [write(page, LEFT, y, va="center_baseline") for y in self.lines]
        self.numbers = [write(page, palette.WIDEST - LEFT, y, va="center_baseline", ha="right") for y in self.lines]
        self.sentence = write(page, LEFT, bottom + 24, va="center", fontsize=palette.LARGE)

    def draw(
        self,
        image: np.ndarray,
        drops: np.ndarray,
        place: tuple[int, int, int, int],
        label: int,
        before: np.ndarray,
        after: np.ndarray,
    ) -> str:
        self.scene.show(as_bytes(image))
        self.map.show_signed(drops, float(np.abs(drops).max()) or 1.0)
        name = self.names[label]
        self.title.set_text(f"how far the score of the {name} falls")
        top, left, height, width = (SCALE * each for each in place)
        for window, raster in zip(self.windows, (self.scene, self.map), strict=True):
            window.set_bounds(raster.left + left, raster.top + top, width, height)
        largest = max(1.0, float(np.abs([before, after]).max()))
        for row in range(len(self.names)):
            self._show_row(row, row == label, float(before[row]), float(after[row]), REACH / largest)
        said, said_before = self.names[int(np.argmax(after))], self.names[int(np.argmax(before))]
        drop = float(before[label] - after[label])
        way = "falls" if drop >= 0 else "rises"
        words = f"The score of the {name} {way} by {in_words(abs(drop))}; the network says: {said}."
        self.sentence.set_text(words)
        rows, columns = (place[0], place[0] + place[2] - 1), (place[1], place[1] + place[3] - 1)
        where = f"The patch covers rows {rows[0]} to {rows[1]} and columns {columns[0]} to {columns[1]}."
        most = np.unravel_index(int(np.argmax(drops)), drops.shape)
        return (
            f"{where} {words} Without the patch it says: {said_before}. "
            f"The map is highest at row {most[0]}, column {most[1]}."
        )

    def _show_row(self, row: int, true: bool, before: float, after: float, scale: float) -> None:
        y, name = self.lines[row], self.names[row]
        self.labels[row].set_text(f"{name} (it is one)" if true else name)
        for bar, score, high in ((self.before[row], before, 18), (self.after[row], after, 8)):
            bar.set_bounds(ZERO + min(0.0, scale * score), y - high / 2, scale * abs(score), high)
        self.numbers[row].set_text(f"{in_words(before, 1)} \u2192 {in_words(after, 1)}")

    @property
    def moving(self) -> list[Artist]:
        bars, words = [*self.before, *self.after], [self.title, *self.labels, *self.numbers, self.sentence]
        return [*self.scene.artists, *self.map.artists, *self.windows, *bars, *words]
