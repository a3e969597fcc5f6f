"""Maps that show nothing do not pass without a word."""

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


class EmptyMap(UserWarning):
    """A map is the same everywhere, so it shows nothing."""


def announce_empty(maps: Floats, method: str, reason: str) -> Floats:
    """Return the maps; warn of those that are the same everywhere, and refuse those that are no numbers.

    Args:
        maps: Shape (batch, height, width) or (batch, height, width, channels).
        method: What made them, for the message.
        reason: Why a map of this method can be zero everywhere, and the way out.

    Raises:
        FloatingPointError: A map holds NaN or infinity.
    """
    flat = maps.reshape(len(maps), -1)
    bad = np.flatnonzero(~np.isfinite(flat).all(axis=1))
    if bad.size:
        raise FloatingPointError(f"{method} of image {_listed(bad)}: the map holds NaN or infinity")
    zero = np.flatnonzero((flat == 0).all(axis=1))
    if zero.size:
        message = f"{method} of image {_listed(zero)} is zero everywhere: {reason}"
        warnings.warn(EmptyMap(message), stacklevel=3)
    if flat.shape[1] > 1:
        same = np.setdiff1d(np.flatnonzero((flat == flat[:, :1]).all(axis=1)), zero)
        if same.size:
            message = f"{method} of image {_listed(same)} is the same everywhere, so it tells no pixel from another"
            warnings.warn(EmptyMap(message), stacklevel=3)
    return maps


def _listed(places: NDArray[np.integer[Any]]) -> str:
    shown = ", ".join(map(str, places[:5]))
    return shown if len(places) <= 5 else f"{shown} and {len(places) - 5} more"
