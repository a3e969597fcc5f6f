"""Small pictures in rows, enlarged pixel by pixel: filters, patches, and what is drawn from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from convcourse.figures import palette
from convcourse.figures.boxes_on_image import as_bytes
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, GAP, HEADLINE, CAPTION = 16, 34, 12, 38, 22


@palette.house_style
def filter_gallery(
    rows: Mapping[str, Sequence[np.ndarray]],
    captions: Mapping[str, Sequence[str]] | None = None,
    *,
    side: int | Sequence[int] = 88,
) -> Picture:
    """Draw rows of small pictures.

    Args:
        rows: for each headline its pictures, of shape (height, width, 3) or (height, width), from 0 to 1.
        captions: for some of the headlines a few letters below each picture.
        side: pixels of the sheet that a picture may take, or one such number a row; it is enlarged by a whole number.

    Returns:
        A still picture.

    Raises:
        ValueError: A row is wider than the sheet, or a picture larger than its place.
    """
    captions = captions or {}
    sides = dict(zip(rows, [side] * len(rows) if isinstance(side, int) else side, strict=True))
    rooms = {name: _room(each, sides[name]) for name, each in rows.items()}
    widest = max(len(each) * (rooms[name][1] + GAP) - GAP for name, each in rows.items())
    if widest > palette.WIDEST - 2 * LEFT:
        raise ValueError(f"expected rows of at most {palette.WIDEST - 2 * LEFT} pixels, came one of {widest}")
    heights = {name: room[0] + HEADLINE + CAPTION * (name in captions) for name, room in rooms.items()}
    figure = sheet(palette.WIDEST, TOP + sum(heights.values()) - 8)
    page = in_pixels(figure)
    top, told = TOP, []
    for name, pictures in rows.items():
        words = captions.get(name, [""] * len(pictures))
        page.text(LEFT, top - 12, name, weight="bold", va="baseline", color=palette.INPUT_TEXT)
        for place, (picture, caption) in enumerate(zip(pictures, words, strict=True)):
            _place(page, picture, LEFT + place * (rooms[name][1] + GAP), top, sides[name], caption)
        top += heights[name]
        told.append(f"{name}: {len(pictures)} pictures" + (f" ({', '.join(words)})" if name in captions else ""))
    return Picture.still(figure, "; ".join(told) + ".")


def _place(page: Axes, picture: np.ndarray, left: int, top: int, side: int, caption: str) -> None:
    """Draw one picture, as large as its place allows, with its caption below."""
    raster = Raster(page, picture.shape[:2], left, top, side // max(picture.shape[:2]), palette.HAIRLINE)
    raster.show(as_bytes(picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)))
    style = {"ha": "center", "va": "baseline", "fontsize": palette.SMALL}
    write(page, left + raster.width / 2, raster.bottom + 18, caption, **style)


def _room(pictures: Sequence[np.ndarray], side: int) -> tuple[int, int]:
    """Return the height and width that the largest picture of a row takes on the sheet."""
    largest = max(max(each.shape[:2]) for each in pictures)
    if largest > side:
        raise ValueError(f"expected pictures of at most {side} pixels, came one of {largest}")
    drawn = [(side // max(each.shape[:2])) * np.array(each.shape[:2]) for each in pictures]
    height, width = np.max(drawn, axis=0)
    return int(height), int(width)
