"""A network as a table of its layers, with what one of them puts out, costs and sees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

Row = tuple[str, tuple[int, ...], int, int, tuple[int, int] | None]
"""Name, shape that comes out, parameters, multiply-adds, and pixels that a unit sees; None for the whole image."""

TOP, STEP = 58, 24
NAME, SHAPE, COUNT, COUNT_BAR, PRODUCTS, PRODUCTS_BAR, LONGEST = 14, 128, 346, 352, 530, 536, 84
SIDE, SQUARE = 662, 150
FLATTEST, DEEPEST = 3, 62  # pixels of the maps as a block: one channel, and 2,048


@palette.house_style
def walk_through_network(most: int) -> Picture:
    """Draw room for a network.

    Args:
        most: how many rows there can be.

    Returns:
        A picture whose parameters are `name` (of the network), `image` (height and width of its input), `rows` (a list
        of `Row`) and `current` (which row is looked at, from 0).
    """
    scene = _Scene(most)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, most: int) -> None:
        self.figure = sheet(palette.WIDEST, TOP + STEP * most + 56)
        page = in_pixels(self.figure)
        heads = (
            (NAME, "left", "layer", palette.INK),
            (SHAPE, "left", "shape out", palette.OUTPUT_TEXT),
            (COUNT, "right", "parameters", palette.KERNEL_TEXT),
            (PRODUCTS, "right", "multiply-adds", palette.INPUT_TEXT),
        )
        for left, side, words, colour in heads:
            page.text(left, TOP - 34, words, ha=side, va="center", color=colour, weight="bold")
        page.plot([NAME, PRODUCTS_BAR + LONGEST], [TOP - 18] * 2, color=palette.HAIRLINE, linewidth=1.2)
        self.here = Rectangle((NAME - 6, 0), PRODUCTS_BAR + LONGEST - NAME + 12, STEP, fill=False, linewidth=1.6)
        self.here.set_edgecolor(palette.INK)
        page.add_patch(self.here)
        self.rows = [self._row(page, TOP + STEP * (number + 0.1)) for number in range(most)]
        self.total = write(page, NAME, TOP + STEP * most + 28, va="center", fontsize=palette.LARGE, weight="bold")
        self._field(page)
        self._block(page)

    def _row(self, page: Axes, y: float) -> tuple[Any, ...]:
        small = {"va": "center", "fontsize": palette.SMALL}
        name = write(page, NAME, y, **small)
        shape = write(page, SHAPE, y, color=palette.OUTPUT_TEXT, **small)
        count, products = (write(page, right, y, ha="right", **small) for right in (COUNT, PRODUCTS))
        bars = []
        for left, colour in ((COUNT_BAR, palette.KERNEL), (PRODUCTS_BAR, palette.INPUT)):
            bars.append(Rectangle((left, y - 7), 0, 14, facecolor=colour, edgecolor="none"))
            page.add_patch(bars[-1])
        return name, shape, count, products, *bars

    def _field(self, page: Axes) -> None:
        """Draw the image as a square, and in it the square that one unit sees."""
        self.title = write(page, SIDE, TOP - 34, va="center", weight="bold")
        page.text(SIDE, TOP + 4, "one unit sees", color=palette.INPUT_TEXT, va="center")
        self.frame = Rectangle((SIDE, TOP + 20), SQUARE, SQUARE, facecolor=palette.INPUT_TINT)
        self.frame.set_edgecolor(palette.INPUT)
        page.add_patch(self.frame)
        self.seen = Rectangle((0, 0), 0, 0, facecolor=palette.INPUT, edgecolor=palette.INK, linewidth=1.6)
        page.add_patch(self.seen)
        self.field_words = [
            write(page, SIDE, TOP + SQUARE + down, va="center", fontsize=palette.SMALL) for down in (36, 56)
        ]

    def _block(self, page: Axes) -> None:
        """Draw what comes out as a block: its front face are rows and columns, channels go back."""
        top = TOP + SQUARE + 94
        page.text(SIDE, top, "it puts out (not to scale)", color=palette.OUTPUT_TEXT, va="center")
        self.corner = SIDE, top + 130
        self.faces = [Polygon([(0, 0)] * 4, facecolor=palette.OUTPUT_TINT, edgecolor=palette.OUTPUT) for _ in range(3)]
        for face in self.faces:
            page.add_patch(face)
        self.block_words = [
            write(page, SIDE, top + down, va="center", fontsize=palette.SMALL) for down in (150, 170)
        ]

    def draw(self, name: str, image: tuple[int, int], rows: Sequence[Row], current: int) -> str:
        counts, works = [row[2] for row in rows], [row[3] for row in rows]
        learnt, products = sum(counts), sum(works)
        for number, artists in enumerate(self.rows):
            row = rows[number] if number < len(rows) else None
            self._show_row(artists, row, max(*counts, 1), max(*works, 1))
        self.here.set_y(TOP + STEP * (current - 0.4))
        self.total.set_text(f"{name}: {learnt:,} parameters, {_millions(products)} multiply-adds")
        what, shape, count, work, field = rows[current]
        self.title.set_text(f"{current + 1}: {_spoken(what)}")
        sees = self._show_field(field, image)
        self._show_block(shape)
        return (
            f"{name}, layer {current + 1} of {len(rows)}, {_spoken(what)}: puts out {' by '.join(map(str, shape))}, "
            f"has {count:,} parameters ({count / max(learnt, 1):.1%} of all) and {_millions(work)} multiply-adds "
            f"({work / max(products, 1):.1%}). One unit sees {sees}. In all {learnt:,} parameters and "
            f"{_millions(products)} multiply-adds."
        )

    def _show_row(self, artists: tuple[Any, ...], row: Row | None, most_learnt: int, most_products: int) -> None:
        name, shape, count, products, count_bar, products_bar = artists
        what, out, learnt, work, _ = row or ("", (), 0, 0, None)
        name.set_text(_spoken(what))
        shape.set_text(" × ".join(map(str, out)))
        count.set_text(f"{learnt:,}" if learnt else "")
        products.set_text(_millions(work) if work else "")
        count_bar.set_width(LONGEST * learnt / most_learnt)
        products_bar.set_width(LONGEST * work / most_products)

    def _show_field(self, field: tuple[int, int] | None, image: tuple[int, int]) -> str:
        high, wide = image
        scale = SQUARE / max(image)
        self.frame.set_height(scale * high)
        self.frame.set_width(scale * wide)
        rows, columns = (high, wide) if field is None else (min(field[0], high), min(field[1], wide))
        self.seen.set_bounds(
            SIDE + scale * (wide - columns) / 2, TOP + 20 + scale * (high - rows) / 2, scale * columns, scale * rows
        )
        if field is None:
            self.field_words[0].set_text(f"all {high} × {wide} pixels")
            self.field_words[1].set_text("")
            return f"all {high} by {wide} pixels"
        beyond = field[0] > high or field[1] > wide
        self.field_words[0].set_text(f"{field[0]} × {field[1]}{', padded' if beyond else ' pixels'}")
        self.field_words[1].set_text(f"of {high} × {wide}")
        return f"{field[0]} by {field[1]} of {high} by {wide} pixels" + (", padding included" * beyond)

    def _show_block(self, shape: tuple[int, ...]) -> None:
        high, wide, channels = shape if len(shape) == 3 else (1, 1, shape[-1])
        height, width = (12 * math.log2(size + 1) - 8 for size in (high, wide))
        back = FLATTEST + (DEEPEST - FLATTEST) * math.log2(channels) / 11
        left, bottom = self.corner
        right, top, across, up = left + width, bottom - height, back, 0.5 * back
        self.faces[0].set_xy([(left, bottom), (right, bottom), (right, top), (left, top)])
        self.faces[1].set_xy([(left, top), (right, top), (right + across, top - up), (left + across, top - up)])
        self.faces[2].set_xy([(right, top), (right, bottom), (right + across, bottom - up), (right + across, top - up)])
        self.block_words[0].set_text(" × ".join(map(str, shape)))
        self.block_words[1].set_text(f"{math.prod(shape):,} numbers")

    @property
    def moving(self) -> list[Artist]:
        rows = [artist for row in self.rows for artist in row]
        return [*rows, self.here, self.total, self.title, self.frame, self.seen, *self.field_words, *self.faces,
                *self.block_words]  # fmt: skip


def _spoken(name: str) -> str:
    return name.replace("inception_", "module ")


def _millions(count: int) -> str:
    """Write a number of multiply-adds: in millions, or as it is where it is small.

    >>> _millions(105_415_200), _millions(840)
    ('105.4 M', '840')
    """
    return f"{count / 1e6:,.1f} M" if count >= 100_000 else f"{count:,}"
