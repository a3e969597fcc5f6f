"""A stack of Keras layers: the line that makes each, the shape that it puts out, and what it learns."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.patches import Rectangle

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

Row = tuple[str, tuple[int, ...], int]
"""The line of code, the shape that comes out without the batch, and the parameters."""

TOP, STEP, CODE, SHAPE, COUNT, BAR, LONGEST = 66, 30, 20, 400, 642, 660, 180


@palette.house_style
def layer_stack(most: int) -> Picture:
    """Draw room for a table of layers.

    Args:
        most: how many rows there can be.

    Returns:
        A picture whose parameters are `rows` (a list of `Row`, the input first) and `problem` (why the next layer does
        not fit, or an empty text).
    """
    scene = _Scene(most)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, most: int) -> None:
        self.figure = sheet(palette.WIDEST, TOP + STEP * most + 52)
        page = in_pixels(self.figure)
        heads = (
            (CODE, "left", "line of code", palette.KERNEL_TEXT),
            (SHAPE, "left", "shape out", palette.OUTPUT_TEXT),
            (COUNT, "right", "parameters", palette.INK),
            (BAR, "left", "their share", palette.QUIET),
        )
        for left, side, words, colour in heads:
            page.text(left, TOP - 32, words, ha=side, va="center", color=colour, weight="bold")
        page.plot([CODE, palette.WIDEST - 20], [TOP - 16] * 2, color=palette.HAIRLINE, linewidth=1.2)
        self.rows = []
        for number in range(most):
            y = TOP + STEP * (number + 0.2)
            code = write(page, CODE, y, va="center", fontfamily="DejaVu Sans Mono", fontsize=palette.SMALL)
            shape = write(page, SHAPE, y, va="center", color=palette.OUTPUT_TEXT, weight="bold")
            count = write(page, COUNT, y, va="center", ha="right")
            bar = Rectangle((BAR, y - 8), 0, 16, facecolor=palette.KERNEL, edgecolor="none")
            page.add_patch(bar)
            self.rows.append((code, shape, count, bar))
        self.sentence = write(page, CODE, TOP + STEP * most + 24, va="center", fontsize=palette.LARGE, weight="bold")

    def draw(self, rows: Sequence[Row], problem: str) -> str:
        whole = sum(count for _, _, count in rows)
        for number, (code, shape, count, bar) in enumerate(self.rows):
            line, out, learnt = rows[number] if number < len(rows) else ("", (), 0)
            code.set_text(line)
            shape.set_text(" × ".join(map(str, out)))
            count.set_text(f"{learnt:,}" if line else "")
            bar.set_width(LONGEST * learnt / max(whole, 1))
        self.sentence.set_text(problem or f"{whole:,} parameters in all")
        told = "; ".join(
            f"{line} gives {' by '.join(map(str, out))}, {count:,} parameters" for line, out, count in rows
        )
        return f"{told}. {problem or f'{whole:,} parameters in all'}."

    @property
    def moving(self) -> list[Artist]:
        return [*(artist for row in self.rows for artist in row), self.sentence]
