"""From a gradient with a number for each channel of a pixel to one number a pixel."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]
CHANNELS = ("max", "mean", "sum", "all")


def reduce_channels(gradient: ArrayLike, channels: str) -> Floats:
    """Bring a gradient to one number a pixel.

    Args:
        gradient: Shape (batch, height, width, channels).
        channels: "max": the greatest size among the channels, without its sign. "mean": the mean size. "sum": the sum,
            with signs. "all": nothing is done.

    Returns:
        Shape (batch, height, width), or that of the gradient for "all".

    Raises:
        ValueError: There is no such way.

    Source: Simonyan, Vedaldi and Zisserman (2014), section 3.1, for "max"; chapter 16.

    >>> pixel = [[[[3.0, -5.0, 1.0]]]]
    >>> [reduce_channels(pixel, way).tolist() for way in ("max", "mean", "sum")]
    [[[[5.0]]], [[[3.0]]], [[[-1.0]]]]
    """
    array: Floats = np.asarray(gradient)
    if channels == "all":
        return array
    if channels == "max":
        return np.abs(array).max(axis=-1)
    if channels == "mean":
        return np.abs(array).mean(axis=-1)
    if channels == "sum":
        return array.sum(axis=-1)
    raise ValueError(f"expected channels to be one of {', '.join(map(repr, CHANNELS))}; came {channels!r}")
