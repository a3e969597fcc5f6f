"""See one convolution as window, sum, matrix row and matrix; edit its kernel and choose the row."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Demo, Grid, Steps

IMAGE = np.array([[1.0, 0, 2, 3], [4, 6, 0, 1], [2, 1, 5, 0], [0, 3, 1, 7]])
PRESETS = {
    "1 to 9": np.arange(1.0, 10).reshape(3, 3),
    "lighter on the left": np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]),
    "middle pixel": np.array([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]]),
    "corners": np.array([[1.0, 0, 2], [0, 0, 0], [-3, 0, 4]]),
}


def convolution_as_matrix() -> Demo:
    """Choose a row of W; type nine weights, or take them from a preset."""
    shape = (3, 3)
    taps = reference.toeplitz2d(1 + np.arange(9.0).reshape(shape), IMAGE.shape).astype(int) - 1

    def compute(row: int, kernel: np.ndarray) -> Mapping[str, object]:
        matrix, results = reference.toeplitz2d(kernel, IMAGE.shape), reference.correlate2d(IMAGE, kernel)
        return {"kernel": kernel, "row": row, "matrix": matrix, "results": results}

    return Demo(
        figures.convolution_as_matrix(IMAGE, shape, taps).fed_by(compute),
        row=Steps("row of W", 0, len(taps) - 1, 0),
        kernel=Grid("kernel", PRESETS["1 to 9"], PRESETS),
    )
