"""How fast the course's own convolution is, beside Keras on the CPU and scipy.signal, on layers of LeNet and VGG."""

import os

# Before TensorFlow is imported: the comparison is between processors, and its greeting is no result.
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import time
from collections.abc import Callable
from typing import NamedTuple

import keras
import numpy as np
from scipy import signal

from benchmarks.row import Row
from convcourse import reference

ROUNDS = 15
KERAS_GOAL = 2.0
SCIPY_GOAL = 1.0


class Layer(NamedTuple):
    """One layer to measure: images (batch, height, width, channels), kernel (height, width, channels, filters)."""

    name: str
    images: tuple[int, int, int, int]
    kernel: tuple[int, int, int, int]
    padding: str


LAYERS = [
    Layer("LeNet C1", (64, 28, 28, 1), (5, 5, 1, 6), "valid"),
    Layer("LeNet C3", (64, 14, 14, 6), (5, 5, 6, 16), "valid"),
    Layer("VGG conv1_1", (1, 224, 224, 3), (3, 3, 3, 64), "same"),
    Layer("VGG conv1_2", (1, 224, 224, 64), (3, 3, 64, 64), "same"),
    Layer("VGG conv3_1", (1, 56, 56, 128), (3, 3, 128, 256), "same"),
    Layer("VGG conv5_1", (4, 14, 14, 512), (3, 3, 512, 512), "same"),
]


def run() -> list[Row]:
    """Measure every layer in float32, all three in turns, so that a busy machine slows all of them alike."""
    return [row for layer in LAYERS for row in _measure(layer)]


def _measure(layer: Layer) -> list[Row]:
    """Return the times of one layer: ours, and how many times as long as each of the others."""
    random = np.random.default_rng(0)
    images = random.normal(size=layer.images).astype(np.float32)
    kernel = random.normal(size=layer.kernel).astype(np.float32)
    tensors = keras.ops.convert_to_tensor(images), keras.ops.convert_to_tensor(kernel)

    def ours() -> np.ndarray:
        return reference.convolution(images, kernel, padding=layer.padding)

    def kerass() -> np.ndarray:
        return keras.ops.convert_to_numpy(keras.ops.conv(*tensors, 1, layer.padding))

    np.testing.assert_allclose(ours(), kerass(), rtol=1e-2, atol=1e-2)
    our_seconds, keras_seconds = _fastest(ours, kerass)
    scipy_seconds = _scipy_seconds(images, kernel, layer.padding)
    to_keras, to_scipy = our_seconds / keras_seconds, our_seconds / scipy_seconds
    return [
        Row(f"{layer.name}: convcourse", our_seconds * 1000, "ms"),
        Row(f"{layer.name}: against Keras", to_keras, "times", to_keras, "Keras", KERAS_GOAL),
        Row(f"{layer.name}: against scipy.signal's least", to_scipy, "times", to_scipy, "scipy.signal", SCIPY_GOAL),
    ]


def _fastest(*functions: Callable[[], np.ndarray]) -> list[float]:
    """Return the shortest time of each function in seconds, over rounds in which each has a turn."""
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(ROUNDS):
        for function, measured in zip(functions, times, strict=True):
            began = time.perf_counter()
            function()
            measured.append(time.perf_counter() - began)
    return [min(measured) for measured in times]


def _scipy_seconds(images: np.ndarray, kernel: np.ndarray, padding: str) -> float:
    """Return the least seconds that scipy.signal.correlate2d can take for the layer.

    It takes one channel and one filter at a time, and a layer of VGG has 262,144 such pairs. The fastest of a few is
    multiplied by their number, and the sum over the channels is given to it for nothing.
    """
    channels, filters = kernel.shape[2:]
    planes = [np.ascontiguousarray(images[0, :, :, channel]) for channel in range(min(channels, 3))]
    weights = [np.ascontiguousarray(kernel[:, :, 0, f]) for f in range(min(filters, 3))]
    pairs = [
        lambda plane=plane, weight=weight: signal.correlate2d(plane, weight, padding)
        for plane in planes
        for weight in weights
    ]
    return min(_fastest(*pairs)) * len(images) * channels * filters
