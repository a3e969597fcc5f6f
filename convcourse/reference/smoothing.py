"""Weights that average recent readings: what they do to noise, and how far they lag."""

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats


def weighted_average(readings: ArrayLike, weights: ArrayLike, time: int) -> float:
    """Return the weighted sum of the newest readings at one time; it is an average when the weights sum to 1.

    Args:
        readings: Shape (time,).
        weights: Shape (taps,); weights[a] belongs to the reading that is a steps old.
        time: Place of the newest reading.

    Raises:
        ValueError: The oldest weight would need a reading from before the first.

    >>> weighted_average([1, 2, 0, 4], [0.75, 0.25], time=3)
    3.0
    """
    readings, weights = as_floats(readings, "readings", ["time"]), as_floats(weights, "weights", ["age"])
    if not len(weights) - 1 <= time < len(readings):
        expected = f"{len(weights) - 1} to {len(readings) - 1}"
        raise ValueError(f"{len(weights)} weights over {len(readings)} readings need a time of {expected}, came {time}")
    return float(sum(weights[age] * readings[time - age] for age in range(len(weights))))


def decaying_weights(length: int, decay: float) -> Floats:
    """Return weights that sum to 1, each `decay` times the one before; the newest reading counts most.

    Args:
        length: Number of weights, 1 or more.
        decay: Above 0 and at most 1; 1 gives the plain average.

    >>> decaying_weights(3, 0.5).round(3)
    array([0.571, 0.286, 0.143])
    """
    if length < 1 or not 0 < decay <= 1:
        raise ValueError(f"expected a length of 1 or more and a decay in (0, 1], came {length} and {decay}")
    weights = float(decay) ** np.arange(length)
    return weights / weights.sum()


def noise_gain(weights: ArrayLike) -> float:
    """Return the factor by which weights multiply the variance of independent noise: sum(w ** 2).

    >>> noise_gain([0.25, 0.25, 0.25, 0.25])
    0.25
    """
    weights = as_floats(weights, "weights", ["age"])
    return float(np.sum(weights**2))


def lag(weights: ArrayLike) -> float:
    """Return the mean age, in steps, of what weights that sum to 1 let through: sum(a * w[a]).

    >>> lag([0.25, 0.25, 0.25, 0.25])
    1.5
    """
    weights = as_floats(weights, "weights", ["age"])
    return float(np.arange(len(weights)) @ weights)
