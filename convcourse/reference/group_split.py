"""Hold out some of the pictures, so that nothing is shown on both sides."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def held_out_groups(groups: ArrayLike, part: float, seed: int) -> NDArray[np.bool_]:
    """Return True for the pictures that are held out: whole groups, chosen by chance.

    Args:
        groups: Whole numbers of shape (count,): pictures with the same number show the same thing.
        part: Of the groups, from 0 to 1. Their number is rounded.
        seed: Decides which.

    Raises:
        ValueError: A part outside 0 to 1.

    Source: chapter 18.

    >>> held_out_groups([7, 4, 7, 2, 9], 0.5, seed=0).shape
    (5,)
    """
    if not 0 <= part <= 1:
        raise ValueError(f"expected a part from 0 to 1, came {part}")
    names = np.unique(groups)
    chosen = np.random.default_rng(seed).permutation(names)[: round(part * len(names))]
    return np.isin(groups, chosen)
