"""Where the gradient of a pooled value goes."""

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, Sizes
from convcourse.reference.pooling import pool_arguments, window_counts
from convcourse.reference.sliding_windows import windows
from convcourse.reference.volumes import agree_on_places, as_images, pad_images
from convcourse.reference.window_geometry import Geometry, Padding, taps


def max_pool_gradient(
    output_gradient: ArrayLike,
    images: ArrayLike,
    size: Sizes = 2,
    *,
    stride: Sizes | None = None,
    padding: Padding = "valid",
) -> Floats:
    """Send each gradient to the value that won its window; a value that won several windows collects from each.

    Of equal largest values, the first in row-major order wins: the highest row, and in it the leftmost.

    Args:
        output_gradient: Shape (batch, *output size, channels).
        images: Shape (batch, *size, channels), what was pooled.
        size, stride, padding: Those of the pooling.

    Returns:
        Shape (batch, *size, channels).

    Raises:
        ValueError: The gradient does not have the shape of this pooling's output.

    Source: chapter 06.

    >>> max_pool_gradient([[[7], [5]]], [[[1], [3], [3]]], 2, stride=1)[0, :, 0]
    array([ 0., 12.,  0.])
    """
    images, found = pool_arguments(images, size, stride, padding)
    maps = as_images(output_gradient, images.ndim - 2, "output gradient")
    agree_on_places(maps, found, images.shape[-1])
    view = windows(pad_images(images, found, -np.inf), found)
    winners = view.reshape(*view.shape[: maps.ndim - 1], -1, images.shape[-1]).argmax(axis=-2)
    shares = [maps * (winners == number) for number in range(int(np.prod(found.kernel)))]
    return _add_back(shares, images, found)


def average_pool_gradient(
    output_gradient: ArrayLike,
    images: ArrayLike,
    size: Sizes = 2,
    *,
    stride: Sizes | None = None,
    padding: Padding = "valid",
    count_padding: bool = False,
) -> Floats:
    """Share each gradient out in equal parts among the values of its window.

    Args:
        output_gradient: Shape (batch, *output size, channels).
        images: Shape (batch, *size, channels), what was pooled; only its shape matters.
        size, stride, padding, count_padding: Those of the pooling.

    Returns:
        Shape (batch, *size, channels).

    Raises:
        ValueError: The gradient does not have the shape of this pooling's output.

    Source: chapter 06.

    >>> average_pool_gradient([[[7], [5]]], [[[1], [3], [3]]], 2, stride=1)[0, :, 0]
    array([3.5, 6. , 2.5])
    """
    images, found = pool_arguments(images, size, stride, padding)
    maps = as_images(output_gradient, images.ndim - 2, "output gradient")
    agree_on_places(maps, found, images.shape[-1])
    share = maps / window_counts(images, found, count_padding)
    return _add_back([share] * int(np.prod(found.kernel)), images, found)


def _add_back(shares: list[Floats], images: Floats, found: Geometry) -> Floats:
    """Add the share of every tap of the window to the inputs that the tap met.

    Args:
        shares: For each tap in row-major order an array of shape (batch, *output size, channels).
    """
    size = images.shape[1:-1]
    room = [before + i + after for i, (before, after) in zip(size, found.pads, strict=True)]
    padded = np.zeros((len(images), *room, images.shape[-1]), np.result_type(images, shares[0]))
    for (_, places), share in zip(taps(found), shares, strict=True):
        padded[(slice(None), *places)] += share
    inside = tuple(slice(before, before + i) for i, (before, _) in zip(size, found.pads, strict=True))
    return padded[(slice(None), *inside)].copy()
