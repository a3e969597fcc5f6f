"""What lies beyond the border of an image, by four rules, and what a wide blur makes of each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matrix import Matrix
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

MARGIN, TOP, SIDE, STEP = 14, 44, 32, 212


@palette.house_style
def border_rules(padded: Mapping[str, np.ndarray], blurred: Mapping[str, np.ndarray]) -> Picture:
    """Draw a small image with its border by each rule; below it a photo blurred under the same rule.

    Args:
        padded: the image with one row or column added on each side, at most 5 by 6, by the rule's name.
        blurred: the same photo blurred, numbers from 0 to 255, at most 96 wide, under the same names.

    Returns:
        A still picture.
    """
    height, width = next(iter(padded.values())).shape
    below = TOP + height * SIDE + 50
    photo_shape = next(iter(blurred.values())).shape
    figure = sheet(palette.WIDEST, below + 2 * photo_shape[0] + 16)
    axes = in_pixels(figure)
    for place, (rule, numbers) in enumerate(padded.items()):
        left = MARGIN + place * STEP
        inside = np.zeros((height, width), bool)
        inside[1:-1, 1:-1] = True
        for look, shown in ((boxes.PADDING, ~inside), (boxes.INPUT, inside)):
            matrix = Matrix(axes, (height, width), look, left, TOP, SIDE, palette.SMALL)
            matrix.fill(numbers)
            matrix.show(shown)
        boxes.outline(axes, left, TOP, 3 * SIDE, 3 * SIDE)
        axes.text(left + 2, TOP - 12, rule, weight="bold")
        raster = Raster(axes, photo_shape, left, below, 2, palette.OUTPUT)
        raster.show(blurred[rule])
        axes.text(left, below - 12, "blurred", color=palette.OUTPUT_TEXT, weight="bold")
    inner = next(iter(padded.values()))[1:-1, 1:-1]
    corners = "; ".join(f"{rule}: {matrix[0, 0]:g} in the corner" for rule, matrix in padded.items())
    return Picture.still(
        figure,
        f"An image of {inner.shape[0]} by {inner.shape[1]} numbers with one row or column added on every side by four "
        f"rules ({corners}). "
        "Below, a photo with a dark left and a bright right side, blurred under each rule: with zeros it gets a dark "
        "frame, with wrap each side takes on brightness from the opposite one.",
    )
