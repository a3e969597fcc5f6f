"""Measure one slope of a small network with steps of many lengths, and compare it with the derived one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

EXPONENTS = np.arange(1, 15)
IMAGE = np.array([[1.0, 2, 0], [3, 1, 4]]).reshape(1, 2, 3, 1)
KERNEL = np.array([[0.1, 0.2], [0.3, -0.1]])
DECIMALS = {"double": 16, "single": 9}
TYPES = {"double": np.float64, "single": np.float32}


def loss_at(shift: float, kind: type = np.float64) -> np.floating:
    """Return the loss of the two scores on the small image, after the first weight has moved by `shift`.

    Args:
        shift: added to the kernel's upper left weight.
        kind: number type in which all is computed.
    """
    kernel: np.ndarray = KERNEL.astype(kind)
    kernel[0, 0] += kind(shift)
    scores = reference.convolution(IMAGE.astype(kind), kernel.reshape(2, 2, 1, 1)).reshape(2)
    largest = scores.max()
    return largest + np.log(np.exp(scores - largest).sum()) - scores[1]


def slope_at() -> float:
    """Return the slope of the loss for that weight, derived by going backwards."""
    scores = reference.convolution(IMAGE, KERNEL.reshape(2, 2, 1, 1)).reshape(1, 2)
    gradient = reference.cross_entropy_gradient(scores, [1]).reshape(1, 1, 2, 1)
    return float(reference.convolution_kernel_gradient(gradient, IMAGE, 2)[0, 0, 0, 0])


def gradient_check() -> Demo:
    """Choose the step, the formula and the precision."""
    steps, truth = 10.0**-EXPONENTS, slope_at()

    measured = {
        (way, name): np.array([_slope(way, step, kind) for step in steps])
        for way in ("central", "one-sided")
        for name, kind in TYPES.items()
    }

    def compute(exponent: int, way: str, precision: str) -> Mapping[str, object]:
        place, kind, decimals = int(exponent) - 1, TYPES[precision], DECIMALS[precision]
        other = "one-sided" if way == "central" else "central"
        above, below = loss_at(steps[place], kind), loss_at(-steps[place] if way == "central" else 0.0, kind)
        texts = [f"{float(loss):.{decimals}f}" for loss in (above, below)]
        shared = next((i for i, (a, b) in enumerate(zip(*texts, strict=True)) if a != b), len(texts[0]))
        return {
            "way": way,
            "precision": precision,
            "errors": np.abs(measured[way, precision] / truth - 1),
            "others": np.abs(measured[other, precision] / truth - 1),
            "place": place,
            "above": texts[0],
            "below": texts[1],
            "difference": f"{float(above - below):.{decimals}f}",
            "slope": f"{measured[way, precision][place]:.{decimals - 2}f}",
            "truth": f"{truth:.{decimals - 2}f}",
            "lost": shared,
        }

    return Demo(
        figures.gradient_check(steps).fed_by(compute),
        exponent=Steps("step: 10 to the power of minus", 1, 14, 5),
        way=Choice("formula", ["central", "one-sided"]),
        precision=Choice("precision", ["double", "single"]),
    )


def _slope(way: str, step: float, kind: type) -> float:
    """Measure the slope, with every number on the way in the precision of `kind`."""
    difference = loss_at(step, kind) - loss_at(-step if way == "central" else 0.0, kind)
    return float(difference / kind(2 * step if way == "central" else step))
