"""One row under the padding called SAME, with the extra zero behind, and under a padding alike on both sides."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes

from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Boxes
from convcourse.figures.numbers import listed
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

LEFT, PITCH, TOP, STEP = 262, 66, 24, 160


@palette.house_style
def same_padding(rules: Mapping[str, tuple[int, int]], size: int, kernel: int, stride: int) -> Picture:
    """Draw a row of pixels under each padding, with all windows and the pixel in the middle of each.

    Args:
        rules: zeros before and after the row, at most 1 each, by the rule's name.
        size: pixels in the row, at most 7.
        kernel: pixels in the window, an odd number.
        stride: steps of the window.

    Returns:
        A still picture.
    """
    figure = sheet(palette.WIDEST, TOP + STEP * len(rules) - 26)
    axes = in_pixels(figure)
    told = []
    for line, (name, (before, after)) in enumerate(rules.items()):
        top = TOP + line * STEP
        for place in range(-before, size + after):
            inside = 0 <= place < size
            box = Boxes(axes, 1, boxes.INPUT if inside else boxes.PADDING, LEFT + (place + 1) * PITCH, top, PITCH, 46)
            box.write([f"x{chr(0x2080 + place)}" if inside else "0"])
        places = range(-before, size + after - kernel + 1, stride)
        for number, place in enumerate(places):
            _bracket(axes, LEFT + (place + 1) * PITCH, top + 56 + 15 * number, kernel * PITCH)
        axes.text(20, top + 14, name, weight="bold", va="center", fontsize=palette.LARGE)
        axes.text(20, top + 36, f"{before} before, {after} after", color=palette.QUIET, va="center")
        axes.text(20, top + 70, "windows, dot in the middle", color=palette.QUIET, fontsize=palette.SMALL, va="center")
        middles = [f"x{place + kernel // 2}" for place in places]
        told.append(f"{name} puts {before} before and {after} after, and its windows are centred on {listed(middles)}")
    return Picture.still(
        figure, f"A row of {size} pixels, windows of {kernel}, stride {stride}. " + "; ".join(told) + "."
    )


def _bracket(axes: Axes, left: float, y: float, width: float) -> None:
    ends = (left + 8, left + width - 8)
    axes.plot(ends, (y, y), color=palette.KERNEL, linewidth=3, solid_capstyle="butt")
    axes.plot([left + width / 2], [y], "o", color=palette.INK, markersize=7, zorder=5)
