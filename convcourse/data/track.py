"""An aeroplane that flies towards us and turns, seen by a noisy laser range sensor."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

INTERVAL = 0.2  # seconds between two readings
SPEED = 60.0  # metres a second: a light aerobatic aeroplane
START = (700.0, 150.0, 300.0)  # metres east, north and up from the sensor
TURN_STARTS = 4.0  # seconds after the first reading
TURN_LASTS = 6.0  # seconds
TURN_RATE = np.radians(30.0)  # radians a second to the right: from west, half a circle later, back to east


class Track(NamedTuple):
    """Readings of a range sensor, five a second.

    Attributes:
        time: Seconds since the first reading, shape (readings,).
        true_range: Distance from sensor to aeroplane in metres, shape (readings,).
        measured_range: What the sensor said, in metres, shape (readings,).
    """

    time: NDArray[np.float64]
    true_range: NDArray[np.float64]
    measured_range: NDArray[np.float64]


def aeroplane_track(readings: int = 60, *, noise: float = 60.0, seed: int = 0) -> Track:
    """Simulate an aeroplane that approaches, turns round and leaves, and a sensor that measures its range.

    It flies level at 60 m/s, straight towards the west for 4 s, turns right by half a circle in 6 s, and flies
    straight on. The sensor's errors are independent and normal. A longer track begins with the shorter one.

    Args:
        readings: Number of readings, five a second.
        noise: Standard deviation of the sensor's error in metres.
        seed: The same seed gives the same errors.

    Raises:
        ValueError: Fewer than one reading, or a negative noise.

    >>> track = aeroplane_track(3, noise=0)
    >>> track.true_range.round(1).tolist()
    [776.2, 765.4, 754.6]
    """
    if readings < 1:
        raise ValueError(f"expected at least 1 reading, came {readings}")
    if noise < 0:
        raise ValueError(f"expected a noise of 0 m or more, came {noise}")
    time = INTERVAL * np.arange(readings, dtype=np.float64)
    east, north, up = _position(time)
    true_range = np.sqrt(east**2 + north**2 + up**2)
    error = np.random.default_rng(seed).normal(scale=noise, size=readings)
    return Track(time, true_range, true_range + error)


def _position(time: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Return metres east, north and up at each time: a straight line, an arc, a straight line."""
    before = np.minimum(time, TURN_STARTS)
    turning = np.clip(time - TURN_STARTS, 0, TURN_LASTS)
    after = np.maximum(time - TURN_STARTS - TURN_LASTS, 0)
    angle = TURN_RATE * turning
    last_angle = TURN_RATE * TURN_LASTS
    radius = SPEED / TURN_RATE
    east = START[0] - SPEED * before - radius * np.sin(angle) - SPEED * after * np.cos(last_angle)
    north = START[1] + radius * (1 - np.cos(angle)) + SPEED * after * np.sin(last_angle)
    return east, north, START[2]


def track_on_paper() -> Track:
    """Return six readings small enough for pencil and paper: ranges fall by 2 m a second, errors are whole metres.

    >>> track_on_paper().measured_range.tolist()
    [31.0, 27.0, 26.0, 25.0, 20.0, 21.0]
    """
    time = np.arange(6.0)
    true_range = 30 - 2 * time
    return Track(time, true_range, true_range + np.array([1, -1, 0, 1, -2, 1]))
