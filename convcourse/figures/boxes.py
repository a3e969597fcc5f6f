"""Rows of boxes with a number in each: how the pictures show a small array."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text

from convcourse.figures import palette
from convcourse.figures.lettering import write


@dataclass(frozen=True)
class Look:
    """How a box is drawn: what it holds decides, the same way in all pictures."""

    face: str
    edge: str
    ink: str
    dashed: bool = False


INPUT = Look(palette.INPUT_TINT, palette.INPUT, palette.INK)
KERNEL = Look(palette.KERNEL_TINT, palette.KERNEL, palette.INK)
OUTPUT = Look(palette.OUTPUT_TINT, palette.OUTPUT, palette.INK)
PADDING = Look(palette.PAPER, palette.PADDING, palette.QUIET, dashed=True)
BARE = Look("none", "none", palette.INK)
SUM = Look("none", "none", palette.QUIET)


class Boxes:
    """A row of boxes of one look.

    Args:
        axes: axes in pixels.
        count: how many boxes.
        look: what they hold.
        left: pixels from the left to the first box.
        top: pixels from the top.
        width: pixels from one box to the next.
        height: pixels.
        size: size of the numbers, in points.
    """

    def __init__(
        self,
        axes: Axes,
        count: int,
        look: Look,
        left: float,
        top: float,
        width: float,
        height: float,
        size: float = palette.LARGE,
    ) -> None:
        self.left, self.top, self.width, self.height = left, top, width, height
        self.frames: list[Rectangle] = []
        self.texts: list[Text] = []
        for _ in range(count):
            frame = Rectangle(
                (left, top), width - 6, height - 6, facecolor=look.face, edgecolor=look.edge, linewidth=1.4
            )
            frame.set_linestyle((0, (4, 3)) if look.dashed else "-")
            self.frames.append(axes.add_patch(frame))
            self.texts.append(write(axes, left, top, color=look.ink, fontsize=size, ha="center", va="center_baseline"))
        self.move_to(0)

    def move_to(self, column: float) -> None:
        """Put the row so that its first box stands in a column, counted from `left`."""
        for index, (frame, text) in enumerate(zip(self.frames, self.texts, strict=True)):
            x = self.left + (column + index) * self.width
            frame.set_xy((x + 3, self.top + 3))
            text.set_position((x + self.width / 2, self.top + self.height / 2))

    def write(self, texts: Sequence[str]) -> None:
        """Write into the boxes from the first on; the boxes that are left over stay hidden."""
        for index, (frame, text) in enumerate(zip(self.frames, self.texts, strict=True)):
            shown = index < len(texts)
            frame.set_visible(shown)
            text.set_visible(shown)
            if shown:
                text.set_text(texts[index])

    def set_visible(self, shown: Sequence[bool]) -> None:
        """Show some of the boxes and hide the others."""
        for frame, text, visible in zip(self.frames, self.texts, shown, strict=True):
            frame.set_visible(visible)
            text.set_visible(visible)

    @property
    def artists(self) -> list[Artist]:
        """All that is drawn, for the `moving` artists of a picture."""
        return [*self.frames, *self.texts]


def outline(axes: Axes, left: float, top: float, width: float, height: float) -> Rectangle:
    """Draw the frame of the current window."""
    frame = Rectangle((left, top), width, height, facecolor="none", edgecolor=palette.INK, linewidth=2.4, zorder=4)
    frame.set_joinstyle("round")
    axes.add_patch(frame)
    return frame


def arrow(
    axes: Axes, colour: str, tail: tuple[float, float] = (0, 0), head: tuple[float, float] = (0, 0)
) -> FancyArrowPatch:
    """Draw an arrow between two points, in the coordinates of the axes."""
    drawn = FancyArrowPatch(
        tail, head, arrowstyle="-|>", mutation_scale=14, color=colour, linewidth=1.8, shrinkA=0, shrinkB=0
    )
    axes.add_patch(drawn)
    return drawn
