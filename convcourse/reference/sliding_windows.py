"""Every window as one row of a matrix, so that a convolution is one matrix product."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, Sizes, as_sizes
from convcourse.reference.volumes import as_images, pad_images
from convcourse.reference.window_geometry import Geometry, Padding, geometry


def windows(padded: Floats, found: Geometry) -> Floats:
    """Return all windows of padded images as a read-only view: no number is copied.

    Args:
        padded: Shape (batch, *padded size, channels).
        found: Where the window stands.

    Returns:
        Shape (batch, *output size, *kernel size, channels).

    >>> pictures = np.arange(5.0).reshape(1, 5, 1)
    >>> windows(pictures, geometry((5,), (3,), stride=2))[0, :, :, 0]
    array([[0., 1., 2.],
           [2., 3., 4.]])
    """
    axes = len(found.kernel)
    spatial = tuple(range(1, axes + 1))
    spans = tuple(d * (k - 1) + 1 for k, d in zip(found.kernel, found.dilation, strict=True))
    view = sliding_window_view(padded, spans, axis=spatial)
    steps = tuple(slice(None, None, s) for s in found.stride)
    holes = tuple(slice(None, None, d) for d in found.dilation)
    view = view[(slice(None), *steps, slice(None), *holes)]
    return np.moveaxis(view, axes + 1, -1)


def im2col(
    images: ArrayLike, kernel_size: Sizes, *, stride: Sizes = 1, padding: Padding = 0, dilation: Sizes = 1
) -> Floats:
    """Return every window as one row.

    Args:
        images: Shape (batch, *size, channels).
        kernel_size: Taps along each axis; one number stands for all axes.
        stride, padding, dilation: As in `output_size`.

    Returns:
        Shape (batch * places, taps * channels). Rows run through the batch, then the places in row-major order; columns
        through the taps in row-major order, then the channels, as in `kernel.reshape(-1, filters)`.

    Source: Chellapilla, Puri and Simard (2006); chapter 03.

    >>> im2col([[[1], [2], [3], [4]]], 3)
    array([[1., 2., 3.],
           [2., 3., 4.]])
    """
    axes = np.ndim(images) - 2
    images = as_images(images, max(axes, 1))
    kernel_size = as_sizes(kernel_size, axes, "kernel")
    found = geometry(images.shape[1:-1], kernel_size, stride=stride, padding=padding, dilation=dilation)
    view = windows(pad_images(images, found), found)
    rows = int(np.prod(view.shape[: axes + 1]))
    table = view.reshape(rows, -1)
    # A kernel of one tap leaves a view of the caller's array, which must not be handed out.
    return table.copy() if np.shares_memory(table, images) else table
