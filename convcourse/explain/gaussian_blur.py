"""Blur images with a bell curve, down and across."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]


def gaussian_blur(images: ArrayLike, deviation: float) -> Floats:
    """Return images in which each pixel is a mean of its neighbours, weighted by a bell curve.

    The border is mirrored, so that an image of one colour stays as it is.

    Args:
        images: Shape (batch, height, width, channels).
        deviation: Standard deviation of the bell curve in pixels; 0 leaves the images as they are.

    Raises:
        ValueError: The deviation is negative.

    Source: chapter 02.

    >>> gaussian_blur([[[[0.0]], [[1.0]], [[0.0]]]], 0.5).round(2).ravel()
    array([0.11, 0.79, 0.11])
    """
    if not deviation >= 0:
        raise ValueError(f"expected a deviation of 0 or more, came {deviation}")
    array: NDArray[Any] = np.asarray(images)
    blurred: Floats = array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float32)
    if deviation == 0:
        return blurred
    reach = max(1, round(4 * deviation))
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * deviation**2))
    weights = (weights / weights.sum()).astype(blurred.dtype)
    for axis in (1, 2):
        pads = [(reach, reach) if each == axis else (0, 0) for each in range(blurred.ndim)]
        padded = np.pad(blurred, pads, mode="symmetric")
        size = blurred.shape[axis]
        blurred = np.zeros_like(blurred)
        for first, weight in enumerate(weights):
            blurred += weight * np.take(padded, np.arange(first, first + size), axis=axis)
    return blurred
