"""Images, kernels and maps with channels: one axis order, checked in one place.

Images and maps: (batch, *size, channels). Kernels: (*size, channels in, channels out). Size is (height, width), and any
other number of axes works too: (time,) for signals, (depth, height, width) for volumes.
"""

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats
from convcourse.reference.window_geometry import Geometry

_SIZES = {1: ("time",), 2: ("height", "width"), 3: ("depth", "height", "width")}


def as_kernel(kernel: ArrayLike, groups: int = 1) -> Floats:
    """Return a kernel as an array of shape (*size, channels in each group, filters).

    Raises:
        ValueError: Fewer than three axes, or filters that cannot be shared out among the groups.
    """
    kernel = as_floats(kernel, "kernel")
    if kernel.ndim < 3:
        raise ValueError(f"expected kernel with axes (*size, channels, filters), came shape {kernel.shape}")
    if not isinstance(groups, (int, np.integer)) or groups < 1 or kernel.shape[-1] % groups:
        raise ValueError(f"expected groups that share out {kernel.shape[-1]} filters evenly, came {groups}")
    return kernel


def as_images(images: ArrayLike, axes: int, name: str = "images") -> Floats:
    """Return images as an array of shape (batch, *size, channels), where size has `axes` axes.

    Raises:
        ValueError: Another number of axes.
    """
    sizes = _SIZES.get(axes, tuple(f"size {axis}" for axis in range(axes)))
    return as_floats(images, name, ("batch", *sizes, "channels"))


def agree_on_channels(images: Floats, kernel: Floats, groups: int) -> None:
    """Refuse images whose channels are not those that the kernel expects.

    Raises:
        ValueError: The counts differ.
    """
    came, expected = images.shape[-1], kernel.shape[-2] * groups
    if came != expected:
        share = f" in each of {groups} groups" if groups > 1 else ""
        plural = "channel" if kernel.shape[-2] == 1 else "channels"
        raise ValueError(f"kernel has {kernel.shape[-2]} {plural}{share}, image has {came}: they must agree")


def agree_on_places(maps: Floats, found: Geometry, channels: int) -> None:
    """Refuse a gradient that does not have the shape of the result that it belongs to.

    Raises:
        ValueError: The shapes differ.
    """
    expected = (maps.shape[0], *found.output, channels)
    if maps.shape != expected:
        raise ValueError(f"expected output gradient of shape {expected}, came {maps.shape}")


def pad_images(images: Floats, found: Geometry, value: float = 0.0) -> Floats:
    """Return the images with the geometry's padding around each; the images themselves where there is none."""
    if not any(map(any, found.pads)):
        return images
    return np.pad(images, ((0, 0), *found.pads, (0, 0)), constant_values=value)
