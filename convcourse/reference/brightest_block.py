"""The block of a map that holds most of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def brightest_block(heat: ArrayLike, size: tuple[int, int]) -> list[int]:
    """Return where the block with the largest sum begins.

    Sums of blocks are differences of sums from the corner, so that each takes four numbers, however large it is.

    Args:
        heat: Shape (height, width).
        size: Height and width of the block.

    Returns:
        Its first row and its first column; of equally bright ones the first, row by row.

    Raises:
        ValueError: The block does not fit into the map.

    Source: chapter 16; the table of sums is that of Crow (1984).

    >>> brightest_block([[0, 1, 2, 0], [3, 0, 4, 5]], (2, 2))
    [0, 2]
    """
    array = np.asarray(heat, float)
    if array.ndim != 2 or not all(1 <= side <= room for side, room in zip(size, array.shape, strict=True)):
        raise ValueError(f"expected a block of 1 by 1 to the size of the map, {array.shape}, came {size}")
    height, width = size
    sums = np.pad(array.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    blocks = sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width] + sums[:-height, :-width]
    top, left = np.unravel_index(blocks.round(9).argmax(), blocks.shape)
    return [int(top), int(left)]
