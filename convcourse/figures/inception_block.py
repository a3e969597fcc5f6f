"""An inception block: four branches side by side, what each costs, and the maps that are stacked at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from convcourse.figures import boxes, palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

TOP, ROW, HIGH = 56, 96, 78
COLUMNS, WIDE = (176, 402), 188
STACK, STACK_WIDE, STACK_TOP, STACK_HIGH = 676, 44, 56, 366


class Box(NamedTuple):
    """A layer of a branch.

    Attributes:
        title: What it is: "3 × 3, 128 filters".
        parameters, multiply_adds: What it costs.
    """

    title: str
    parameters: int
    multiply_adds: int


class Branch(NamedTuple):
    """A branch.

    Attributes:
        boxes: One or two layers, from the input up.
        channels: How many maps it puts out.
        on: Whether it is part of the block.
    """

    boxes: Sequence[Box]
    channels: int
    on: bool


@palette.house_style
def inception_block() -> Picture:
    """Draw room for four branches of up to two layers.

    Returns:
        A picture whose parameters are `size` (height and width of the maps), `channels` (that come in), `branches`
        (four `Branch`) and `most` (channels that fill the stack at the right).
    """
    scene = _Scene()
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self) -> None:
        self.figure = sheet(palette.WIDEST, 520)
        page = self.page = in_pixels(self.figure)
        for left, words, colour in (
            (14, "in", palette.INPUT_TEXT),
            (COLUMNS[0], "four branches", palette.KERNEL_TEXT),
            (STACK, "stacked", palette.OUTPUT_TEXT),
        ):
            page.text(left, 26, words, color=colour, weight="bold", va="center")
        middle = TOP + 1.5 * ROW + HIGH / 2
        page.add_patch(
            Rectangle((14, middle - 36), 96, 72, facecolor=palette.INPUT_TINT, edgecolor=palette.INPUT, linewidth=1.6)
        )
        self.came = [write(page, 62, middle + rise, ha="center", va="center") for rise in (-11, 11)]
        self.branches = [self._branch(page, place, middle) for place in range(4)]
        page.plot([STACK - 14] * 2, [TOP, TOP + 3 * ROW + HIGH], color=palette.INK, linewidth=3)
        self.segments = []
        for _ in range(4):
            segment = Rectangle((STACK, 0), STACK_WIDE, 0, facecolor=palette.OUTPUT_TINT, edgecolor=palette.OUTPUT)
            page.add_patch(segment)
            beside = write(page, STACK + STACK_WIDE + 10, 0, va="center", fontsize=palette.SMALL)
            beside.set_color(palette.OUTPUT_TEXT)
            self.segments.append((segment, beside))
        self.totals = [
            write(page, 14, 468 + 26 * line, va="center", fontsize=palette.LARGE, weight="bold") for line in range(2)
        ]

    def _branch(self, page: Axes, place: int, middle: float) -> tuple[list[tuple[Any, ...]], list[Any]]:
        top = TOP + ROW * place
        layers = []
        for left in COLUMNS:
            box = Rectangle((left, top), WIDE, HIGH, facecolor=palette.KERNEL_TINT, edgecolor=palette.KERNEL)
            page.add_patch(box)
            title = write(page, left + 10, top + 20, va="center", weight="bold")
            costs = [
                write(page, left + 10, top + down, va="center", fontsize=palette.SMALL) for down in (41, 61)
            ]
            layers.append((box, title, *costs))
        y = top + HIGH / 2
        points = (
            ((112, middle), (COLUMNS[0] - 2, y)),
            ((COLUMNS[0] + WIDE, y), (COLUMNS[1] - 2, y)),
            ((COLUMNS[1] + WIDE, y), (STACK - 18, y)),
        )
        return layers, [boxes.arrow(page, palette.INK, *ends) for ends in points]

    def draw(self, size: tuple[int, int], channels: int, branches: Sequence[Branch], most: int) -> str:
        self.came[0].set_text(f"{size[0]} × {size[1]}")
        self.came[1].set_text(f"{channels} maps")
        top = float(STACK_TOP)
        for artists, (segment, words), branch in zip(self.branches, self.segments, branches, strict=True):
            self._show(artists, branch)
            high = STACK_HIGH * branch.channels * branch.on / most
            segment.set_bounds(STACK, top, STACK_WIDE, high)
            words.set_text(f"{branch.channels} maps" if branch.on else "")
            words.set_y(top + high / 2)
            top += high
        out = sum(branch.channels for branch in branches if branch.on)
        counted = [box for branch in branches if branch.on for box in branch.boxes]
        learnt, products = sum(box.parameters for box in counted), sum(box.multiply_adds for box in counted)
        self.totals[0].set_text(f"{size[0]} × {size[1]} × {out} out")
        self.totals[1].set_text(f"{learnt:,} parameters, {products / 1e6:.1f} million multiply-adds")
        told = "; ".join(
            " then ".join(box.title for box in branch.boxes) + ("" if branch.on else " (off)") for branch in branches
        )
        return (
            f"{size[0]} by {size[1]} by {channels} come in. Branches: {told.replace(' × ', ' by ')}. Stacked: "
            f"{size[0]} by {size[1]} by {out}, {learnt:,} parameters and {products / 1e6:.1f} million multiply-adds."
        )

    def _show(self, artists: tuple[list[tuple[Any, ...]], list[Any]], branch: Branch) -> None:
        layers, arrows = artists
        shown = list(branch.boxes)
        ink, edge = (palette.INK, palette.KERNEL) if branch.on else (palette.PADDING, palette.PADDING)
        for place, (box, title, *costs) in enumerate(layers):
            there = place < len(shown)
            box.set_visible(there)
            box.set_facecolor(palette.KERNEL_TINT if branch.on else palette.PAPER)
            box.set_edgecolor(edge)
            box.set_linestyle("-" if branch.on else "--")
            layer = shown[place] if there else Box("", 0, 0)
            title.set_text(layer.title)
            told = ("nothing to learn", "") if not layer.multiply_adds else (
                f"{layer.parameters:,} parameters", f"{layer.multiply_adds / 1e6:.1f} M multiply-adds"
            )  # fmt: skip
            for words, cost in zip(told, costs, strict=True):
                cost.set_text(words if there else "")
                cost.set_color(ink)
            title.set_color(ink)
        for arrow in arrows:
            arrow.set_color(palette.INK if branch.on else palette.HAIRLINE)
        self._stretch(arrows, len(shown))

    def _stretch(self, arrows: list[Any], layers: int) -> None:
        """Let the last arrow of a branch begin at its last box."""
        arrows[1].set_visible(layers == 2)
        (_, y), head = arrows[2]._posA_posB
        arrows[2].set_positions((COLUMNS[layers - 1] + WIDE, y), head)

    @property
    def moving(self) -> list[Artist]:
        layers = [artist for branch, _ in self.branches for layer in branch for artist in layer]
        arrows = [arrow for _, each in self.branches for arrow in each]
        stack = [artist for pair in self.segments for artist in pair]
        return [*self.came, *layers, *arrows, *stack, *self.totals]
