"""Anchors: boxes of a few fixed sizes, laid over an image at regular places."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def anchor_boxes(grid: tuple[int, int], stride: int, sizes: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """Lay boxes of all sizes around the middle of every cell of a grid.

    Args:
        grid: Rows and columns of the feature map.
        stride: Pixels of the image from one place of the map to the next.
        sizes: Height and width of each kind of anchor, in pixels.

    Returns:
        Shape (rows * columns * sizes, 4): top, left, bottom, right. Row by row of the map, and at each place size by
        size, as a network's output of shape (rows, columns, sizes * numbers) is reshaped. Anchors may reach beyond
        the image.

    Raises:
        ValueError: Sizes that are no pairs.

    Source: Ren, He, Girshick and Sun 2015.

    >>> anchor_boxes((1, 2), 8, [(6, 4), (2, 10)]).tolist()
    [[1.0, 2.0, 7.0, 6.0], [3.0, -1.0, 5.0, 9.0], [1.0, 10.0, 7.0, 14.0], [3.0, 7.0, 5.0, 17.0]]
    """
    halves = np.asarray(sizes, dtype=float) / 2
    if halves.ndim != 2 or halves.shape[1] != 2:
        raise ValueError(f"expected sizes as pairs of height and width, came shape {halves.shape}")
    places = np.moveaxis(np.indices(grid), 0, -1)
    centres = ((places + 0.5) * stride)[:, :, np.newaxis]
    return np.concatenate([centres - halves, centres + halves], axis=-1).reshape(-1, 4)
