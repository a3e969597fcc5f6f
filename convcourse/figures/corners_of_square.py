"""A square that turns: where both edge responses are large, and where the corners are; and the corners of a photo."""

from __future__ import annotations

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

MARGIN, TOP, SCALE, LARGE_SCALE, STEP = 14, 40, 2, 3, 175


@palette.house_style
def corners_of_square(photo: np.ndarray, places: np.ndarray) -> Picture:
    """Draw two attempts at a corner detector on a square, and the places that the better one finds in a photo.

    Args:
        photo: image from 0 to 255, at most 150 wide.
        places: rows and columns of the strongest corners in the photo, shape (count, 2).

    Returns:
        A picture whose parameters are `square` (an image), `product` (the two edge responses multiplied, without their
        sign) and `corners` (the corner strength), each of shape (46, 54) and from 0 up.
    """
    figure = sheet(palette.WIDEST, TOP + photo.shape[0] * SCALE + 16)
    axes = in_pixels(figure)
    rasters = []
    for place, head in enumerate(("input", "across × down", "corner strength")):
        colours = (palette.OUTPUT, palette.OUTPUT_TEXT) if place else (palette.INPUT, palette.INPUT_TEXT)
        rasters.append(Raster(axes, (46, 54), MARGIN + place * STEP, TOP, LARGE_SCALE, colours[0]))
        axes.text(MARGIN + place * STEP, TOP - 12, head, color=colours[1], weight="bold")
    _photo_with_corners(Raster(axes, photo.shape, 545, TOP, SCALE, palette.INPUT), photo, places)
    words = f"{len(places)} strongest corners of a photo"
    axes.text(545, TOP - 12, words, color=palette.OUTPUT_TEXT, weight="bold")

    def draw(square: np.ndarray, product: np.ndarray, corners: np.ndarray) -> str:
        for raster, numbers in zip(rasters, (square, product, corners), strict=True):
            raster.show(numbers, 0, float(numbers.max()))
        lit = [int(np.sum(numbers > numbers.max() / 4)) for numbers in (product, corners)]
        return (
            f"The product of both edge responses is strong at {lit[0]} pixels, the corner strength at {lit[1]}. "
            f"In the photo, circles mark the {len(places)} strongest corners."
        )

    return Picture(figure, draw, moving=[artist for raster in rasters for artist in raster.artists])


def _photo_with_corners(raster: Raster, photo: np.ndarray, places: np.ndarray) -> None:
    """Show a photo with a circle around each place."""
    raster.show(photo)
    down, right = np.asarray(places).T + 0.5
    raster.axes.plot(
        raster.left + raster.scale * right,
        raster.top + raster.scale * down,
        "o",
        markersize=9,
        markerfacecolor="none",
        markeredgecolor=palette.KERNEL,
        markeredgewidth=2,
    )
