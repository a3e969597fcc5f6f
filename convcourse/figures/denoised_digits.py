"""Digits, the same with noise, and what several methods make of them: a row for each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, SCALE, GAP, MOST = 190, 18, 9, 12, 8


@palette.house_style
def denoised_digits(rows: Mapping[str, np.ndarray], errors: Mapping[str, float]) -> Picture:
    """Draw the first eight digits of each row.

    Args:
        rows: images of shape (count, height, width, 1), 0 for paper and 1 for ink, by the name of the row; 8 by 8 fits.
        errors: the mean squared error of a row, for those that have one.

    Returns:
        A still picture.
    """
    high, wide = next(iter(rows.values())).shape[1:3]
    step = high * SCALE + GAP
    figure = sheet(palette.WIDEST, TOP + len(rows) * step + 4)
    page = in_pixels(figure)
    for number, (name, images) in enumerate(rows.items()):
        top = TOP + number * step
        for place, image in enumerate(images[:MOST]):
            left = LEFT + place * (wide * SCALE + GAP)
            Raster(page, (high, wide), left, top, SCALE, palette.HAIRLINE).show(1 - image[..., 0], 0, 1)
        middle = top + high * SCALE / 2
        page.text(LEFT - 16, middle - 9, name, weight="bold", ha="right", va="center")
        if name in errors:
            words = f"error {errors[name]:.4f}"
            page.text(LEFT - 16, middle + 11, words, fontsize=palette.SMALL, ha="right", va="center")
    told = [f"{name}, error {errors[name]:.4f}" if name in errors else name for name in rows]
    return Picture.still(figure, f"Eight digits in {len(rows)} rows: {'; '.join(told)}.")
