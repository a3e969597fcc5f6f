"""Move two filters of three by two through a volume of four by five with two channels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

VOLUME = np.stack(
    [
        np.array([[1.0, 0, 2, 3, 0], [0, 1, 0, 2, 1], [2, 0, 1, 0, 3], [1, 3, 0, 1, 0]]),
        np.array([[0.0, 2, 1, 0, 1], [3, 0, 0, 1, 0], [1, 1, 2, 0, 0], [0, 1, 0, 2, 3]]),
    ],
    axis=-1,
)
FILTER_0 = np.stack([np.array([[1.0, 0], [0, 2], [0, 0]]), np.array([[0.0, 0], [0, 1], [-1, 0]])], axis=-1)
FILTER_1 = np.stack([np.array([[0.0, 1], [0, 0], [3, 0]]), np.array([[1.0, 0], [0, 0], [0, -2]])], axis=-1)
FILTERS = np.stack([FILTER_0, FILTER_1], axis=-1)
BIAS = np.array([1.0, -2.0])
ADDED = {"both, and the bias": (True, True), "channel 0 alone": (True, False), "channel 1 alone": (False, True)}


def volume_slicer() -> Demo:
    """Choose a filter, a place and the channels that are added up."""

    def compute(position: int, chosen: str, added: str) -> Mapping[str, object]:
        use = np.array(ADDED[added])
        bias = BIAS if use.all() else np.zeros(2)
        results = reference.convolution(VOLUME[np.newaxis], FILTERS * use[:, np.newaxis], bias)[0]
        return {"position": position, "chosen": int(chosen[-1]), "added": ADDED[added], "results": results}

    return Demo(
        figures.volume_slicer(VOLUME, FILTERS, BIAS).fed_by(compute),
        position=Steps("place of the window", 0, 7, 5),
        chosen=Choice("filter", ["filter 0", "filter 1"]),
        added=Choice("channels added up", list(ADDED)),
    )
