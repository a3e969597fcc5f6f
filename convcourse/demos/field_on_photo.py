"""Build a stack of layers and see on a photo how much of it one unit sees."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Steps
from convcourse.reference import Window

MOST_LAYERS, EVERY = 12, 3
PLAIN, STRIDE, POOL = "nothing", "stride 2, every third layer", "2 by 2 pool, after every third layer"
ORDINARY, DOUBLING = "1 in all layers", "1, 2, 4, 1, 2, 4, ..."


def field_on_photo() -> Demo:
    """Choose how many layers, their kernel, what shrinks the map, and the dilation of the kernels."""
    photo = np.asarray(data.photo("chelsea"), dtype=float)

    def compute(layers: int, kernel: int, shrink: str, dilation: str) -> Mapping[str, object]:
        names, windows = zip(*stack(layers, kernel, shrink, dilation), strict=True)
        fields = [reference.receptive_field(windows[: count + 1]) for count in range(len(windows))]
        return {
            "photo": photo,
            # A figure space is as wide as a digit, so that the names stand below each other.
            "names": [f"{number:\u2007>2}  {name}" for number, name in enumerate(names, 1)],
            "strides": [window.stride for window in windows],
            "dilations": [window.dilation for window in windows],
            "jumps": [field.jump for field in fields],
            "sizes": [field.size for field in fields],
        }

    return Demo(
        figures.field_on_photo((photo.shape[0], photo.shape[1]), MOST_LAYERS + MOST_LAYERS // EVERY).fed_by(compute),
        layers=Steps("convolutions", 1, MOST_LAYERS, 6),
        kernel=Steps("kernel: rows, columns", 2, 7, 3),
        shrink=Choice("what shrinks the map", [PLAIN, STRIDE, POOL]),
        dilation=Choice("dilation", [ORDINARY, DOUBLING]),
    )


def stack(layers: int, kernel: int, shrink: str, dilation: str) -> list[tuple[str, Window]]:
    """List the windows of a stack, pools included, each with its name.

    >>> stack(3, 5, STRIDE, ORDINARY)[-1]
    ('conv 5', Window(kernel=5, stride=2, padding=0, dilation=1))
    """
    windows = []
    for number in range(layers):
        third = number % EVERY == EVERY - 1
        window = Window(
            kernel,
            stride=2 if shrink == STRIDE and third else 1,
            dilation=2 ** (number % EVERY) if dilation == DOUBLING else 1,
        )
        windows.append((f"conv {kernel}", window))
        if shrink == POOL and third:
            windows.append(("pool 2", Window(2, 2)))
    return windows
