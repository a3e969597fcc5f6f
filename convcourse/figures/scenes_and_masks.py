"""A few scenes with their true masks, and the masks that several methods give: a row for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from convcourse.figures import palette
from convcourse.figures.class_colours import coloured, name_classes
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, GAP, COLUMN, MOST = 130, 18, 14, 143, 5


@palette.house_style
def scenes_and_masks(images: np.ndarray, masks: Mapping[str, np.ndarray], names: Sequence[str]) -> Picture:
    """Draw the first five scenes, and under each its masks.

    Args:
        images: shape (count, height, width, 3), from 0 to 1.
        masks: labels of shape (count, height, width), by the name of the row.
        names: of the classes, in the order of their labels.

    Returns:
        A still picture.
    """
    high, wide = images.shape[1:3]
    scale = max(1, (COLUMN - GAP) // wide)
    step = high * scale + GAP
    figure = sheet(palette.WIDEST, TOP + (len(masks) + 1) * step + 32)
    page = in_pixels(figure)
    rows = {"scene": np.clip(255 * images[:MOST], 0, 255)}
    rows |= {name: coloured(each[:MOST]) for name, each in masks.items()}
    for number, (name, pictures) in enumerate(rows.items()):
        top = TOP + number * step
        page.text(LEFT - 14, top + high * scale / 2, name, weight="bold", ha="right", va="center")
        for place, picture in enumerate(pictures):
            left = LEFT + place * (wide * scale + GAP)
            Raster(page, (high, wide), left, top, scale, palette.HAIRLINE).show(picture)
    name_classes(page, names, LEFT, TOP + len(rows) * step + 10, 118)
    told = [_share(name, mask[:MOST]) for name, mask in masks.items()]
    return Picture.still(figure, f"{len(images[:MOST])} scenes in {len(rows)} rows: scene; {'; '.join(told)}.")


def _share(name: str, labels: np.ndarray) -> str:
    return f"{name}, {np.mean(labels > 0):.0%} of whose pixels belong to objects"
