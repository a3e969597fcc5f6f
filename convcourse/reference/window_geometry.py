"""Where a window can stand: stride, padding and dilation, in any number of dimensions."""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

import numpy as np

from convcourse.reference.arguments import Sizes, as_sizes, spell

Padding = int | str | Sequence[int] | Sequence[Sequence[int]]
Pads = tuple[tuple[int, int], ...]


class Geometry(NamedTuple):
    """Everything about a sliding window except the numbers in it; one entry for each axis that it slides along.

    Attributes:
        kernel: Taps of the kernel.
        stride: Steps of the window.
        dilation: Distance between neighbouring taps; 1 leaves no holes.
        pads: Rows or columns added before and after.
        output: Places where the window stands.
    """

    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    dilation: tuple[int, ...]
    pads: Pads
    output: tuple[int, ...]


def geometry(
    size: Sequence[int], kernel: Sequence[int], *, stride: Sizes = 1, padding: Padding = 0, dilation: Sizes = 1
) -> Geometry:
    """Work out where a window stands.

    Args:
        size: Size of the input, such as (height, width), without batch and channels.
        kernel: Taps of the kernel along the same axes.
        stride, padding, dilation: As in `output_size`.

    Raises:
        ValueError: Counts of axes differ, a number is out of range, or no window fits.

    >>> geometry((5, 6), (3, 3), stride=2, padding="same").pads
    ((1, 1), (0, 1))
    """
    axes = len(size)
    size = as_sizes(size, axes, "size")
    kernel = as_sizes(kernel, axes, "kernel")
    stride = as_sizes(stride, axes, "stride")
    dilation = as_sizes(dilation, axes, "dilation")
    spans = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    pads = pads_for(size, spans, stride, padding)
    room = tuple(before + i + after for i, (before, after) in zip(size, pads, strict=True))
    if any(span > space for span, space in zip(spans, room, strict=True)):
        raise ValueError(f"kernel covers {spell(spans)}, padded input is {spell(room)}: the kernel must fit inside")
    output = tuple((space - span) // s + 1 for space, span, s in zip(room, spans, stride, strict=True))
    return Geometry(kernel, stride, dilation, pads, output)


@overload
def output_size(size: int, kernel: Sizes, *, stride: Sizes = 1, padding: Padding = 0, dilation: Sizes = 1) -> int: ...
@overload
def output_size(
    size: Sequence[int], kernel: Sizes, *, stride: Sizes = 1, padding: Padding = 0, dilation: Sizes = 1
) -> tuple[int, ...]: ...
def output_size(
    size: Sizes, kernel: Sizes, *, stride: Sizes = 1, padding: Padding = 0, dilation: Sizes = 1
) -> int | tuple[int, ...]:
    """Return how many places a window has.

    That is floor((size + pads - span) / stride) + 1, where span = dilation * (kernel - 1) + 1.

    Args:
        size: One number, or one for each axis such as (height, width).
        kernel: Taps of the kernel: one number for all axes, or one for each.
        stride: Steps of the window: one number for all axes, or one for each.
        padding: "valid" adds nothing. "same" gives ceil(size / stride) places, as in TensorFlow: when the number of
            added rows is odd, the extra one goes after (at the bottom, on the right). "full" lets every window stand
            that touches the input. Or rows added on both sides: one number, one for each axis, or a pair (before,
            after) for each axis.
        dilation: Distance between neighbouring taps: one number for all axes, or one for each.

    Returns:
        One number if `size` is one number, else a tuple.

    Raises:
        ValueError: Counts of axes differ, a number is out of range, or no window fits.

    Source: chapter 03; Dumoulin and Visin (2016), relation 15.

    >>> output_size(7, 3, stride=2), output_size((5, 6), (3, 2), stride=(2, 3), padding="same")
    (3, (3, 2))
    """
    if isinstance(size, (int, np.integer)):
        return output_size((int(size),), kernel, stride=stride, padding=padding, dilation=dilation)[0]
    kernel = as_sizes(kernel, len(size), "kernel")
    return geometry(size, kernel, stride=stride, padding=padding, dilation=dilation).output


def taps(found: Geometry) -> Iterator[tuple[tuple[int, ...], tuple[slice, ...]]]:
    """Give each tap of the kernel, in row-major order, with the slices of the padded input that it meets.

    >>> [slices for _, slices in taps(geometry((5,), (2,), stride=2))]
    [(slice(0, 3, 2),), (slice(1, 4, 2),)]
    """
    for tap in itertools.product(*(range(k) for k in found.kernel)):
        starts = (t * d for t, d in zip(tap, found.dilation, strict=True))
        steps = zip(starts, found.output, found.stride, strict=True)
        yield tap, tuple(slice(start, start + (places - 1) * s + 1, s) for start, places, s in steps)


def pads_for(size: tuple[int, ...], spans: tuple[int, ...], stride: tuple[int, ...], padding: Padding) -> Pads:
    """Return the pair (before, after) of every axis."""
    if isinstance(padding, str):
        if padding == "valid":
            return ((0, 0),) * len(size)
        if padding == "full":
            return tuple((span - 1, span - 1) for span in spans)
        if padding == "same":
            totals = [max((-(-i // s) - 1) * s + span - i, 0) for i, span, s in zip(size, spans, stride, strict=True)]
            return tuple((total // 2, total - total // 2) for total in totals)
        raise ValueError(f"expected padding 'valid', 'same', 'full', whole numbers or pairs; came {padding!r}")
    entries: list[object] = [padding] * len(size) if isinstance(padding, (int, np.integer)) else list(padding)
    if len(entries) != len(size):
        raise ValueError(
            f"padding has {len(entries)} entries, the input has {len(size)} axes to slide along: they must agree"
        )
    pairs = [as_sizes(entry, 2, "padding", least=0) for entry in entries]  # type: ignore[arg-type]
    return tuple((before, after) for before, after in pairs)
