"""Dropout, in the form that leaves the network in use as it is."""

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats


def dropout(values: ArrayLike, rate: float, draws: ArrayLike, *, training: bool = True) -> Floats:
    """Silence a part of the numbers, and make the others larger, so that the mean stays ("inverted" dropout).

    Args:
        values: Any shape.
        rate: The part to be silenced, from 0 to under 1.
        draws: Random numbers from 0 to 1, of the same shape; those below the rate silence.
        training: In use, nothing happens.

    Returns:
        Array of the same shape.

    Raises:
        ValueError: A rate outside 0 to 1, or draws of another shape.

    Source: Srivastava and others (2014); chapter 08.

    >>> dropout([6, 3, 9, 12], 0.25, [0.9, 0.1, 0.3, 0.7]).tolist()
    [8.0, 0.0, 12.0, 16.0]
    """
    values, draws = as_floats(values, "values"), as_floats(draws, "draws")
    if not 0 <= rate < 1:
        raise ValueError(f"expected a rate from 0 to under 1, came {rate}")
    if values.shape != draws.shape:
        raise ValueError(f"expected one draw for each value, shape {values.shape}, came {draws.shape}")
    return np.where(draws >= rate, values / (1 - rate), 0.0) if training else values.copy()
