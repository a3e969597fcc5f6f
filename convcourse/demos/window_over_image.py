"""Slide a kernel of two by two over an image of four by four, with and without the half turn."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps, Switch

IMAGE = np.array([[1.0, 0, 2, 3], [4, 6, 0, 1], [2, 1, 5, 0], [0, 3, 1, 7]])
KERNELS = {"diagonal": np.array([[1.0, 0], [0, 1]]), "uneven": np.array([[1.0, 2], [0, -1]])}


def window_over_image() -> Demo:
    """Move the window, choose one of two kernels, lay it down as written or turned by half a turn."""

    def compute(position: int, kernel: str, turned: bool) -> Mapping[str, object]:
        laid = KERNELS[kernel][::-1, ::-1] if turned else KERNELS[kernel]
        return {"position": position, "laid": laid, "results": reference.correlate2d(IMAGE, laid)}

    picture = figures.window_over_image(IMAGE, (2, 2)).fed_by(compute)
    return Demo(
        picture,
        position=Steps("place of the window", 0, 8, 3),
        kernel=Choice("kernel", list(KERNELS), "uneven"),
        turned=Switch("turn the kernel by half a turn (convolution)"),
    )
