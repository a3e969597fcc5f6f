"""Images of another size."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.image_batch import image_batch
from convcourse.models.quiet import import_keras

Floats = NDArray[np.floating[Any]]


def resized(images: ArrayLike, size: tuple[int, int]) -> Floats:
    """Return images of another size: smooth where they grow, with neighbours averaged where they shrink.

    Args:
        images: Shape (batch, height, width, channels).
        size: Height and width to come out.

    Raises:
        ValueError: The images have another shape, or a size is below 1.

    >>> resized(np.ones((1, 2, 3, 1)), (4, 3)).shape
    (1, 4, 3, 1)
    """
    array = image_batch(images)
    if len(size) != 2 or min(size) < 1:
        raise ValueError(f"expected a height and a width of 1 or more, came {size}")
    if tuple(array.shape[1:3]) == tuple(size):
        return array
    ops = import_keras().ops
    tensor = ops.convert_to_tensor(array.astype(np.float32))
    large = ops.image.resize(
        tensor, tuple(size), interpolation="bilinear", antialias=True, data_format="channels_last"
    )
    return np.asarray(ops.convert_to_numpy(large)).astype(array.dtype)
