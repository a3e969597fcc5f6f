"""Move a digit on its canvas, and watch what a dense network and a convolutional one make of it."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.progress import progress
from convcourse.demos.stage import Demo, Steps
from convcourse.models import digit_readers, outputs_of


def moved_digit() -> Demo:
    """Choose the digit, and move it. Both networks are trained now, on digits in the middle of the canvas."""
    size, names = digit_readers.CANVAS, digit_readers.KINDS
    test = data.digits("test")
    readers = {name: digit_readers.trained_digit_reader(name) for name in progress(names, "two networks are trained")}

    @functools.cache
    def scores(down: int, right: int) -> Mapping[str, np.ndarray]:
        canvases = data.on_canvas(test.images, size, down=down, right=right)
        return {name: outputs_of(reader, canvases) for name, reader in readers.items()}

    def compute(which: int, down: int, right: int) -> Mapping[str, object]:
        found = scores(down, right)
        return {
            "image": data.on_canvas(test.images[which : which + 1], size, down=down, right=right)[0, ..., 0],
            "label": int(test.labels[which]),
            "moved": (down, right),
            "probabilities": {name: reference.softmax(found[name][which : which + 1])[0] for name in names},
            "accuracies": {name: float(np.mean(found[name].argmax(axis=1) == test.labels)) for name in names},
        }

    return Demo(
        figures.moved_digit(size, names).fed_by(compute),
        which=Steps("handwritten digit", 0, len(test.labels) - 1, 1),
        down=Steps("pixels down", -4, 4, 0),
        right=Steps("pixels right", -6, 6, 0),
    )
