"""Learn two weights from three examples, with small and with too large steps."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo

SIGNAL, TRUTH = np.array([0.0, 1, 3, 2]), np.array([1.0, -1])
STEPS = 60
RATES = {"0.02": 0.02, "0.15": 0.15, "0.28": 0.28, "0.3": 0.3}


def learnt_kernel() -> Demo:
    """Choose the rate, which is the size of a step against the gradient."""
    courses = {name: descend(SIGNAL, reference.correlate1d(SIGNAL, TRUTH), rate) for name, rate in RATES.items()}

    def compute(rate: str) -> Mapping[str, object]:
        kernels, losses = courses[rate]
        return {"rate": RATES[rate], "kernels": kernels, "losses": losses}

    return Demo(figures.learnt_kernel(TRUTH, STEPS).fed_by(compute), rate=Choice("rate", list(RATES), "0.15"))


def descend(signal: np.ndarray, target: np.ndarray, rate: float) -> tuple[np.ndarray, np.ndarray]:
    """Walk against the gradient of half the mean squared error, from two weights of 0.

    Args:
        signal: shape (n,).
        target: what the right kernel gives, shape (n - 1,).
        rate: the size of a step.

    Returns:
        The kernels, shape (STEPS + 1, 2), and their losses, shape (STEPS + 1,).
    """
    kernels, losses = [np.zeros(2)], []
    windows = np.lib.stride_tricks.sliding_window_view(signal, 2)
    for _ in range(STEPS + 1):
        error = windows @ kernels[-1] - target
        losses.append(np.mean(error**2) / 2)
        kernels.append(kernels[-1] - rate * error @ windows / len(error))
    return np.array(kernels[:-1]), np.array(losses)
