"""Slide a window of weights along the track of an aeroplane."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

TAPS = 7
FALLING = reference.decaying_weights(TAPS, 0.7)
EQUAL = reference.decaying_weights(TAPS, 1.0)
TRIANGLE = np.array([1, 2, 3, 4, 3, 2, 1]) / 16
# Weights, and how many readings behind the newest the result is placed. Only weights that are the same both ways have
# their mean age at the middle of the window; a result of falling weights placed there would come too early.
CHOICES = {
    "falling, at newest": (FALLING, 0),
    "equal, at newest": (EQUAL, 0),
    "equal, at middle": (EQUAL, TAPS // 2),
    "triangle, at newest": (TRIANGLE, 0),
    "triangle, at middle": (TRIANGLE, TAPS // 2),
}


def window_over_track() -> Demo:
    """Vary where the window is, and its weights together with the reading at whose time the result is placed."""
    track = data.aeroplane_track()
    readings = len(track.time)

    def compute(position: int, weights: str) -> Mapping[str, object]:
        chosen, delay = CHOICES[weights]
        output = reference.convolve1d(track.measured_range, chosen, mode="causal")
        return {"position": position, "weights": chosen, "output": output, "delay": delay}

    return Demo(
        figures.window_over_track(track, TAPS).fed_by(compute),
        position=Steps("newest reading: number", 0, readings - 1, start=readings // 2),
        weights=Choice("weights, place of result", list(CHOICES)),
    )
