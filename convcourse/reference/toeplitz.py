"""A convolution as one sparse matrix W, so that the result is W times the input."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, Sizes, as_floats, as_sizes
from convcourse.reference.window_geometry import Padding, geometry


def toeplitz1d(
    kernel: ArrayLike, length: int, *, stride: Sizes = 1, padding: Padding = 0, dilation: Sizes = 1
) -> Floats:
    """Return the matrix that correlates a signal with a kernel: one row for each place of the window.

    Args:
        kernel: Shape (taps,). It is not flipped.
        length: Length of the signal.
        stride, padding, dilation: As in `output_size`.

    Returns:
        Shape (output length, length).

    Raises:
        ValueError: The kernel does not fit.

    Source: chapter 04.

    >>> toeplitz1d([1, 2, 3], 5)
    array([[1., 2., 3., 0., 0.],
           [0., 1., 2., 3., 0.],
           [0., 0., 1., 2., 3.]])
    """
    kernel = as_floats(kernel, "kernel", ["tap"])
    found = geometry((length,), kernel.shape, stride=stride, padding=padding, dilation=dilation)
    matrix = np.zeros((found.output[0], length), kernel.dtype)
    for row in range(len(matrix)):
        for tap, weight in enumerate(kernel):
            column = row * found.stride[0] + tap * found.dilation[0] - found.pads[0][0]
            if 0 <= column < length:
                matrix[row, column] += weight
    return matrix


def toeplitz2d(
    kernel: ArrayLike, size: Sequence[int], *, stride: Sizes = 1, padding: Padding = 0, dilation: Sizes = 1
) -> Floats:
    """Return the doubly blocked matrix that correlates a flattened image with a kernel.

    It is a Toeplitz arrangement of blocks, one for each pair of an output row and an input row; the block of two rows
    that meet is the `toeplitz1d` of the kernel's row between them.

    Args:
        kernel: Shape (kernel height, kernel width). It is not flipped.
        size: (height, width) of the image.
        stride, padding, dilation: As in `output_size`.

    Returns:
        Shape (output height * output width, height * width), for images flattened row by row.

    Raises:
        ValueError: The kernel does not fit.

    Source: chapter 04.

    >>> toeplitz2d([[1, 2], [3, 4]], (2, 3)).astype(int)
    array([[1, 2, 0, 3, 4, 0],
           [0, 1, 2, 0, 3, 4]])
    """
    kernel = as_floats(kernel, "kernel", ["height", "width"])
    height, width = as_sizes(size, 2, "size")
    found = geometry((height, width), kernel.shape, stride=stride, padding=padding, dilation=dilation)
    blocks = np.zeros((found.output[0], found.output[1], height, width), kernel.dtype)
    for row_of_kernel, weights in enumerate(kernel):
        block = toeplitz1d(weights, width, stride=found.stride[1], padding=[found.pads[1]], dilation=found.dilation[1])
        for below in range(found.output[0]):
            above = below * found.stride[0] + row_of_kernel * found.dilation[0] - found.pads[0][0]
            if 0 <= above < height:
                blocks[below, :, above, :] += block
    return blocks.reshape(found.output[0] * found.output[1], height * width)
