"""What is installed, which backend Keras runs on, and how fast each device multiplies matrices."""

import platform
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from convcourse.models.quiet import import_keras

PACKAGES = ("numpy", "matplotlib", "jupyterlab", "ipywidgets", "keras", "tensorflow")


@dataclass(frozen=True)
class DeviceTime:
    """How long one matrix product took on one device.

    Args:
        device: Keras's name of it, such as "cpu:0" or "gpu:0".
        seconds: the best of three products, result fetched.
        products: multiplications per second.
    """

    device: str
    seconds: float
    products: float


def versions() -> dict[str, str]:
    """Look up the installed version of Python and of each package, without importing any of them."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "missing: see README.md, \"If something does not work\""
    return found


def print_versions() -> None:
    """Print a line for each package."""
    for package, number in versions().items():
        print(f"{package:<12}{number}")


def backend() -> str:
    """Name the backend that Keras computes with. Loads Keras, which takes a few seconds."""
    return str(import_keras().backend.backend())


def time_matrix_product(size: int = 1000) -> list[DeviceTime]:
    """Multiply two size x size matrices on every device that Keras sees, and time it.

    Args:
        size: rows and columns of both matrices; the product takes size**3 multiplications.

    Returns:
        One entry a device, the CPU always among them.
    """
    keras = import_keras()
    matrix = np.random.default_rng(0).normal(size=(size, size)).astype("float32")
    devices = sorted({"cpu:0", *keras.distribution.list_devices()})
    return [_time_on(device, matrix) for device in devices]


def _time_on(device: str, matrix: np.ndarray) -> DeviceTime:
    keras = import_keras()
    with keras.device(device):
        tensor = keras.ops.convert_to_tensor(matrix)
        seconds = []
        for _ in range(4):  # the first one warms up
            start = time.perf_counter()
            keras.ops.convert_to_numpy(keras.ops.matmul(tensor, tensor))
            seconds.append(time.perf_counter() - start)
    best = min(seconds[1:])
    return DeviceTime(device, best, matrix.shape[0] ** 3 / best)
