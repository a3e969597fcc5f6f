"""Where a gradient is not zero: the field of a unit, measured."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def gradient_support(gradient: ArrayLike) -> tuple[tuple[int, int], ...]:
    """Return the first and last pixel along each axis at which a gradient is not zero, in any channel.

    A unit's gradient with respect to the image can only be other than zero inside its receptive field; so for a network
    with weights other than zero this measures the field, as far as it lies inside the image.

    Args:
        gradient: Of one unit with respect to one image: shape (height, width, channels).

    Returns:
        (first row, last row), (first column, last column).

    Raises:
        ValueError: The gradient is zero everywhere.

    Source: chapter 09.

    >>> gradient_support([[[0.0], [0.0], [0.0]], [[0.0], [-2.0], [1.0]]])
    ((1, 1), (1, 2))
    """
    array: np.ndarray[Any, Any] = np.asarray(gradient)
    if array.ndim < 2:
        raise ValueError(f"expected the gradient of one image, (height, width, channels); came shape {array.shape}")
    seen = np.any(array != 0, axis=-1)
    if not seen.any():
        raise ValueError("expected a gradient that is other than zero somewhere; it is zero everywhere")
    places = np.nonzero(seen)
    return tuple((int(along.min()), int(along.max())) for along in places)
