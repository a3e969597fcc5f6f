"""The convolution of a network layer: a correlation over all channels, for every filter, plus a bias."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, Sizes, as_floats
from convcourse.reference.sliding_windows import windows
from convcourse.reference.volumes import agree_on_channels, as_images, as_kernel, pad_images
from convcourse.reference.window_geometry import Geometry, Padding, geometry

TABLE_VALUES = 2**19  # numbers in one table of windows: two megabytes of float32


def convolution_by_loops(
    images: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: Sizes = 1,
    padding: Padding = 0,
    dilation: Sizes = 1,
    groups: int = 1,
) -> Floats:
    """Slide every filter over every image, one window at a time. The kernel is not flipped.

    result[n, place, f] = bias[f] + sum over taps and channels of kernel[tap, channel, f] * window[tap, channel]

    Args:
        images: Shape (batch, *size, channels); size is (height, width) or any other number of axes.
        kernel: Shape (*kernel size, channels / groups, filters).
        bias: Shape (filters,), or None for no bias.
        stride, padding, dilation: One number, or one for each axis; `output_size` explains them.
        groups: Parts into which channels and filters are divided; a filter sees its own part of the channels only.

    Returns:
        Shape (batch, *output size, filters).

    Raises:
        ValueError: Shapes that do not agree; the message says which.

    Source: chapter 03.

    >>> images = np.arange(12).reshape(1, 3, 4, 1)
    >>> convolution_by_loops(images, np.ones((2, 2, 1, 1)), [100], stride=(1, 2))[0, :, :, 0]
    array([[110., 118.],
           [126., 134.]])
    """
    images, kernel, bias, found = _arguments(images, kernel, bias, stride, padding, dilation, groups)
    view = windows(pad_images(images, found), found)
    filters = kernel.shape[-1]
    each = images.shape[-1] // groups
    result = np.zeros((len(images), *found.output, filters), np.result_type(images, kernel))
    for place in np.ndindex(len(images), *found.output):
        for f in range(filters):
            group = f * groups // filters
            window = view[place][..., group * each : (group + 1) * each]
            result[(*place, f)] = np.sum(window * kernel[..., f]) + bias[f]
    return result


def convolution(
    images: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: Sizes = 1,
    padding: Padding = 0,
    dilation: Sizes = 1,
    groups: int = 1,
) -> Floats:
    """Slide every filter over every image: all windows as rows of a matrix (im2col), times the filters as columns.

    Args, result and errors are those of `convolution_by_loops`.

    >>> images = np.arange(12).reshape(1, 3, 4, 1)
    >>> convolution(images, np.ones((2, 2, 1, 1)), [100], stride=(1, 2))[0, :, :, 0]
    array([[110., 118.],
           [126., 134.]])
    """
    images, kernel, bias, found = _arguments(images, kernel, bias, stride, padding, dilation, groups)
    view = windows(pad_images(images, found), found)
    result = np.empty((len(images), *found.output, kernel.shape[-1]), np.result_type(images, kernel))
    each, width = images.shape[-1] // groups, kernel.shape[-1] // groups
    for group in range(groups):
        seen, made = slice(group * each, (group + 1) * each), slice(group * width, (group + 1) * width)
        columns = kernel[..., made].reshape(-1, width)
        for stripe in _stripes(view):
            rows = view[stripe][..., seen].reshape(-1, len(columns))
            maps = result[stripe][..., made]
            maps[:] = (rows @ columns).reshape(maps.shape)
    return result + bias


def _stripes(view: Floats) -> Iterator[tuple[slice, slice]]:
    """Give parts of the windows, some images or some rows of one image, whose table fits the processor's cache."""
    images, rows = view.shape[:2]
    values_in_a_row = view[0, 0].size
    rows_at_once = max(1, min(rows, TABLE_VALUES // values_in_a_row))
    images_at_once = max(1, TABLE_VALUES // (values_in_a_row * rows))
    for image in range(0, images, images_at_once):
        for row in range(0, rows, rows_at_once):
            yield slice(image, image + images_at_once), slice(row, row + rows_at_once)


def _arguments(
    images: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None,
    stride: Sizes,
    padding: Padding,
    dilation: Sizes,
    groups: int,
) -> tuple[Floats, Floats, Floats, Geometry]:
    """Return images, kernel and bias as arrays that agree, and where the window stands."""
    kernel = as_kernel(kernel, groups)
    images = as_images(images, kernel.ndim - 2)
    agree_on_channels(images, kernel, groups)
    filters = kernel.shape[-1]
    dtype = np.result_type(images, kernel)
    bias = np.zeros(filters, dtype) if bias is None else as_floats(bias, "bias", ["filter"]).astype(dtype)
    if len(bias) != filters:
        raise ValueError(f"kernel has {filters} filters, bias has {len(bias)} entries: they must agree")
    size, taps = images.shape[1:-1], kernel.shape[:-2]
    return images, kernel, bias, geometry(size, taps, stride=stride, padding=padding, dilation=dilation)
