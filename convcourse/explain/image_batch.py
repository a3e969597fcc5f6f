"""Images as all methods here take them."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]


def image_batch(images: ArrayLike) -> Floats:
    """Return images as an array of floats.

    Args:
        images: Shape (batch, height, width, channels), in the scale that the model takes.

    Raises:
        ValueError: They have another shape.
    """
    array: NDArray[Any] = np.asarray(images)
    if array.ndim != 4 or 0 in array.shape:
        batch = " (one image needs a batch axis: images[None])" if array.ndim == 3 else ""
        raise ValueError(f"expected images of shape (batch, height, width, channels), came {array.shape}{batch}")
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float32)


def mean_colours(images: Floats) -> Floats:
    """Return the mean colour of each image: shape (batch, 1, 1, channels).

    It lies in the middle of the scale of the images, whatever that is: from 0 to 1, from -1 to 1, or with a mean taken
    off. So it can stand for "nothing to see here" where black or a fixed grey would be a strong colour.
    """
    return images.mean(axis=(1, 2), keepdims=True)
