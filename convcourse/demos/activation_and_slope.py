"""Move an input along four activation functions and read output and slope."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

INPUTS = np.round(np.arange(-6, 6.01, 0.05), 2)
NAMES = ("ReLU", "leaky ReLU", "sigmoid", "tanh")


def activation_and_slope() -> Demo:
    """Choose a function, move its input, and choose the slope of the leaky side."""

    def compute(name: str, z: float, leak: float) -> Mapping[str, object]:
        outputs, slopes = _both(name, INPUTS, leak)
        output, slope = _both(name, np.array([z]), leak)
        shown = f"leaky ReLU, a = {leak:g}" if name == "leaky ReLU" else name
        return {
            "name": shown,
            "outputs": outputs,
            "slopes": slopes,
            "z": z,
            "output": float(output[0]),
            "slope": float(slope[0]),
        }

    return Demo(
        figures.activation_and_slope(INPUTS).fed_by(compute),
        name=Choice("function", NAMES, "sigmoid"),
        z=Steps("input z", -6, 6, 2, step=0.5),
        leak=Steps("slope a of leaky ReLU", 0, 1, 0.1, step=0.1),
    )


def _both(name: str, z: np.ndarray, leak: float) -> tuple[np.ndarray, np.ndarray]:
    """Return outputs and slopes of one function."""
    if name == "ReLU":
        return reference.relu(z), reference.relu_derivative(z)
    if name == "leaky ReLU":
        return reference.leaky_relu(z, leak), reference.leaky_relu_derivative(z, leak)
    if name == "sigmoid":
        return reference.sigmoid(z), reference.sigmoid_derivative(z)
    return reference.tanh(z), reference.tanh_derivative(z)
