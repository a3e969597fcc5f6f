"""Build a stack of layers and see on a photo how much of it one unit sees."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.showcase import Showcase
from convcourse.demos.stage import Choice, Demo, Steps
from convcourse.figures.field_on_photo import DIMMED
from convcourse.reference import Window

MOST_LAYERS, EVERY = 12, 3
PLAIN, STRIDE, POOL = "nothing", "stride 2, every third layer", "2 by 2 pool, after every third layer"
ORDINARY, DOUBLING = "1 in all layers", "1, 2, 4, 1, 2, 4, ..."


def field_on_photo() -> Demo:
    """Choose how many layers, their kernel, what shrinks the map, and the dilation of the kernels; move the unit."""
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

    height, width, _ = photo.shape
    most = MOST_LAYERS + MOST_LAYERS // EVERY
    facts = {
        "height": height,
        "width": width,
        "photo": base64.b64encode(photo.astype(np.uint8).tobytes()).decode(),
        "most": most,
        "dimmed": DIMMED,
        "every": EVERY,
        "stride": STRIDE,
        "pool": POOL,
        "doubling": DOUBLING,
    }
    return Showcase(
        "field_on_photo",
        "The receptive field of one unit on a photo",
        figures.field_on_photo((height, width), most).fed_by(compute),
        facts,
        {
            "down": Steps("unit: steps down from the middle", -(height // 2), height // 2, 0),
            "across": Steps("unit: steps to the right", -(width // 2), width // 2, 0),
        },
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
