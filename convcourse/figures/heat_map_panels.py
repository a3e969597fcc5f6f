"""Heat maps of one scene side by side: what several methods, or several settings of one, say about it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.map_panels import LINE, MapPanel
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

LEFT, TOP, GAP, BETWEEN = 16, 34, 16, 46


@palette.house_style
def heat_map_panels(size: tuple[int, int], count: int, columns: int, *, lines_each: int = 1) -> Picture:
    """Draw room for a scene and for maps of it, in rows.

    Args:
        size: height and width of the scene.
        count: images in all, the scene first.
        columns: images in a row.
        lines_each: room for so many lines below each image, 1 or 2.

    Returns:
        A picture whose parameters are `images` (each of shape (height, width, 3), from 0 to 1), `titles`, `lines` (for
        each image), `mask` (shape (height, width), drawn as an edge over all), `hottest` (for each image
        row and column, or None) and `told` (a sentence, written below and part of the alternative text).
    """
    wide = (palette.WIDEST - 2 * LEFT - (columns - 1) * GAP) // columns
    scale = wide // size[1]
    rows = -(-count // columns)
    high = scale * size[0] + BETWEEN + LINE * lines_each
    figure = sheet(palette.WIDEST, TOP + rows * high + 10)
    page = in_pixels(figure)
    panels = []
    for place in range(count):
        row, column = divmod(place, columns)
        left = LEFT + column * (scale * size[1] + GAP)
        panels.append(MapPanel(page, size, left, TOP + row * high, scale, is_input=place == 0))
    sentence = write(page, LEFT - 1, TOP + rows * high - 6, va="baseline", fontsize=palette.LARGE)

    def draw(
        images: Sequence[np.ndarray],
        titles: Sequence[str],
        lines: Sequence[Sequence[str]],
        mask: np.ndarray,
        hottest: Sequence[tuple[int, int] | None],
        told: str,
    ) -> str:
        for panel, *shown in zip(panels, images, titles, lines, hottest, strict=True):
            image, title, words, place = shown
            panel.show(image, title, words, mask, place)
        sentence.set_text(told)
        under = [f"{title}: {', '.join(words)}" for title, words in zip(titles, lines, strict=True) if len(words)]
        return f"{told} {'; '.join(under)}."

    return Picture(figure, draw, [*(artist for panel in panels for artist in panel.artists), sentence])
