"""How sharply a kernel of a given size can tell directions apart."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]


class DirectionTuning(NamedTuple):
    """What a kernel of upright stripes answers to turned ones.

    Attributes:
        kernel: Shape (side, side): one wave across, the same in all rows.
        response: At each angle the largest response over all shifts of the stripes, as a part of that at angle 0.
        half: The first angle, in degrees, at which it has fallen to a half; NaN if it never does.
    """

    kernel: Floats
    response: Floats
    half: float


def direction_tuning(side: int, wavelength: float, angles: ArrayLike) -> DirectionTuning:
    """Measure how the response of a striped kernel falls as the stripes of the input turn.

    Args:
        side: Height and width of the kernel, odd, 3 or more.
        wavelength: Pixels from one light stripe to the next, in kernel and input.
        angles: Degrees, from 0 up, at which it is measured.

    Raises:
        ValueError: The side is even or under 3, or the wavelength is not above 2, so that pixels cannot show it.

    Source: chapter 15.

    >>> direction_tuning(3, 8, [0, 45, 90]).response.round(2).tolist()
    [1.0, 0.67, 0.0]
    """
    if side < 3 or side % 2 == 0 or not wavelength > 2:
        raise ValueError(f"expected an odd side from 3 up and a wavelength above 2, came {side} and {wavelength}")
    degrees = np.asarray(angles, dtype=float)
    steps = np.arange(side) - side // 2
    across, down = steps[None, :], steps[:, None]
    frequency = 2 * np.pi / wavelength
    # A sine has as much below 0 as above, so an even ground gives nothing.
    kernel = np.sin(frequency * across) * np.ones_like(down)
    turned = np.radians(degrees)[:, None, None]
    phases = frequency * (across * np.cos(turned) + down * np.sin(turned))
    sizes = np.abs(np.sum(kernel * np.exp(1j * phases), axis=(1, 2)))
    response = sizes / np.abs(np.sum(kernel * np.exp(1j * frequency * across)))
    low = np.flatnonzero(response <= 0.5)
    return DirectionTuning(kernel, response, float(degrees[low[0]]) if low.size else float("nan"))
