"""Objects at the left and at the right, the weights a dense unit learnt for them, and a shared kernel."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import SIGNED, Raster

MARGIN, TOP, GAP, SCALE = 16, 40, 46, 12


@palette.house_style
def left_and_right(examples: Mapping[str, np.ndarray], dense: np.ndarray, kernel: np.ndarray) -> Picture:
    """Draw two examples above, and below them what was learnt.

    Args:
        examples: two images of one shape from 0 to 1, by their names.
        dense: one weight a pixel, the shape of the images.
        kernel: the shared weights.

    Returns:
        A still picture.
    """
    height, width = dense.shape
    figure = sheet(palette.WIDEST, TOP + 2 * height * SCALE + GAP + 36)
    axes = in_pixels(figure)
    second = palette.WIDEST - MARGIN - width * SCALE
    for (name, image), left in zip(examples.items(), (MARGIN, second), strict=True):
        raster = Raster(axes, image.shape, left, TOP, SCALE, palette.INPUT)
        raster.show(1 - image, 0, 1)
        axes.text(left, TOP - 14, name, color=palette.INPUT_TEXT, weight="bold")
    top = TOP + height * SCALE + GAP
    learnt = (
        (dense, MARGIN, SCALE, f"dense: {dense.size} weights, one a pixel"),
        (kernel, second, height * SCALE // kernel.shape[0], f"shared: {kernel.size} weights for every place"),
    )
    for weights, left, scale, name in learnt:
        raster = Raster(axes, weights.shape, left, top, scale, palette.KERNEL)
        raster.show_signed(weights, float(np.abs(weights).max()))
        axes.text(left, top - 14, name, color=palette.KERNEL_TEXT, weight="bold")
    axes.text(MARGIN, top + height * SCALE + 20, SIGNED, color=palette.KERNEL_TEXT, va="center")
    half, names = width // 2, "; ".join(examples)
    left_part, right_part = (float(np.abs(part).mean()) for part in (dense[:, :half], dense[:, half:]))
    return Picture.still(
        figure,
        f"{names}. Dense weights: mean size {left_part:.3f} in the left half, {right_part:.3f} in the right "
        f"half. Beside them a shared kernel of {kernel.shape[0]} by {kernel.shape[1]}.",
    )
