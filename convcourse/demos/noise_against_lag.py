"""Weigh the noise that weights leave against the lag they cost."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Demo, Steps

NOISE = 60.0  # metres
LENGTHS = range(1, 21)
DECAYS = [round(0.5 + 0.05 * index, 2) for index in range(11)]


def noise_against_lag() -> Demo:
    """Vary how many readings the window holds, and how fast the weights fall with age."""
    track = data.aeroplane_track(noise=NOISE)
    interval = float(track.time[1] - track.time[0])
    choices = [[reference.decaying_weights(length, decay) for length in LENGTHS] for decay in DECAYS]
    lags = np.array([[interval * reference.lag(weights) for weights in row] for row in choices])
    noises = np.array([[NOISE * np.sqrt(reference.noise_gain(weights)) for weights in row] for row in choices])

    lateness = np.array([[_lateness(track.true_range, weights) for weights in row] for row in choices])

    def compute(length: int, decay: float) -> Mapping[str, object]:
        row = DECAYS.index(round(decay, 2))
        weights = choices[row][length - 1]
        filtered = reference.convolve1d(track.measured_range, weights, mode="valid")
        return {
            "weights": weights,
            "row": row,
            "time": track.time[length - 1 :],
            "filtered": filtered,
        }

    return Demo(
        figures.noise_against_lag(track, DECAYS, lags, noises, lateness).fed_by(compute),
        length=Steps("window: readings", LENGTHS[0], LENGTHS[-1], start=12),
        decay=Steps("decay: weight over newer", DECAYS[0], DECAYS[-1], start=1.0, step=0.05),
    )


def _lateness(true_range: np.ndarray, weights: np.ndarray) -> float:
    """Say how far a filter takes a signal without noise from itself.

    Args:
        true_range: metres, shape (n,).
        weights: newest first, shape (k,).

    Returns:
        Root mean square error in metres, from the first full window on.
    """
    late = reference.convolve1d(true_range, weights, mode="valid") - true_range[len(weights) - 1 :]
    return float(np.sqrt(np.mean(late**2)))
