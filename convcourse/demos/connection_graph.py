"""Wire four units to the sixteen pixels of an image: each to all, each to its window, or with shared weights."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

SHAPE, KERNEL = (4, 4), (3, 3)
DENSE, SPARSE, SHARED = "dense", "sparse", "sparse and shared"


def connection_graph() -> Demo:
    """Choose the wiring, and the unit whose inputs are shown."""
    taps = reference.toeplitz2d(1 + np.arange(9.0).reshape(KERNEL), SHAPE).astype(int) - 1
    sparse = np.full(taps.shape, -1)
    sparse[taps >= 0] = np.arange((taps >= 0).sum())
    wirings = {DENSE: np.arange(taps.size).reshape(taps.shape), SPARSE: sparse, SHARED: taps}

    def compute(kind: str, unit: int) -> Mapping[str, object]:
        return {"wiring": wirings[kind], "unit": unit, "kind": kind.capitalize()}

    return Demo(
        figures.connection_graph(SHAPE, len(taps)).fed_by(compute),
        kind=Choice("wiring", list(wirings), SPARSE),
        unit=Steps("unit", 0, len(taps) - 1, 1),
    )
