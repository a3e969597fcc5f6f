"""A convolution's map backwards: from small maps to larger ones."""

from collections.abc import Sequence

from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, Sizes, as_floats, as_sizes
from convcourse.reference.convolution_backward import convolution_input_gradient
from convcourse.reference.volumes import as_images, as_kernel
from convcourse.reference.window_geometry import Padding, pads_for


def transposed_output_size(
    size: Sequence[int],
    kernel_size: Sizes,
    *,
    stride: Sizes = 1,
    padding: Padding = 0,
    dilation: Sizes = 1,
    output_padding: Sizes = 0,
) -> tuple[int, ...]:
    """Return the size that a transposed convolution gives: stride * (size - 1) + span - pads + output padding.

    Args:
        size: Size of the maps, such as (height, width).
        kernel_size, stride, dilation: As in `output_size`.
        padding: That of the convolution which is turned round, as in `output_size`. "same" gives stride * size.
        output_padding: Rows added at the end, 0 up to stride - 1: several input sizes of a strided convolution lead to
            one output size, and this chooses among them.

    Raises:
        ValueError: Nothing would be left, or a number is out of range.

    Source: Dumoulin and Visin (2016), relations 8 to 14.

    >>> transposed_output_size((3,), 3, stride=2, padding=1, output_padding=1)
    (6,)
    """
    axes = len(size)
    size = as_sizes(size, axes, "size")
    kernel_size, stride = as_sizes(kernel_size, axes, "kernel"), as_sizes(stride, axes, "stride")
    dilation, extra = as_sizes(dilation, axes, "dilation"), as_sizes(output_padding, axes, "output padding", least=0)
    if padding == "same":
        if any(extra):
            raise ValueError(f"expected no output padding with padding 'same', which fixes the size; came {extra}")
        return tuple(i * s for i, s in zip(size, stride, strict=True))
    if any(rows >= s for rows, s in zip(extra, stride, strict=True)):
        raise ValueError(f"expected output padding below the stride {stride}, came {extra}")
    spans = tuple(d * (k - 1) + 1 for k, d in zip(kernel_size, dilation, strict=True))
    lost = [sum(pair) for pair in pads_for(size, spans, stride, padding)]
    whole = zip(size, stride, spans, lost, extra, strict=True)
    result = tuple(s * (i - 1) + span - gone + rows for i, s, span, gone, rows in whole)
    if min(result) < 1:
        raise ValueError(f"expected an output of 1 or more, came {result}: the padding takes everything away")
    return result


def transposed_convolution(
    maps: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: Sizes = 1,
    padding: Padding = 0,
    dilation: Sizes = 1,
    output_padding: Sizes = 0,
    groups: int = 1,
) -> Floats:
    """Spread every value of the maps over the window that it would have come from, and add up what overlaps.

    It is the map of a convolution's input gradient: where `convolution` multiplies by W, this multiplies by W
    transposed.

    Args:
        maps: Shape (batch, *size, filters).
        kernel: Shape (*kernel size, channels / groups, filters): that of the convolution from channels to filters.
        bias: Shape (channels,), or None for no bias.
        stride, padding, dilation, output_padding: As in `transposed_output_size`.
        groups: As in `convolution`.

    Returns:
        Shape (batch, *output size, channels).

    Raises:
        ValueError: Shapes that do not agree; the message says which.

    Source: Dumoulin and Visin (2016); chapters 04, 06 and 10.

    >>> transposed_convolution([[[1], [10]]], [[[1]], [[2]], [[3]]], stride=2)[0, :, 0]
    array([ 1.,  2., 13., 20., 30.])
    """
    kernel = as_kernel(kernel, groups)
    axes = kernel.ndim - 2
    maps = as_images(maps, axes, "maps")
    filters, channels = kernel.shape[-1], kernel.shape[-2] * groups
    if maps.shape[-1] != filters:
        raise ValueError(f"kernel has {filters} filters, maps have {maps.shape[-1]} channels: they must agree")
    size = transposed_output_size(
        maps.shape[1:-1],
        kernel.shape[:-2],
        stride=stride,
        padding=padding,
        dilation=dilation,
        output_padding=output_padding,
    )
    result = convolution_input_gradient(
        maps, kernel, size, stride=stride, padding=padding, dilation=dilation, groups=groups
    )
    if bias is None:
        return result
    bias = as_floats(bias, "bias", ["channel"])
    if len(bias) != channels:
        raise ValueError(f"kernel gives {channels} channels, bias has {len(bias)} entries: they must agree")
    return result + bias.astype(result.dtype)
