"""What a unit can see: size, jump and start of its receptive field along one axis."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from convcourse.reference.arguments import as_sizes


class Window(NamedTuple):
    """One layer's window along one axis.

    Attributes:
        kernel: Taps of the kernel, or pixels in a pooling window.
        stride: Steps of the window.
        padding: Zeros before the first pixel. Those after the last one decide only how many units there are.
        dilation: Distance between neighbouring taps; 1 leaves no holes.
    """

    kernel: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1


class ReceptiveField(NamedTuple):
    """Where the units of a layer look, in pixels of the input. Unit u sees pixels start + u * jump and following.

    Attributes:
        size: Pixels from the first to the last one that a unit sees, holes counted.
        jump: Pixels between the fields of neighbouring units: the product of the strides.
        start: Index of the first pixel that unit 0 sees; negative in the padding, which is -start pixels deep.
    """

    size: int
    jump: int
    start: int


def receptive_field(layers: Iterable[Sequence[int]]) -> ReceptiveField:
    """Follow the receptive field from the input through a list of layers.

    A layer adds as many jumps as its window has steps between taps: size += dilation * (kernel - 1) * jump. Its
    padding moves the start back by as many jumps, and then its stride multiplies the jump.

    Args:
        layers: From the input on, each a `Window` or (kernel, stride, padding, dilation); what is left out at the end
            is stride 1, padding 0, dilation 1. No layers at all: a pixel sees itself.

    Raises:
        ValueError: A layer has no numbers or more than four, or a number is out of range.

    Source: chapter 09; Araujo, Norris and Sim (2019).

    >>> receptive_field([(3, 2, 1)] * 2)
    ReceptiveField(size=7, jump=4, start=-3)
    """
    size, jump, start = 1, 1, 0
    for number, layer in enumerate(layers, 1):
        window = _window(layer, number)
        size += window.dilation * (window.kernel - 1) * jump
        start -= window.padding * jump
        jump *= window.stride
    return ReceptiveField(size, jump, start)


def layers_needed(pixels: int, kernel: int, *, stride: int = 1, dilation: int = 1) -> int:
    """Count the equal layers that a unit needs on top of each other to see at least so many pixels.

    Args:
        pixels: Pixels along one axis.
        kernel, stride, dilation: Of every layer.

    Raises:
        ValueError: A number is out of range, or no number of layers is enough.

    Source: chapter 09.

    >>> layers_needed(300, 3), layers_needed(300, 5), layers_needed(300, 3, stride=2)
    (150, 75, 8)
    """
    (pixels,) = as_sizes(pixels, 1, "pixels")
    window = _window((kernel, stride, 0, dilation), 1)
    if window.kernel == 1 and pixels > 1:
        raise ValueError(f"expected a kernel of 2 or more, to see {pixels} pixels; came 1, which sees one pixel")
    layers, size, jump = 0, 1, 1
    while size < pixels:
        size += window.dilation * (window.kernel - 1) * jump
        jump *= window.stride
        layers += 1
    return layers


def _window(layer: Sequence[int], number: int) -> Window:
    entries = tuple(layer)
    if not 1 <= len(entries) <= 4:
        raise ValueError(f"layer {number}: expected (kernel, stride, padding, dilation), came {entries}")
    window = Window(*entries)
    for name, value in window._asdict().items():
        as_sizes(value, 1, f"{name} of layer {number}", least=0 if name == "padding" else 1)
    return window
