"""Several small pictures of letters, each with how well the whole letter and how well its pieces match."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse.figures import palette
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster
from convcourse.reference.correlation_2d import correlate2d

LEFT, TOP, SCALE = 146, 36, 11


@palette.house_style
def x_scores(pictures: Mapping[str, np.ndarray], pieces: Mapping[str, np.ndarray]) -> Picture:
    """Draw letters in a row, with a table of scores below: of the whole picture, and of each piece at its best place.

    Args:
        pictures: 9 by 9 each, 1 for ink and 0 for paper, by name; all are compared with the first.
        pieces: 3 by 3 each, 1 for ink and -1 for paper, by name.

    Returns:
        A still picture.
    """
    scores = scores_of(pictures, pieces)
    figure = sheet(palette.WIDEST, TOP + 9 * SCALE + 20 + 30 * len(scores) + 8)
    axes = in_pixels(figure)
    step = (palette.WIDEST - LEFT - 14 - 9 * SCALE) // (len(pictures) - 1)
    told = []
    for place, (name, pixels) in enumerate(pictures.items()):
        raster = Raster(axes, pixels.shape, LEFT + place * step, TOP, SCALE, palette.INPUT)
        raster.show(1 - pixels, 0, 1)
        centre = raster.left + raster.width / 2
        axes.text(centre, TOP - 12, name, ha="center", color=palette.INPUT_TEXT, weight="bold")
        for line, row in enumerate(scores.values()):
            y = raster.bottom + 26 + 30 * line
            weight = "bold" if row[name] > 0.99 else "normal"
            axes.text(centre, y, in_words(row[name]), ha="center", va="center", fontsize=palette.LARGE, weight=weight)
        told.append(f"{name}: " + ", ".join(f"{score} {in_words(row[name])}" for score, row in scores.items()))
    for line, score in enumerate(scores):
        y = TOP + 9 * SCALE + 26 + 30 * line
        axes.text(14, y, score, va="center", color=palette.OUTPUT_TEXT, weight="bold")
    return Picture.still(figure, "Small pictures of letters and their scores. " + "; ".join(told) + ".")


def scores_of(pictures: Mapping[str, np.ndarray], pieces: Mapping[str, np.ndarray]) -> dict[str, dict[str, float]]:
    """Compare each picture with the first one as a whole, and with each piece at the place where it matches best.

    Returns:
        A row of scores from -1 to 1 for "whole X" and for each piece, with one score a picture.
    """
    signed = {name: 2.0 * picture - 1 for name, picture in pictures.items()}
    model = next(iter(signed.values()))
    rows = {"whole X": {name: float(np.mean(picture * model)) for name, picture in signed.items()}}
    for piece, kernel in pieces.items():
        best = {name: float(correlate2d(picture, kernel).max()) / kernel.size for name, picture in signed.items()}
        rows[piece] = best
    return rows
