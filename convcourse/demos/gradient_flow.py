"""Send a gradient back through one window: a convolution, a convolution with ReLU, a max pool or an average pool."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps
from convcourse.figures.numbers import in_words

WINDOW = np.array([[6.0, 8], [3, 5]])
KERNEL, BIAS = np.array([[1.0, -2], [0, 1]]), 1.0
ENTRIES = {"upper left": (0, 0), "upper right": (0, 1), "lower left": (1, 0), "lower right": (1, 1)}
KINDS = ["max pool", "average pool", "convolution", "convolution, ReLU"]


def gradient_flow() -> Demo:
    """Choose the operation, one entry of the window [6 8; 3 5] and its value, and the gradient that arrives."""

    def compute(kind: str, entry: str, value: int, arriving: int) -> Mapping[str, object]:
        window = WINDOW.copy()
        window[ENTRIES[entry]] = value
        image, gradient = window[np.newaxis, ..., np.newaxis], np.full((1, 1, 1, 1), float(arriving))
        if kind in ("max pool", "average pool"):
            return {"window": window, "arriving": arriving, **_pooled(kind, window, image, gradient)}
        return {"window": window, "arriving": arriving, **_convolved(kind, image, gradient)}

    return Demo(
        figures.gradient_flow().fed_by(compute),
        kind=Choice("operation", KINDS),
        entry=Choice("entry to change", list(ENTRIES), "upper left"),
        value=Steps("its value", 0, 10, 6),
        arriving=Steps("gradient that arrives", -3, 3, 2),
    )


def _pooled(kind: str, window: np.ndarray, image: np.ndarray, gradient: np.ndarray) -> Mapping[str, object]:
    """Pool the window both ways."""
    slope = in_words(float(gradient.item()))
    if kind == "average pool":
        returned = reference.average_pool_gradient(gradient, image)[0, ..., 0]
        share = in_words(float(returned[0, 0]), 3)
        quarter = f"Each entry is a quarter of the mean, so each receives {slope} / 4 = {share}."
        story = (quarter, "The values themselves do not matter.")
        up, down = "the mean of the four", "a quarter to each"
        return {"output": window.mean(), "returned": returned, "story": story, "up": up, "down": down}
    returned = reference.max_pool_gradient(gradient, image)[0, ..., 0]
    best = float(window.max())
    row, column = divmod(int(window.argmax()), 2)
    count = int(np.sum(window == best))
    first = f"{in_words(best)} is the largest: it alone receives {slope}."
    second = "The others could move a little, and the output would not notice."
    if count > 1:
        times = {2: "twice", 3: "three times", 4: "four times"}[count]
        first = f"A tie: {in_words(best)} stands there {times}, and the output has no slope."
        second = f"By the rule of this course the first one, reading row by row, receives {slope}."
    way = {"up": "the largest of the four", "down": "all of it to the winner"}
    return {"output": best, "returned": returned, "story": (first, second), "winner": (row, column), **way}


def _convolved(kind: str, image: np.ndarray, gradient: np.ndarray) -> Mapping[str, object]:
    """Convolve the window, with ReLU or without, and go back."""
    kernel = KERNEL[..., np.newaxis, np.newaxis]
    total = reference.convolution(image, kernel, [BIAS])
    bent = kind.endswith("ReLU")
    output = reference.relu(total) if bent else total
    passed = gradient * reference.relu_derivative(total) if bent else gradient
    found = reference.convolution_gradients(passed, image, kernel)
    slope = in_words(float(passed.item()))
    blamed = f"Each entry receives {slope} times its weight, each weight {slope} times its entry, the bias {slope}."
    if not bent:
        story = (blamed, f"Forwards it was {_products(KERNEL, image)} + {in_words(BIAS)}.")
    elif total.item() > 0:
        story = (f"The sum is {in_words(float(total.item()))}, so the gate is open.", blamed)
    else:
        shut = f"The sum is {in_words(float(total.item()))}, so the gate is shut: nothing behind it is to blame."
        story = (shut, "All the gradients behind the gate are 0.")
    return {
        "output": output.item(),
        "returned": found.images[0, ..., 0],
        "story": story,
        "kernel": KERNEL,
        "kernel_gradient": found.kernel[..., 0, 0],
        "bias": BIAS,
        "bias_gradient": float(found.bias[0]),
        "total": total.item() if bent else None,
        "total_gradient": passed.item() if bent else None,
    }


def _products(kernel: np.ndarray, image: np.ndarray) -> str:
    """Write a sum of products: "1·6 + (−2)·8"."""
    weights = [f"({in_words(weight)})" if weight < 0 else in_words(weight) for weight in kernel.flat]
    return " + ".join(f"{weight}·{in_words(entry)}" for weight, entry in zip(weights, image.flat, strict=True))
