"""Filters: the weights of a convolution, as small pictures."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.models.layer_calls import find_layer, parts_inside

Floats = NDArray[np.floating[Any]]


def filters(model: Any, layer: Any = None) -> Floats:
    """Return the filters of a convolution, one after the other.

    Args:
        model: A Keras model that was built.
        layer: Name of a layer with filters, or the layer; the first one of the model if None.

    Returns:
        Shape (filters, height, width, channels in). A depthwise filter has one channel.

    Raises:
        ValueError: The layer has no filters, or the model has no such layer.

    Source: chapter 15.
    """
    if layer is not None:
        found = _filters_of(find_layer(model, layer))
        if found is None:
            raise ValueError(f"expected layer {layer!r} to be a convolution over height and width, with a kernel")
        return found
    for part in parts_inside(model):
        found = _filters_of(part)
        if found is not None:
            return found
    raise ValueError(f"expected model {model.name!r} to have a convolution over height and width; it has none")


def filter_pictures(weights: ArrayLike) -> Floats:
    """Bring filters to the range of pictures, 0 to 1: a weight of zero becomes 0.5, mid-grey.

    Each filter is divided by its own largest size, so faint ones can be seen; how strong it is can not.

    Args:
        weights: Shape (filters, height, width, channels).

    Returns:
        Same shape.

    Source: chapter 15.

    >>> filter_pictures([[[[-2.0], [0.0], [1.0]]]]).ravel().tolist()
    [0.0, 0.5, 0.75]
    """
    array: Floats = np.asarray(weights)
    largest = np.abs(array).max(axis=(1, 2, 3), keepdims=True)
    return 0.5 + 0.5 * array / np.where(largest == 0, 1, largest)


def _filters_of(layer: Any) -> Floats | None:
    kernel = getattr(layer, "depthwise_kernel", None)  # that of a separable convolution, too
    if kernel is None:
        # Not every kind of layer has its kernel before it is built, or at all.
        kernel = getattr(layer, "kernel", None)
    if kernel is None or len(kernel.shape) != 4:
        return None
    array = np.asarray(kernel.numpy())
    kinds = {each.__name__ for each in type(layer).__mro__}
    if "Conv2DTranspose" in kinds:  # (height, width, out, in)
        return array.transpose(2, 0, 1, 3)
    if getattr(layer, "depthwise_kernel", None) is not None or "DepthwiseConv2D" in kinds:
        return array.reshape(*array.shape[:2], -1).transpose(2, 0, 1)[..., None]
    return array.transpose(3, 0, 1, 2)
