"""How many windows look at each pixel."""

import numpy as np
from numpy.typing import NDArray

from convcourse.reference.arguments import Sizes
from convcourse.reference.window_geometry import Padding, geometry


def visits(size: tuple[int, int], kernel: Sizes, *, stride: Sizes = 1, padding: Padding = 0) -> NDArray[np.int64]:
    """Count for every pixel the windows that cover it.

    Args:
        size: Height and width of the image.
        kernel, stride, padding: As in `output_size`.

    Returns:
        Shape (height, width), whole numbers; 0 where no window reaches.

    Source: chapter 03.

    >>> visits((3, 4), (2, 2))
    array([[1, 2, 2, 1],
           [2, 4, 4, 2],
           [1, 2, 2, 1]])
    """
    taps = (kernel, kernel) if isinstance(kernel, int) else tuple(kernel)
    found = geometry(size, taps, stride=stride, padding=padding)
    counts = []
    for axis in range(2):
        (before, after), step = found.pads[axis], found.stride[axis]
        padded = np.zeros(before + size[axis] + after, np.int64)
        for place in range(found.output[axis]):
            padded[place * step : place * step + found.kernel[axis]] += 1
        counts.append(padded[before : before + size[axis]])
    return np.outer(*counts)
