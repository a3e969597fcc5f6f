"""Digits that a network reads wrongly, with what it said and what was meant."""

from __future__ import annotations

import numpy as np

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.numbers import listed
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

SCALE, GAP, TOP, MOST = 10, 22, 46, 8


@palette.house_style
def misread_digits(images: np.ndarray, labels: np.ndarray, answers: np.ndarray) -> Picture:
    """Draw the first eight of the misread digits.

    Args:
        images: shape (count, height, width, 1), from 0 to 1; 8 by 8 fits.
        labels: what was meant, shape (count,).
        answers: what the network said, shape (count,).

    Returns:
        A still picture.
    """
    wrong = np.flatnonzero(labels != answers)
    high, wide = images.shape[1] * SCALE, images.shape[2] * SCALE
    figure = sheet(palette.WIDEST, TOP + high + 66)
    page = in_pixels(figure)
    count = f"{len(wrong)} of {len(labels)} held-out digits are misread"
    page.text(16, 20, f"{count}{f', here the first {MOST}' if len(wrong) > MOST else ''}", weight="bold", va="center")
    told = []
    for column, place in enumerate(wrong[:MOST]):
        left = 18 + column * (wide + GAP)
        image = images[place, ..., 0]
        Raster(page, image.shape, left, TOP, SCALE, palette.INPUT).show(1 - image, 0, 1)
        write(page, left, TOP + high + 22, f"is {labels[place]}", va="center", color=palette.INPUT_TEXT)
        write(page, left, TOP + high + 44, f"read as {answers[place]}", va="center", color=palette.OUTPUT_TEXT)
        told.append(f"a {labels[place]} read as {answers[place]}")
    return Picture.still(figure, f"{count}: {listed(told)}." if told else f"{count}.")
