"""See the whole matrix of a convolution on an image of 6 by 8, and what one of its rows is on the image."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

SHAPE = (6, 8)
KERNELS = {"1 by 1": (1, 1), "2 by 3": (2, 3), "3 by 3": (3, 3), "2 by 6": (2, 6), "6 by 8: dense": (6, 8)}


def w_as_picture() -> Demo:
    """Choose the size of the kernel and a row of W."""
    all_taps = {}
    for name, shape in KERNELS.items():
        numbered = 1 + np.arange(float(shape[0] * shape[1])).reshape(shape)
        all_taps[name] = reference.toeplitz2d(numbered, SHAPE).astype(int) - 1

    def compute(size: str, row: int) -> Mapping[str, object]:
        taps, shape = all_taps[size], KERNELS[size]
        used, weights = int((taps >= 0).sum()), shape[0] * shape[1]
        different = "one weight" if weights == 1 else f"{weights} different weights"
        count = f"Of {taps.size:,} entries {used:,} are connections, with {different}."
        return {"taps": taps, "kernel_shape": shape, "row": min(row, len(taps) - 1), "count": count}

    return Demo(
        figures.w_as_picture(SHAPE).fed_by(compute),
        size=Choice("kernel", list(KERNELS), "2 by 3"),
        row=Steps("row of W", 0, SHAPE[0] * SHAPE[1] - 1, 9),
    )
