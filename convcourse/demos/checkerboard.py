"""Make a map twice as big in two ways, with any kernel size, and look for the checkerboard."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

SHAPE, BLOCK, SHOWN, STRIDE = (11, 14), 7, 12, 2
TRANSPOSED, RESIZED = "transposed, stride 2", "resize, then convolve"
EQUAL, RANDOM = "all weights equal", "random weights"


def checkerboard() -> Demo:
    """Vary the way, the size of the kernel, its weights, and what is made bigger."""
    cat = data.photo("chelsea", gray=True)
    face = cat[8:85, 62:160].reshape(SHAPE[0], BLOCK, SHAPE[1], BLOCK).mean(axis=(1, 3))
    face = (face - face.min()) / np.ptp(face)
    inputs = {"a flat grey": np.full(SHAPE, 0.5), "a photo": face}

    def compute(way: str, taps: int, weights: str, what: str) -> Mapping[str, object]:
        kernel = np.ones((taps, taps))
        if weights == RANDOM:
            kernel = np.random.default_rng(taps).uniform(0.2, 1.8, size=(taps, taps))
        enlarge = by_copies if way == TRANSPOSED else by_resizing
        return {
            "small": inputs[what],
            "large": enlarge(inputs[what], kernel),
            "counts": copies_by_column(taps) if way == TRANSPOSED else np.full(SHOWN, float(taps)),
            "flat": extremes(enlarge(np.ones(SHAPE), kernel)),
            "how": f"{way}, kernel {taps} by {taps}" if way == TRANSPOSED else f"{way} with {taps} by {taps}",
        }

    return Demo(
        figures.checkerboard(SHAPE, SHOWN).fed_by(compute),
        way=Choice("way", [TRANSPOSED, RESIZED]),
        taps=Steps("size of the kernel", 2, 5, start=3),
        weights=Choice("weights", [EQUAL, RANDOM]),
        what=Choice("what is made bigger", list(inputs)),
    )


def extremes(numbers: np.ndarray) -> tuple[float, float]:
    """Return the least and the largest of an array."""
    return float(numbers.min()), float(numbers.max())


def by_copies(small: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the transposed convolution with stride 2, cut to twice the size and as bright as the input on average.

    >>> by_copies(np.ones((1, 3)), np.ones((2, 2)))
    array([[1., 1., 1., 1., 1., 1.],
           [1., 1., 1., 1., 1., 1.]])
    """
    edged = np.pad(small, 2, mode="edge")  # so that no dark border hides the pattern
    share = kernel * STRIDE**2 / kernel.sum()
    spread = reference.transposed_convolution(
        edged[np.newaxis, ..., np.newaxis], share[..., np.newaxis, np.newaxis], stride=STRIDE
    )[0, ..., 0]
    begin = 2 * STRIDE + (len(kernel) - STRIDE) // 2
    return spread[begin : begin + STRIDE * small.shape[0], begin : begin + STRIDE * small.shape[1]]


def by_resizing(small: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return each pixel repeated twice in both directions, then a weighted average of each window.

    >>> by_resizing(np.array([[0.0, 3.0]]), np.full((3, 3), 1.0))[0].tolist()
    [0.0, 1.0, 2.0, 3.0]
    """
    large = small.repeat(STRIDE, axis=0).repeat(STRIDE, axis=1)
    before, after = (len(kernel) - 1) // 2, len(kernel) // 2
    padded = np.pad(large, ((before, after), (before, after)), mode="edge")
    return reference.correlate2d(padded, kernel / kernel.sum())


def copies_by_column(taps: int) -> np.ndarray:
    """Count for each column of an output, away from its border, how many copies of a row of the kernel reach it.

    >>> copies_by_column(3)[:6].tolist()
    [2.0, 1.0, 2.0, 1.0, 2.0, 1.0]
    """
    ones = np.ones((1, SHOWN, 1)), np.ones((taps, 1, 1))
    begin = 2 * STRIDE + (taps - STRIDE) // 2
    return reference.transposed_convolution(*ones, stride=STRIDE)[0, begin : begin + SHOWN, 0]
