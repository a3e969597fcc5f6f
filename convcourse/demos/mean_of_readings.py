"""Watch the mean of noisy readings settle as there are more of them."""

import numpy as np

from convcourse import figures
from convcourse.demos.stage import Demo, Steps


def mean_of_readings() -> Demo:
    """Vary how many readings are taken of a distance of 20 m."""
    readings = 20 + np.random.default_rng(3).normal(scale=3.0, size=40)
    return Demo(figures.mean_of_readings(readings, 20.0), count=Steps("readings taken", 1, 40, 5))
