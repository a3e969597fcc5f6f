"""Pooling: the largest or the mean value of each window, channel by channel."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, Sizes, as_sizes
from convcourse.reference.sliding_windows import windows
from convcourse.reference.volumes import as_images, pad_images
from convcourse.reference.window_geometry import Geometry, Padding, geometry


def max_pool(images: ArrayLike, size: Sizes = 2, *, stride: Sizes | None = None, padding: Padding = "valid") -> Floats:
    """Return the largest value of every window.

    Args:
        images: Shape (batch, *size, channels).
        size: Height and width of the window; one number stands for all axes.
        stride: Steps of the window; the size of the window unless given, so that windows do not overlap.
        padding: As in `output_size`. Padded places never win.

    Returns:
        Shape (batch, *output size, channels).

    Raises:
        ValueError: The window does not fit, or could lie on padding alone.

    Source: chapter 05.

    >>> max_pool(np.array([[6, 8], [3, 5]]).reshape(1, 2, 2, 1)).tolist()
    [[[[8.0]]]]
    """
    images, found = pool_arguments(images, size, stride, padding)
    view = windows(pad_images(images, found, -np.inf), found)
    return view.max(axis=_kernel_axes(found))


def average_pool(
    images: ArrayLike,
    size: Sizes = 2,
    *,
    stride: Sizes | None = None,
    padding: Padding = "valid",
    count_padding: bool = False,
) -> Floats:
    """Return the mean value of every window.

    Args:
        images, size, stride, padding: As in `max_pool`.
        count_padding: Divide by the size of the window everywhere, as if padding were zeros of the image. Otherwise
            divide by the number of the image's own values under the window, as Keras does.

    Returns:
        Shape (batch, *output size, channels).

    Source: chapter 05.

    >>> average_pool(np.array([[6, 8], [3, 5]]).reshape(1, 2, 2, 1)).tolist()
    [[[[5.5]]]]
    """
    images, found = pool_arguments(images, size, stride, padding)
    totals = windows(pad_images(images, found), found).sum(axis=_kernel_axes(found))
    return totals / window_counts(images, found, count_padding)


def max_pool_by_loops(
    images: ArrayLike, size: Sizes = 2, *, stride: Sizes | None = None, padding: Padding = "valid"
) -> Floats:
    """Return the largest value of every window, one window at a time; otherwise as `max_pool`.

    >>> max_pool_by_loops(np.array([[6, 8], [3, 5]]).reshape(1, 2, 2, 1)).tolist()
    [[[[8.0]]]]
    """
    return _pool_by_loops(images, size, stride, padding, np.nanmax)


def average_pool_by_loops(
    images: ArrayLike, size: Sizes = 2, *, stride: Sizes | None = None, padding: Padding = "valid"
) -> Floats:
    """Return the mean of the image's own values in every window, one window at a time; otherwise as `average_pool`.

    >>> average_pool_by_loops(np.array([[6, 8], [3, 5]]).reshape(1, 2, 2, 1)).tolist()
    [[[[5.5]]]]
    """
    return _pool_by_loops(images, size, stride, padding, np.nanmean)


def global_average_pool(images: ArrayLike) -> Floats:
    """Return the mean of every channel over all places.

    Args:
        images: Shape (batch, *size, channels).

    Returns:
        Shape (batch, channels).

    >>> global_average_pool([[[1, 10], [3, 30]]])
    array([[ 2., 20.]])
    """
    images = as_images(images, max(np.ndim(images) - 2, 1))
    return images.mean(axis=tuple(range(1, images.ndim - 1)))


def pool_arguments(images: ArrayLike, size: Sizes, stride: Sizes | None, padding: Padding) -> tuple[Floats, Geometry]:
    """Return images as an array, and where the window stands.

    Raises:
        ValueError: The window does not fit, or could lie on padding alone.
    """
    axes = max(np.ndim(images) - 2, 1)
    images = as_images(images, axes)
    size = as_sizes(size, axes, "size")
    found = geometry(images.shape[1:-1], size, stride=size if stride is None else stride, padding=padding)
    if any(max(pads) >= taps for pads, taps in zip(found.pads, size, strict=True)):
        raise ValueError(f"expected padding smaller than the window {size}, came {found.pads}")
    return images, found


def window_counts(images: Floats, found: Geometry, count_padding: bool) -> Floats:
    """Return by what each window's sum is divided, in shape (1, *output size, 1)."""
    if count_padding:
        return np.full((1, *found.output, 1), np.prod(found.kernel), images.dtype)
    ones = np.ones((1, *images.shape[1:-1], 1), images.dtype)
    return windows(pad_images(ones, found), found).sum(axis=_kernel_axes(found))


def _pool_by_loops(
    images: ArrayLike, size: Sizes, stride: Sizes | None, padding: Padding, summary: Callable[..., Floats]
) -> Floats:
    """Summarise one window after the other; padding is nan, which the summary leaves out."""
    images, found = pool_arguments(images, size, stride, padding)
    view = windows(pad_images(images, found, np.nan), found)
    result = np.zeros((len(images), *found.output, images.shape[-1]), images.dtype)
    for place in np.ndindex(len(images), *found.output):
        for channel in range(images.shape[-1]):
            result[(*place, channel)] = summary(view[place][..., channel])
    return result


def _kernel_axes(found: Geometry) -> tuple[int, ...]:
    """Return the axes of `windows` that run through one window."""
    axes = len(found.kernel)
    return tuple(range(axes + 1, 2 * axes + 1))
