"""Scatter a few numbers with a kernel, and see which size comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from convcourse import figures
from convcourse.demos.stage import Choice, Demo, Steps

KERNELS = {"1, 2": (1, 2), "1, 2, 4": (1, 2, 4), "1, 2, 4, 3": (1, 2, 4, 3)}
STRIDES = (1, 2, 3)


def transposed_convolution(values: Sequence[float] = (2, 1, 3)) -> Demo:
    """Vary kernel, stride, padding and output padding of a transposed convolution in a row, and lay down copy by copy.

    Args:
        values: what goes in, three numbers.
    """
    numbers = np.asarray(values, dtype=float)
    widest = STRIDES[-1] * (len(numbers) - 1) + 4 + STRIDES[-1] - 1

    def compute(laid: int, kernel: str, stride: str, cut: int, extra: int) -> Mapping[str, object]:
        step = int(stride)
        return {
            "values": numbers,
            "kernel": np.array(KERNELS[kernel], dtype=float),
            "stride": step,
            "cut": cut,
            "extra": min(extra, step - 1),  # more would belong to another input
            "laid": laid,
        }

    return Demo(
        figures.transposed_convolution(len(numbers), widest).fed_by(compute),
        laid=Steps("copies laid down", 0, len(numbers), start=len(numbers)),
        kernel=Choice("kernel", list(KERNELS), "1, 2, 4"),
        stride=Choice("stride", [str(stride) for stride in STRIDES], "2"),
        cut=Steps("padding", 0, 1, start=0),
        extra=Steps("output padding", 0, 2, start=0),
    )
