"""Edit the nine weights of a kernel and see what they make of a photo."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Grid

HEIGHT, WIDTH = 130, 150  # the part of each photo that is shown
PHOTOS = {"photographer": ("camera", 5, 20), "cat": ("chelsea", 0, 30), "cup": ("coffee", 0, 20)}
PRESETS = {
    "unchanged": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "blur": [[1 / 9] * 3] * 3,
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "edges all round": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "edges, darker above": [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    "left neighbour": [[0, 0, 0], [1, 0, 0], [0, 0, 0]],
}


def kernel_on_photo() -> Demo:
    """Choose a photo and a kernel, or type nine weights."""
    presets = {name: np.array(kernel, dtype=float) for name, kernel in PRESETS.items()}
    cut = {}
    for name, (photo, top, left) in PHOTOS.items():
        cut[name] = data.photo(photo, gray=True)[top : top + HEIGHT, left : left + WIDTH]

    def compute(photo: str, kernel: np.ndarray) -> Mapping[str, object]:
        return {"photo": cut[photo], "kernel": kernel, "result": reference.correlate2d(cut[photo], kernel)}

    return Demo(
        figures.kernel_on_photo((HEIGHT, WIDTH)).fed_by(compute),
        photo=Choice("photo", list(PHOTOS)),
        kernel=Grid("kernel", presets["sharpen"], presets),
    )
