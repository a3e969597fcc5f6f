"""Slide a window of weights over a few readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from convcourse import figures, reference
from convcourse.demos.showcase import Showcase
from convcourse.demos.stage import Choice, Demo, Steps

CONVOLUTION, CORRELATION = "convolution: flipped", "correlation: as written"


def window_over_numbers(
    signal: Sequence[float] = (12, 18, 6, 24), kernel: Sequence[float] = (3 / 6, 2 / 6, 1 / 6)
) -> Demo:
    """Vary where the window is, which way round the kernel lies in it, and which results are kept.

    Args:
        signal: readings, shape (n,), 3 to 8 numbers.
        kernel: weights, shape (k,), 2 to 4 numbers.
    """
    weights = np.asarray(kernel, dtype=float)

    def compute(position: int, laid: str, ends: str) -> Mapping[str, object]:
        flipped = laid == CONVOLUTION
        operation = reference.convolve1d if flipped else reference.correlate1d
        return {
            "position": position,
            "laid": weights[::-1] if flipped else weights,
            "flipped": flipped,
            "results": operation(signal, weights, mode="full"),
            "mode": ends,
            "kept": kept(len(signal), len(weights), ends),
        }

    return Showcase(
        "window_over_numbers",
        "A window of weights slides over readings",
        figures.window_over_numbers(signal, len(weights)).fed_by(compute),
        {"signal": [float(reading) for reading in signal], "kernel": weights.tolist(), "flipped": CONVOLUTION},
        position=Steps("newest reading: time", 0, len(signal) + len(weights) - 2, start=len(weights) - 1),
        laid=Choice("kernel", [CONVOLUTION, CORRELATION]),
        ends=Choice("results kept", ["full", "valid", "same"]),
    )


def kept(readings: int, taps: int, mode: str) -> np.ndarray:
    """Say which of the results of "full" a mode keeps.

    Args:
        readings: how many readings.
        taps: how many weights.
        mode: "full", "valid" or "same".

    Returns:
        Yes or no for each result, shape (readings + taps - 1,).

    >>> kept(4, 3, "same").tolist()
    [False, True, True, True, True, False]
    """
    time = np.arange(readings + taps - 1)
    first = {"full": 0, "valid": taps - 1, "same": (taps - 1) // 2}[mode]
    return (time >= first) & (time < first + reference.output_length(readings, taps, mode))
