"""A picture and a moved copy of it, with the response of one kernel to each: the response moves along."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.matches import fill_with_matches
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

TOP, SCALE, SIDE, STEP = 40, 24, 31, 264


@palette.house_style
def moved_picture(pictures: Mapping[str, np.ndarray], matches: Mapping[str, np.ndarray]) -> Picture:
    """Draw each picture, its match with one piece, and the largest match.

    Args:
        pictures: 9 by 9 each, 1 for ink and 0 for paper, by name.
        matches: 7 by 7 each, under the same names.

    Returns:
        A still picture.
    """
    figure = sheet(760, TOP + STEP * len(pictures) - 16)
    axes = in_pixels(figure)
    told = []
    key = "white: 0 or less; a number: above 0.5"
    axes.text(320, TOP + STEP * len(pictures) - 30, key, color=palette.QUIET, fontsize=palette.SMALL, va="center")
    for line, (name, pixels) in enumerate(pictures.items()):
        top, match = TOP + line * STEP, matches[name]
        raster = Raster(axes, pixels.shape, 16, top, SCALE, palette.INPUT)
        raster.show(1 - pixels, 0, 1)
        axes.text(16, top - 12, f"input: {name}", color=palette.INPUT_TEXT, weight="bold")
        result = Matrix(axes, match.shape, boxes.OUTPUT, 318, top, SIDE, 9)
        fill_with_matches(result, match)
        axes.text(320, top - 12, "match of the crossing", color=palette.OUTPUT_TEXT, weight="bold")
        row, column = (int(index) for index in np.unravel_index(int(np.argmax(match)), match.shape))
        boxes.outline(axes, result.left + column * SIDE, top + row * SIDE, SIDE, SIDE)
        for left, right in ((raster.right + 14, result.left - 14), (result.right + 14, result.right + 58)):
            arrow = boxes.arrow(axes, palette.INK)
            arrow.set_positions((left, top + 108), (right, top + 108))
        for words, down in ((f"maximum {in_words(float(match.max()))}", 98), (f"at row {row}, column {column}", 120)):
            axes.text(result.right + 68, top + down, words, va="center", weight="bold" if down < 100 else "normal")
        told.append(f"{name}: the largest match is {in_words(float(match.max()))}, at row {row}, column {column}")
    return Picture.still(figure, "The same X twice. " + "; ".join(told) + ".")
