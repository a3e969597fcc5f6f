"""Edit the nine weights of a kernel and see what they make of a photo."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.showcase import Showcase
from convcourse.demos.stage import Choice, Demo, Grid, Steps
from convcourse.figures.raster import RED_AND_BLUE

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
    """Choose a photo and a kernel, or type nine weights; point at a pixel of the output to see its nine products."""
    presets = {name: np.array(kernel, dtype=float) for name, kernel in PRESETS.items()}
    cut = {}
    for name, (photo, top, left) in PHOTOS.items():
        cut[name] = data.photo(photo, gray=True)[top : top + HEIGHT, left : left + WIDTH]

    def compute(photo: str, kernel: np.ndarray) -> Mapping[str, object]:
        return {"photo": cut[photo], "kernel": kernel, "result": reference.correlate2d(cut[photo], kernel)}

    facts = {
        "height": HEIGHT,
        "width": WIDTH,
        "photos": {name: base64.b64encode(pixels.astype(np.uint8).tobytes()).decode() for name, pixels in cut.items()},
        "red_and_blue": RED_AND_BLUE.tolist(),
    }
    return Showcase(
        "kernel_on_photo",
        "A kernel on a photo",
        figures.kernel_on_photo((HEIGHT, WIDTH)).fed_by(compute),
        facts,
        {
            "row": Steps("output: row", 0, HEIGHT - 3, 40),
            "column": Steps("output: column", 0, WIDTH - 3, 60),
        },
        photo=Choice("photo", list(PHOTOS)),
        kernel=Grid("kernel", presets["sharpen"], presets),
    )
