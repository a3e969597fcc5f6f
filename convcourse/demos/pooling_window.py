"""Move a pooling window over a map of four by five numbers, and choose size, stride and kind."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

MAP = np.array([[1.0, 3, 2, 0, 4], [5, 1, 0, 2, 1], [2, 2, 7, 1, 0], [0, 6, 1, 3, 8]])
SIZES = {"2 by 2": (2, 2), "2 by 3": (2, 3), "3 by 3": (3, 3), "4 by 5 (global)": (4, 5)}
STRIDES = {"1": (1, 1), "2": (2, 2), "3": (3, 3), "2 down, 1 across": (2, 1)}


def pooling_window() -> Demo:
    """Move the window; a place beyond the last one stays at the last."""

    def compute(position: int, size: str, stride: str, kind: str) -> Mapping[str, object]:
        window, step = SIZES[size], STRIDES[stride]
        pool = reference.max_pool if kind == "max" else reference.average_pool
        results = pool(MAP[np.newaxis, ..., np.newaxis], window, stride=step)[0, ..., 0]
        seen = np.zeros(MAP.shape, dtype=bool)
        for row, column in np.ndindex(results.shape):
            top, left = row * step[0], column * step[1]
            seen[top : top + window[0], left : left + window[1]] = True
        place = min(int(position), results.size - 1)
        return {"kind": kind, "size": window, "stride": step, "position": place, "results": results, "seen": seen}

    return Demo(
        figures.pooling_window(MAP).fed_by(compute),
        position=Steps("place of the window", 0, 11, 2),
        size=Choice("size of the window", list(SIZES)),
        stride=Choice("stride", list(STRIDES), "2"),
        kind=Choice("answer", ["max", "average"]),
    )
