"""Correlation in one dimension: slide the kernel along as it is, multiply, add."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats
from convcourse.reference.modes import mode_padding, output_length


def correlate1d_by_loops(signal: ArrayLike, kernel: ArrayLike, mode: str = "valid") -> Floats:
    """Correlate a signal with a kernel, one product at a time.

    result[t] = sum over a of kernel[a] * padded[t + a]

    Args:
        signal: Shape (time,).
        kernel: Shape (taps,).
        mode: "valid", "same", "full" or "causal", as `mode_padding` explains.

    Returns:
        Shape (output_length(time, taps, mode),).

    Source: chapter 01.

    >>> correlate1d_by_loops([1, 2, 0, 4], [3, 1])
    array([5., 6., 4.])
    """
    signal, kernel = as_floats(signal, "signal", ["time"]), as_floats(kernel, "kernel", ["tap"])
    result = np.zeros(output_length(len(signal), len(kernel), mode))
    padded = np.pad(signal, mode_padding(len(kernel), mode))
    for t in range(len(result)):
        for a in range(len(kernel)):
            result[t] += kernel[a] * padded[t + a]
    return result


def correlate1d(signal: ArrayLike, kernel: ArrayLike, mode: str = "valid") -> Floats:
    """Correlate a signal with a kernel: a table of all windows, times the kernel.

    Args, result and errors are those of `correlate1d_by_loops`.

    >>> correlate1d([1, 2, 0, 4], [3, 1])
    array([5., 6., 4.])
    """
    signal, kernel = as_floats(signal, "signal", ["time"]), as_floats(kernel, "kernel", ["tap"])
    output_length(len(signal), len(kernel), mode)
    padded = np.pad(signal, mode_padding(len(kernel), mode))
    return sliding_window_view(padded, len(kernel)) @ kernel
