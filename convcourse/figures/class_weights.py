"""The filters of the last layer: how much each map speaks for and against each class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, SIDE = 92, 44, 15


@palette.house_style
def class_weights(weights: np.ndarray, names: Sequence[str]) -> Picture:
    """Draw one square for each weight from a map to a class.

    Args:
        weights: shape (maps, classes); 48 maps fit.
        names: of the classes.

    Returns:
        A still picture.
    """
    maps, classes = weights.shape
    figure = sheet(palette.WIDEST, TOP + 2 * SIDE * classes + 66)
    page = in_pixels(figure)
    wide = SIDE * maps
    page.text(LEFT, TOP - 18, "kernel of the last layer", color=palette.KERNEL_TEXT, weight="bold", va="baseline")
    key = "red speaks for the class, blue against it"
    page.text(LEFT + wide, TOP - 18, key, ha="right", va="baseline", color=palette.QUIET, fontsize=palette.SMALL)
    raster = Raster(page, (2 * classes, maps), LEFT, TOP, SIDE, palette.KERNEL)
    raster.show_signed(weights.T.repeat(2, axis=0), float(np.abs(weights).max()))
    told = []
    for row, name in enumerate(names):
        y = TOP + 2 * SIDE * (row + 0.5)
        page.text(LEFT - 12, y, name, ha="right", va="center", weight="bold")
        best = int(np.argmax(weights[:, row]))
        x = LEFT + SIDE * (best + 0.5)
        page.plot([x], [y], marker="o", markersize=7, markerfacecolor=palette.PAPER, markeredgecolor=palette.INK)
        told.append(f"{name} map {best}")
    for number in range(0, maps, 4):
        x = LEFT + SIDE * (number + 0.5)
        page.text(x, raster.bottom + 18, str(number), ha="center", va="baseline", fontsize=palette.SMALL)
    words = "number of the map; the ring marks the one that speaks most for the class"
    page.text(LEFT, raster.bottom + 42, words, va="baseline", color=palette.QUIET, fontsize=palette.SMALL)
    return Picture.still(figure, f"Weights of {maps} maps for {classes} classes. Most for: {', '.join(told)}.")
