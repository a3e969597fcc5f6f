"""Paint objects on a textured ground so that only their edges tell what they are."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from convcourse.data.mask_box import box_of
from convcourse.data.textures import smooth_field, texture

CONTRAST = 0.35  # between an object's colour and the ground's, along nine tenths of the edge; black to white is 1.73


def paint(
    random: np.random.Generator, coverages: Sequence[NDArray[np.float32]], size: tuple[int, int], ground: float
) -> NDArray[np.float32]:
    """Paint a textured ground and objects upon it, each in two colours that run into each other and a fine texture.

    Colours tell nothing about an object: it takes its own from the same range as the ground. It can be told by its
    edge, along nine tenths of which its colour differs from what lies beside it.

    Args:
        random: Where the chance comes from.
        coverages: How much of each pixel an object covers, 0 to 1, each of shape (height, width); later ones hide
            earlier ones.
        size: Height and width in pixels.
        ground: How strongly the ground's colours change across the picture, from 0 (one colour) to 1.

    Returns:
        Red, green and blue, shape (height, width, 3); here and there a little below 0 or above 1.
    """
    rows = np.arange(size[0], dtype=np.float32)[:, np.newaxis]
    columns = np.arange(size[1], dtype=np.float32)[np.newaxis]
    image = smooth_field(random, size, (3, 4), channels=3)
    image = np.clip(0.5 + 1.2 * (image - 0.5), 0.05, 0.95)
    if ground < 1:
        image = ground * image + (1 - ground) * random.uniform(0.05, 0.95, size=3).astype(np.float32)
    image += (random.uniform(0.02, 0.08) * texture(random, rows, columns))[..., np.newaxis]
    for coverage in coverages:
        top, left, bottom, right = box_of(coverage > 0)
        part, rows_there, columns_there = image[top:bottom, left:right], rows[top:bottom], columns[:, left:right]
        cover = coverage[top:bottom, left:right, np.newaxis]
        edge = ((cover > 0) & (cover < 1))[..., 0]
        ramp = random.uniform(-0.24, 0.24, size=3) * (smooth_field(random, edge.shape, (3, 3)) - 0.5)
        weave = random.uniform(0.02, 0.10) * texture(random, rows_there, columns_there)
        fill = _contrasting(random, part[edge]) + ramp + weave[..., np.newaxis]
        part += cover * (fill - part)
    return image


def _contrasting(random: np.random.Generator, beside: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a colour by chance that differs enough from the colours beside it, of shape (pixels, 3).

    It must do so along nine tenths of the edge. If none of 24 colours does, it is the one that comes closest.
    """
    colours = random.uniform(0.05, 0.95, size=(24, 3)).astype(np.float32)
    distance = np.linalg.norm(colours[:, np.newaxis] - beside, axis=2)
    contrast = np.sort(distance, axis=1)[:, len(beside) // 10]
    return colours[np.argmax(np.minimum(contrast, CONTRAST))]
