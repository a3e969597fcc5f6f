"""Small pictures in a row, with a line or two below each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, HEIGHT = 20, 20, 96


@palette.house_style
def captioned_pictures(images: Sequence[np.ndarray], captions: Sequence[str]) -> Picture:
    """Draw pictures side by side, all equally high.

    Args:
        images: each of shape (height, width), from 0 (paper) to 1 (ink), or (height, width, 3), red, green and blue
            from 0 to 1; up to eight fit.
        captions: one a picture; a line break makes a second line.

    Returns:
        A still picture.

    Raises:
        ValueError: More pictures than fit, or another number of captions.
    """
    if not 0 < len(images) <= 8 or len(captions) != len(images):
        raise ValueError(f"expected 1 to 8 pictures with a caption each, came {len(images)} and {len(captions)}")
    figure = sheet(palette.WIDEST, TOP + HEIGHT + 62)
    page = in_pixels(figure)
    wide = (palette.WIDEST - 2 * LEFT) / len(images)
    for place, (image, caption) in enumerate(zip(images, captions, strict=True)):
        left, scale = round(LEFT + place * wide), HEIGHT // len(image)
        pixels = 255 * np.asarray(image, float)
        frame = Raster(page, image.shape[:2], left + 4, TOP, scale, palette.INPUT)
        frame.show(np.clip(pixels, 0, 255) if pixels.ndim == 3 else 255 - pixels)
        for line, words in enumerate(caption.split("\n")):
            ink = palette.QUIET if line else palette.INPUT_TEXT
            write(page, left + 2, TOP + HEIGHT + 22 + 20 * line, words, va="baseline", color=ink)
    return Picture.still(figure, "; ".join(caption.replace("\n", ": ") for caption in captions) + ".")
