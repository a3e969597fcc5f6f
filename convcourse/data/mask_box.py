"""The smallest box around a mask."""

import numpy as np
from numpy.typing import NDArray


def box_of(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Return the smallest box around the True pixels of a mask: top, left, bottom, right, the last two exclusive.

    Raises:
        ValueError: No pixel is True.

    >>> box_of(np.array([[0, 0, 0], [0, 1, 1]], dtype=bool))
    (1, 1, 2, 3)
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        raise ValueError(f"expected a mask with at least one True pixel, came none in {mask.shape}")
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1
