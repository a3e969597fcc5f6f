"""Convolution in one dimension: the first weight meets the newest reading."""

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats
from convcourse.reference.correlation_1d import correlate1d
from convcourse.reference.modes import mode_padding, output_length


def convolve1d_by_loops(signal: ArrayLike, kernel: ArrayLike, mode: str = "full") -> Floats:
    """Convolve a signal with a kernel from the definition.

    full[t] = sum over a of kernel[a] * signal[t - a], where the signal is 0 outside its readings. The other modes keep
    a part of that.

    Args:
        signal: Shape (time,).
        kernel: Shape (taps,); kernel[a] is the weight of the reading that is a steps old.
        mode: "full", "same", "valid" or "causal", as `mode_padding` explains.

    Returns:
        Shape (output_length(time, taps, mode),).

    Source: chapter 01.

    >>> convolve1d_by_loops([1, 2, 0, 4], [3, 1])
    array([ 3.,  7.,  2., 12.,  4.])
    """
    signal, kernel = as_floats(signal, "signal", ["time"]), as_floats(kernel, "kernel", ["tap"])
    result = np.zeros(output_length(len(signal), len(kernel), mode))
    first = len(kernel) - 1 - mode_padding(len(kernel), mode)[0]
    for t in range(len(result)):
        for a in range(len(kernel)):
            if 0 <= first + t - a < len(signal):
                result[t] += kernel[a] * signal[first + t - a]
    return result


def convolve1d(signal: ArrayLike, kernel: ArrayLike, mode: str = "full") -> Floats:
    """Convolve a signal with a kernel: correlate with the kernel turned round.

    Args, result and errors are those of `convolve1d_by_loops`.

    >>> convolve1d([1, 2, 0, 4], [3, 1])
    array([ 3.,  7.,  2., 12.,  4.])
    """
    return correlate1d(signal, as_floats(kernel, "kernel", ["tap"])[::-1], mode)


def convolve1d_same(signal: ArrayLike, kernel: ArrayLike) -> Floats:
    """Convolve a signal with a kernel and keep as many results as there are readings.

    >>> convolve1d_same([1, 2, 0, 4], [3, 1])
    array([ 3.,  7.,  2., 12.])
    """
    return convolve1d(signal, kernel, "same")


def convolve1d_valid(signal: ArrayLike, kernel: ArrayLike) -> Floats:
    """Convolve a signal with a kernel and keep the results whose window lies inside the signal.

    >>> convolve1d_valid([1, 2, 0, 4], [3, 1])
    array([ 7.,  2., 12.])
    """
    return convolve1d(signal, kernel, "valid")
