"""Correlation and convolution of one image with one kernel."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, Sizes, as_floats
from convcourse.reference.borders import pad2d
from convcourse.reference.window_geometry import Geometry, Padding, geometry


def correlate2d_by_loops(
    image: ArrayLike, kernel: ArrayLike, *, stride: Sizes = 1, padding: Padding = 0, border: str = "zero"
) -> Floats:
    """Slide a kernel over an image and sum the products of each window.

    result[r, c] = sum over i, j of kernel[i, j] * padded[r * stride + i, c * stride + j]

    Args:
        image: Shape (height, width).
        kernel: Shape (kernel height, kernel width).
        stride: Steps of the window, one number or (down, right).
        padding: "valid" or 0 adds nothing; "same" keeps height and width at stride 1; "full" lets every window stand
            that touches the image; or one number, (rows, columns), or ((above, below), (left, right)).
            Under "same", an even kernel has its extra row above and its extra column on the left. So have chapter 01,
            `scipy.signal.convolve2d` and `scipy.ndimage.correlate`; `scipy.signal.correlate2d` and Keras put them
            below and on the right.
        border: What the added pixels hold: "zero", "edge", "reflect" or "wrap", as `pad2d` explains.

    Returns:
        Shape (output height, output width).

    Raises:
        ValueError: Not two axes, or the kernel does not fit.

    Source: chapter 02.

    >>> correlate2d_by_loops([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 2]])
    array([[11., 14.]])
    """
    image, kernel, found = _arguments(image, kernel, stride, padding)
    padded = pad2d(image, found.pads, border)
    (down, right), (high, wide) = found.stride, found.kernel
    result = np.zeros(found.output)
    for r in range(found.output[0]):
        for c in range(found.output[1]):
            window = padded[r * down : r * down + high, c * right : c * right + wide]
            result[r, c] = np.sum(window * kernel)
    return result


def correlate2d(
    image: ArrayLike, kernel: ArrayLike, *, stride: Sizes = 1, padding: Padding = 0, border: str = "zero"
) -> Floats:
    """Slide a kernel over an image: all windows as one view of the image, times the kernel.

    Args, result and errors are those of `correlate2d_by_loops`.

    >>> correlate2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 2]])
    array([[11., 14.]])
    """
    image, kernel, found = _arguments(image, kernel, stride, padding)
    padded = pad2d(image, found.pads, border)
    windows = sliding_window_view(padded, found.kernel)[:: found.stride[0], :: found.stride[1]]
    return np.einsum("rcij,ij->rc", windows, kernel)


def convolve2d(
    image: ArrayLike, kernel: ArrayLike, *, stride: Sizes = 1, padding: Padding = 0, border: str = "zero"
) -> Floats:
    """Convolve an image with a kernel: correlate with the kernel turned by half a circle.

    Args, result and errors are those of `correlate2d_by_loops`.

    >>> convolve2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 2]])
    array([[ 7., 10.]])
    """
    kernel = as_floats(kernel, "kernel", ["height", "width"])
    return correlate2d(image, kernel[::-1, ::-1], stride=stride, padding=padding, border=border)


def _arguments(image: ArrayLike, kernel: ArrayLike, stride: Sizes, padding: Padding) -> tuple[Floats, Floats, Geometry]:
    """Return image and kernel as arrays, and where the window stands."""
    image = as_floats(image, "image", ["height", "width"])
    kernel = as_floats(kernel, "kernel", ["height", "width"])
    if isinstance(padding, str) and padding == "same":
        padding = [(taps // 2, (taps - 1) // 2) for taps in kernel.shape]
    return image, kernel, geometry(image.shape, kernel.shape, stride=stride, padding=padding)
