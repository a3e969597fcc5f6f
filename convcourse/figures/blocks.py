"""Volumes seen at a slant: a front face of rows and columns, and channels that go back."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon

from convcourse.figures.boxes import Look

BACK = (0.5, -0.42)  # where one channel further back lies, in cells to the right and down


def block(
    axes: Axes,
    shape: tuple[int, int, int],
    look: Look,
    left: float,
    top: float,
    side: float,
    *,
    alpha: float = 1.0,
    bold: bool = False,
) -> None:
    """Draw a volume with a line between any two of its cells.

    Args:
        axes: axes in pixels.
        shape: height, width and channels.
        look: what it holds.
        left: pixels from the left to its front face.
        top: pixels from the top to its front face.
        side: pixels of one cell.
        alpha: 1 hides what lies behind, 0 shows all of it.
        bold: whether its outline is thick.
    """
    height, width, channels = shape
    across, down = BACK

    def at(row: float, column: float, channel: float) -> tuple[float, float]:
        return left + side * (column + across * channel), top + side * (row + down * channel)

    front = [at(0, 0, 0), at(0, width, 0), at(height, width, 0), at(height, 0, 0)]
    upper = [at(0, 0, 0), at(0, width, 0), at(0, width, channels), at(0, 0, channels)]
    flank = [at(0, width, 0), at(height, width, 0), at(height, width, channels), at(0, width, channels)]
    lines = [[at(row, 0, 0), at(row, width, 0), at(row, width, channels)] for row in range(1, height)]
    lines += [[at(height, column, 0), at(0, column, 0), at(0, column, channels)] for column in range(1, width)]
    lines += [[at(0, 0, back), at(0, width, back), at(height, width, back)] for back in range(1, channels)]
    for face in (front, upper, flank):
        thick = 2.2 if bold else 1.4
        axes.add_patch(Polygon(face, facecolor=look.face, edgecolor="none", alpha=alpha))
        axes.add_patch(Polygon(face, fill=False, edgecolor=look.edge, linewidth=thick, joinstyle="round"))
    axes.add_collection(LineCollection(lines, colors=look.edge, linewidths=0.7, alpha=0.7))
