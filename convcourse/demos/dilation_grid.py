"""Choose the dilations of three layers and see which pixels a unit sees, and which fall through the holes."""

from __future__ import annotations

from collections.abc import Mapping

from convcourse import figures, reference
from convcourse.demos.stage import Demo, Steps

KERNEL, LARGEST, LAYERS = 3, 9, 3


def dilation_grid() -> Demo:
    """Vary the dilation of each of three layers with kernels of 3 by 3."""

    def compute(first: int, second: int, third: int) -> Mapping[str, object]:
        dilations = (first, second, third)
        ways = reference.ways_to_pixels([(KERNEL, dilation) for dilation in dilations])
        return {"ways": ways, "dilations": dilations, "kernel": KERNEL}

    return Demo(
        figures.dilation_grid(1 + LAYERS * LARGEST * (KERNEL - 1)).fed_by(compute),
        first=Steps("dilation of layer 1", 1, LARGEST, 2),
        second=Steps("dilation of layer 2", 1, LARGEST, 2),
        third=Steps("dilation of layer 3", 1, LARGEST, 2),
    )
