"""A kernel with holes, along one axis: what it computes, and which pixels a stack of such kernels reaches."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.reference.arguments import as_sizes


def dilated_correlate1d(signal: ArrayLike, kernel: ArrayLike, dilation: int = 1) -> NDArray[np.float64]:
    """Slide a kernel along a signal that takes only every so many-th reading: neighbouring taps are `dilation` apart.

    Args:
        signal: Shape (length,).
        kernel: Shape (taps,); it is not flipped.
        dilation: Readings from one tap to the next; 1 leaves no holes.

    Returns:
        Shape (length - dilation * (taps - 1),): only where the whole kernel fits.

    Raises:
        ValueError: An array has not one axis, the dilation is below 1, or the spread kernel is longer than the signal.

    Source: chapter 09.

    >>> dilated_correlate1d([1, 2, 0, 3, 1, 4], [1, 2, -1], dilation=2)
    array([0., 4.])
    """
    values, weights = np.asarray(signal, dtype=float), np.asarray(kernel, dtype=float)
    if values.ndim != 1 or weights.ndim != 1 or not weights.size:
        raise ValueError(f"expected a signal and a kernel of one axis, came shapes {values.shape} and {weights.shape}")
    (step,) = as_sizes(dilation, 1, "dilation")
    length = len(values) - step * (len(weights) - 1)
    if length < 1:
        span = step * (len(weights) - 1) + 1
        raise ValueError(f"the spread kernel spans {span} readings, the signal has {len(values)}")
    return sum((weight * values[tap * step :][:length] for tap, weight in enumerate(weights)), np.zeros(length))


def ways_to_pixels(layers: Iterable[tuple[int, int]]) -> NDArray[np.int64]:
    """Count on how many ways through a stack of stride 1 a unit sees each pixel of its field, along one axis.

    Args:
        layers: Each (kernel, dilation).

    Returns:
        One count for each pixel of the field, first to last; 0 is a hole. All together they are the product of the
        kernels.

    Source: chapter 09; Yu and Koltun (2016).

    >>> ways_to_pixels([(3, 2), (2, 3)])
    array([1, 0, 1, 1, 1, 1, 0, 1])
    """
    ways = np.ones(1, dtype=int)
    for number, (kernel, dilation) in enumerate(layers, 1):
        (count,) = as_sizes(kernel, 1, f"kernel of layer {number}")
        (step,) = as_sizes(dilation, 1, f"dilation of layer {number}")
        taps = np.zeros(step * (count - 1) + 1, dtype=int)
        taps[::step] = 1
        ways = np.convolve(ways, taps)
    return ways
