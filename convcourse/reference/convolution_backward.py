"""How a loss changes with the input, the kernel and the bias of a convolution."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, Sizes, as_floats, as_sizes
from convcourse.reference.sliding_windows import windows
from convcourse.reference.volumes import agree_on_channels, agree_on_places, as_images, as_kernel, pad_images
from convcourse.reference.window_geometry import Padding, geometry, taps


def convolution_input_gradient(
    output_gradient: ArrayLike,
    kernel: ArrayLike,
    input_size: Sequence[int],
    *,
    stride: Sizes = 1,
    padding: Padding = 0,
    dilation: Sizes = 1,
    groups: int = 1,
) -> Floats:
    """Send the gradient at the output back to every input that took part, and add up what arrives.

    Args:
        output_gradient: Shape (batch, *output size, filters).
        kernel: Shape (*kernel size, channels / groups, filters).
        input_size: Size of the images, such as (height, width).
        stride, padding, dilation, groups: Those of the convolution.

    Returns:
        Shape (batch, *input size, channels).

    Raises:
        ValueError: The gradient does not have the shape of this convolution's output.

    Source: chapter 06.

    >>> convolution_input_gradient([[[1], [10]]], [[[1]], [[2]], [[3]]], (4,))[0, :, 0]
    array([ 1., 12., 23., 30.])
    """
    kernel = as_kernel(kernel, groups)
    axes = kernel.ndim - 2
    maps = as_images(output_gradient, axes, "output gradient")
    size = as_sizes(input_size, axes, "input size")
    found = geometry(size, kernel.shape[:-2], stride=stride, padding=padding, dilation=dilation)
    agree_on_places(maps, found, kernel.shape[-1])
    room = [before + i + after for i, (before, after) in zip(size, found.pads, strict=True)]
    channels, filters = kernel.shape[-2], kernel.shape[-1] // groups
    padded = np.zeros((len(maps), *room, channels * groups), np.result_type(maps, kernel))
    for tap, places in taps(found):
        for group in range(groups):
            met, came = slice(group * channels, (group + 1) * channels), slice(group * filters, (group + 1) * filters)
            padded[(slice(None), *places, met)] += maps[..., came] @ kernel[tap][:, came].T
    inside = tuple(slice(before, before + i) for i, (before, _) in zip(size, found.pads, strict=True))
    return padded[(slice(None), *inside)].copy()


def convolution_kernel_gradient(
    output_gradient: ArrayLike,
    images: ArrayLike,
    kernel_size: Sizes,
    *,
    stride: Sizes = 1,
    padding: Padding = 0,
    dilation: Sizes = 1,
    groups: int = 1,
) -> Floats:
    """Add up, for every weight, the inputs that it met times the gradients that it sent them to.

    Args:
        output_gradient: Shape (batch, *output size, filters).
        images: Shape (batch, *size, channels).
        kernel_size: Taps along each axis; one number stands for all axes.
        stride, padding, dilation, groups: Those of the convolution.

    Returns:
        Shape (*kernel size, channels / groups, filters).

    Raises:
        ValueError: The gradient does not have the shape of this convolution's output.

    Source: chapter 06.

    >>> convolution_kernel_gradient([[[1], [10]]], [[[1], [2], [3], [4]]], 3)[:, 0, 0]
    array([21., 32., 43.])
    """
    axes = max(np.ndim(images) - 2, 1)
    images, maps = as_images(images, axes), as_images(output_gradient, axes, "output gradient")
    kernel_size = as_sizes(kernel_size, axes, "kernel")
    found = geometry(images.shape[1:-1], kernel_size, stride=stride, padding=padding, dilation=dilation)
    filters = maps.shape[-1]
    agree_on_places(maps, found, filters)
    if len(maps) != len(images):
        raise ValueError(f"batch has {len(images)} images, output gradient has {len(maps)}: they must agree")
    kernel = as_kernel(np.empty((*kernel_size, max(images.shape[-1] // groups, 1), filters), images.dtype), groups)
    agree_on_channels(images, kernel, groups)
    view = windows(pad_images(images, found), found)
    each, width = kernel.shape[-2], filters // groups
    summed = tuple(range(axes + 1))
    for group in range(groups):
        seen, came = slice(group * each, (group + 1) * each), slice(group * width, (group + 1) * width)
        kernel[..., came] = np.tensordot(view[..., seen], maps[..., came], axes=(summed, summed))
    return kernel


def convolution_bias_gradient(output_gradient: ArrayLike) -> Floats:
    """Add up the gradient over the batch and over all places: every one of them used the same bias.

    Args:
        output_gradient: Shape (batch, *output size, filters).

    Returns:
        Shape (filters,).

    >>> convolution_bias_gradient([[[1, 0], [10, 5]]])
    array([11.,  5.])
    """
    maps = as_floats(output_gradient, "output gradient")
    return maps.reshape(-1, maps.shape[-1]).sum(axis=0)


class ConvolutionGradients(NamedTuple):
    """The three gradients of a convolution.

    Attributes:
        images: Shape (batch, *size, channels).
        kernel: Shape (*kernel size, channels / groups, filters).
        bias: Shape (filters,).
    """

    images: Floats
    kernel: Floats
    bias: Floats


def convolution_gradients(
    output_gradient: ArrayLike,
    images: ArrayLike,
    kernel: ArrayLike,
    *,
    stride: Sizes = 1,
    padding: Padding = 0,
    dilation: Sizes = 1,
    groups: int = 1,
) -> ConvolutionGradients:
    """Return the gradients for images, kernel and bias; the single functions explain each.

    >>> found = convolution_gradients([[[1], [10]]], [[[1], [2], [3], [4]]], [[[1]], [[2]], [[3]]])
    >>> found.kernel[:, 0, 0], found.bias
    (array([21., 32., 43.]), array([11.]))
    """
    kernel = as_kernel(kernel, groups)
    images = as_images(images, kernel.ndim - 2)
    agree_on_channels(images, kernel, groups)
    size, taps_each_way = images.shape[1:-1], kernel.shape[:-2]
    return ConvolutionGradients(
        convolution_input_gradient(
            output_gradient, kernel, size, stride=stride, padding=padding, dilation=dilation, groups=groups
        ),
        convolution_kernel_gradient(
            output_gradient, images, taps_each_way, stride=stride, padding=padding, dilation=dilation, groups=groups
        ),
        convolution_bias_gradient(output_gradient),
    )
