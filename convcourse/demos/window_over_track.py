"""Slide a window of weights along the track of an aeroplane."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

TAPS = 7
WEIGHTS = {
    "newest counts most": reference.decaying_weights(TAPS, 0.7),
    "all count the same": reference.decaying_weights(TAPS, 1.0),
    "middle counts most": np.array([1, 2, 3, 4, 3, 2, 1]) / 16,
}
DELAYS = {"causal: at its newest reading": 0, "centred: at its middle": TAPS // 2}


def window_over_track() -> Demo:
    """Vary where the window is, its weights, and at which time its result is placed."""
    track = data.aeroplane_track()
    readings = len(track.time)

    def compute(position: int, weights: str, placed: str) -> Mapping[str, object]:
        chosen = WEIGHTS[weights]
        output = reference.convolve1d(track.measured_range, chosen, mode="causal")
        return {"position": position, "weights": chosen, "output": output, "delay": DELAYS[placed]}

    return Demo(
        figures.window_over_track(track, TAPS).fed_by(compute),
        position=Steps("newest reading: number", 0, readings - 1, start=readings // 2),
        weights=Choice("weights", list(WEIGHTS)),
        placed=Choice("result is placed", list(DELAYS)),
    )
