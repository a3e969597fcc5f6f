"""Send handwritten digits through a small network, one after the other."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Demo, Steps


def digit_through_network(
    images: np.ndarray, labels: np.ndarray, maps: np.ndarray, pooled: np.ndarray, scores: np.ndarray
) -> Demo:
    """Choose the digit.

    Args:
        images: shape (count, height, width, 1), from 0 to 1.
        labels: shape (count,).
        maps: after convolution and ReLU, shape (count, height, width, channels).
        pooled: after pooling, shape (count, height, width, channels).
        scores: shape (count, 10).
    """
    probabilities = reference.softmax(scores)

    def compute(which: int) -> Mapping[str, object]:
        return {
            "image": images[which, ..., 0],
            "maps": maps[which],
            "pooled": pooled[which],
            "scores": scores[which],
            "probabilities": probabilities[which],
            "label": int(labels[which]),
        }

    picture = figures.digit_through_network(maps.shape[1:], pooled.shape[1:], images.shape[1:3])
    return Demo(picture.fed_by(compute), which=Steps("handwritten digit", 0, len(images) - 1, 1))
