"""Shapes, parameters and multiply-adds of a network, from a list of its layers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from convcourse.reference.arguments import Sizes, as_sizes
from convcourse.reference.window_geometry import Padding, output_size


def convolution_parameters(
    kernel_size: Sequence[int], channels: int, filters: int, *, bias: bool = True, groups: int = 1
) -> int:
    """Return (taps * channels / groups + 1) * filters; without the 1 where there is no bias.

    >>> convolution_parameters((5, 5), 1, 1), convolution_parameters((3, 2), 4, 10)
    (26, 250)
    """
    _share_out(channels, filters, groups)
    return (prod(kernel_size) * (channels // groups) + bias) * filters


def convolution_multiply_adds(
    output_size: Sequence[int], kernel_size: Sequence[int], channels: int, filters: int, *, groups: int = 1
) -> int:
    """Return places * taps * channels / groups * filters: each place of each filter is one sum of products.

    The bias is no multiplication and is not counted.

    >>> convolution_multiply_adds((300, 300), (5, 5), 1, 1)
    2250000
    """
    _share_out(channels, filters, groups)
    return prod(output_size) * prod(kernel_size) * (channels // groups) * filters


def dense_parameters(features: int, units: int, *, bias: bool = True) -> int:
    """Return (features + 1) * units; without the 1 where there is no bias.

    >>> dense_parameters(90_000, 90_000)
    8100090000
    """
    return (features + bias) * units


@dataclass(frozen=True)
class Conv:
    """A convolution with `filters` filters; the other fields are as in `convolution`."""

    filters: int
    kernel: Sizes
    stride: Sizes = 1
    padding: Padding = "valid"
    dilation: Sizes = 1
    groups: int = 1
    bias: bool = True


@dataclass(frozen=True)
class Pool:
    """A maximum or average pooling; the stride is the size unless given."""

    size: Sizes = 2
    stride: Sizes | None = None
    padding: Padding = "valid"


@dataclass(frozen=True)
class GlobalPool:
    """A maximum or average over all places: one value a channel."""


@dataclass(frozen=True)
class Activation:
    """A nonlinearity, which changes no shape and has no parameters."""

    name: str = "relu"


@dataclass(frozen=True)
class Flatten:
    """All values of an image in one row."""


@dataclass(frozen=True)
class Dense:
    """A dense layer with `units` units."""

    units: int
    bias: bool = True


Layer = Conv | Pool | GlobalPool | Activation | Flatten | Dense


class LayerCount(NamedTuple):
    """What one layer makes and costs for one image.

    Attributes:
        layer: The layer.
        shape: Shape of its output, without the batch.
        parameters: Weights and biases.
        multiply_adds: Products that are added up; comparisons and additions alone are not counted.
        values: Numbers in the output: what it takes in memory, in numbers.
    """

    layer: Layer
    shape: tuple[int, ...]
    parameters: int
    multiply_adds: int

    @property
    def values(self) -> int:
        """Return how many numbers the output holds."""
        return prod(self.shape)


def count_layers(layers: Sequence[Layer], input_shape: Sequence[int]) -> list[LayerCount]:
    """Follow the shape of one image through a network, and count what every layer costs.

    Args:
        layers: From the first to the last.
        input_shape: (*size, channels), without the batch.

    Raises:
        ValueError: A layer cannot take the shape that reaches it; the message gives its place, counted from 1.

    Source: chapter 03.

    >>> counts = count_layers([Conv(10, 5), Pool(2), Flatten(), Dense(200), Dense(10)], (28, 28, 1))
    >>> [count.shape for count in counts]
    [(24, 24, 10), (12, 12, 10), (1440,), (200,), (10,)]
    >>> [count.parameters for count in counts]
    [260, 0, 0, 288200, 2010]
    """
    shape = as_sizes(input_shape, len(input_shape), "input shape")
    counts = []
    for number, layer in enumerate(layers, start=1):
        try:
            counts.append(_count(layer, shape))
        except ValueError as error:
            raise ValueError(f"layer {number}, {layer}, with an input of shape {shape}: {error}") from error
        shape = counts[-1].shape
    return counts


def total(counts: Sequence[LayerCount]) -> tuple[int, int]:
    """Return the parameters and the multiply-adds of all layers together.

    >>> total(count_layers([Flatten(), Dense(10), Dense(2)], (3, 4, 1)))
    (152, 140)
    """
    return sum(count.parameters for count in counts), sum(count.multiply_adds for count in counts)


def _count(layer: Layer, shape: tuple[int, ...]) -> LayerCount:
    """Return what one layer makes and costs, for an input of this shape."""
    if isinstance(layer, Activation):
        return LayerCount(layer, shape, 0, 0)
    if isinstance(layer, Flatten):
        return LayerCount(layer, (prod(shape),), 0, 0)
    if isinstance(layer, Dense):
        if len(shape) != 1:
            raise ValueError("expected one row of features, came an image: put Flatten() before Dense")
        parameters = dense_parameters(shape[0], layer.units, bias=layer.bias)
        return LayerCount(layer, (layer.units,), parameters, shape[0] * layer.units)
    if len(shape) < 2:
        raise ValueError("expected an image with size and channels, came a row of features")
    size, channels = shape[:-1], shape[-1]
    if isinstance(layer, GlobalPool):
        return LayerCount(layer, (channels,), 0, 0)
    if isinstance(layer, Pool):
        steps = layer.size if layer.stride is None else layer.stride
        places = output_size(size, layer.size, stride=steps, padding=layer.padding)
        return LayerCount(layer, (*places, channels), 0, 0)
    places = output_size(size, layer.kernel, stride=layer.stride, padding=layer.padding, dilation=layer.dilation)
    kernel = as_sizes(layer.kernel, len(size), "kernel")
    parameters = convolution_parameters(kernel, channels, layer.filters, bias=layer.bias, groups=layer.groups)
    products = convolution_multiply_adds(places, kernel, channels, layer.filters, groups=layer.groups)
    return LayerCount(layer, (*places, layer.filters), parameters, products)


def _share_out(channels: int, filters: int, groups: int) -> None:
    """Refuse groups that do not divide channels and filters.

    Raises:
        ValueError: A remainder would be left.
    """
    if groups < 1 or channels % groups or filters % groups:
        raise ValueError(f"expected groups that divide {channels} channels and {filters} filters, came {groups}")
