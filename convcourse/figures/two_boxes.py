"""Two boxes on squared paper, with the pixels that they share."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

SIDE, LEFT, TOP = 30, 48, 40


@palette.house_style
def two_boxes(box: np.ndarray, other: np.ndarray, rows: int = 9, columns: int = 10) -> Picture:
    """Draw two boxes over a grid of pixels; the pixels of both are marked.

    Args:
        box, other: top, left, bottom, right in whole pixels.
        rows, columns: of the paper.

    Returns:
        A still picture.
    """
    figure = sheet(LEFT + columns * SIDE + 330, TOP + rows * SIDE + 24)
    page = in_pixels(figure)
    for number in range(rows + 1):
        y = TOP + number * SIDE
        page.plot([LEFT, LEFT + columns * SIDE], [y, y], color=palette.HAIRLINE, linewidth=1)
        page.text(LEFT - 10, y, str(number), ha="right", va="center", color=palette.QUIET, fontsize=palette.SMALL)
    for number in range(columns + 1):
        x = LEFT + number * SIDE
        page.plot([x, x], [TOP, TOP + rows * SIDE], color=palette.HAIRLINE, linewidth=1)
        page.text(x, TOP - 10, str(number), ha="center", va="baseline", color=palette.QUIET, fontsize=palette.SMALL)
    looks = ((box, palette.INPUT, palette.INPUT_TINT), (other, palette.OUTPUT, palette.OUTPUT_TINT))
    for (top, left, bottom, right), edge, face in looks:
        corner, size = (LEFT + left * SIDE, TOP + top * SIDE), ((right - left) * SIDE, (bottom - top) * SIDE)
        page.add_patch(Rectangle(corner, *size, facecolor=face, edgecolor=edge, linewidth=2.6, alpha=0.9))
    first, last = np.maximum(box[:2], other[:2]), np.minimum(box[2:], other[2:])
    shared = int(np.clip(last - first, 0, None).prod())
    areas = [int((each[2] - each[0]) * (each[3] - each[1])) for each in (np.asarray(box), np.asarray(other))]
    if shared:
        corner = (LEFT + first[1] * SIDE, TOP + first[0] * SIDE)
        size = (last[1] - first[1]) * SIDE, (last[0] - first[0]) * SIDE
        page.add_patch(
            Rectangle(corner, *size, facecolor=palette.KERNEL_TINT, edgecolor=palette.INK, linewidth=2, hatch="//")
        )
    for (top, left, bottom, right), colour in ((box, palette.INPUT), (other, palette.OUTPUT)):
        corner, size = (LEFT + left * SIDE, TOP + top * SIDE), ((right - left) * SIDE, (bottom - top) * SIDE)
        page.add_patch(Rectangle(corner, *size, facecolor="none", edgecolor=colour, linewidth=2.6))
    union = sum(areas) - shared
    lines = (
        (f"A = {[int(n) for n in box]}: {areas[0]} pixels", palette.INPUT_TEXT),
        (f"B = {[int(n) for n in other]}: {areas[1]} pixels", palette.OUTPUT_TEXT),
        (f"in both (hatched): {shared}", palette.INK),
        (f"in either: {areas[0]} + {areas[1]} − {shared} = {union}", palette.INK),
        (f"IoU: {shared}/{union} = {shared / union:.3f}", palette.INK),
    )
    for number, (text, colour) in enumerate(lines):
        weight = "bold" if number == 4 else "normal"
        page.text(LEFT + columns * SIDE + 28, TOP + 40 + 34 * number, text, color=colour, weight=weight, va="center")
    return Picture.still(
        figure,
        f"Box A, {[int(n) for n in box]}, has {areas[0]} pixels, box B, {[int(n) for n in other]}, has {areas[1]}. "
        f"They share {shared}; together they cover {union}. The intersection over union is {shared / union:.3f}.",
    )
