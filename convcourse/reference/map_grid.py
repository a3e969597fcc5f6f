"""All maps of a layer, side by side in one picture."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def map_grid(maps: ArrayLike, columns: int) -> NDArray[np.float64]:
    """Lay out the maps of a layer in rows, each divided by its own largest number.

    Args:
        maps: What a layer with ReLU gives for one image, shape (height, width, channels), 0 or more.
        columns: Maps in a row. The last row may have fewer; its rest is 0.

    Returns:
        Shape (rows * height, columns * width), from 0 to 1. A map that is 0 everywhere stays so.

    Source: chapter 15.

    >>> map_grid([[[1, 4, 0], [2, 1, 5]]], 2).tolist()
    [[0.5, 1.0, 1.0, 0.25], [0.0, 1.0, 0.0, 0.0]]
    """
    array = np.asarray(maps, dtype=float)
    height, width, channels = array.shape
    largest = array.max(axis=(0, 1))
    rows = -(-channels // columns)
    tiles = np.zeros((rows * columns, height, width))
    tiles[:channels] = np.moveaxis(array / np.where(largest > 0, largest, 1), -1, 0)
    return tiles.reshape(rows, columns, height, width).swapaxes(1, 2).reshape(rows * height, columns * width)
