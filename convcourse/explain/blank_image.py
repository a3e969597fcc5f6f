"""The image that a climb starts from: nothing to see, but for a little noise."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.ascent import Range, bounds
from convcourse.explain.image_batch import image_batch

Floats = NDArray[np.floating[Any]]


def blank_images(
    model: Any,
    count: int,
    start: ArrayLike | None,
    size: tuple[int, int, int] | None,
    input_range: Range,
    seed: int,
) -> Floats:
    """Return images to start from: all the same, the middle of the range with noise of a hundredth of it.

    Args:
        model: A Keras model, for the size of its images.
        count: How many images.
        start: Another image to start from, shape (height, width, channels).
        size: Height, width and channels, if the model does not know what it takes.
        input_range: As for `climb`.
        seed: Of the noise.

    Returns:
        Shape (count, height, width, channels).

    Raises:
        ValueError: The size is not known, or the range is none.
    """
    if start is not None:
        return np.repeat(image_batch(np.asarray(start)[None]), count, axis=0)
    shape = size or tuple(getattr(model, "input_shape", (None,)))[1:]
    if len(shape) != 3 or None in shape:
        raise ValueError(f"expected a model that knows the size of its images, it takes {shape}: give size or start")
    images = np.zeros((count, *shape), np.float32)
    least, greatest = bounds(images, input_range)
    noise = np.random.default_rng([seed, 1]).standard_normal(shape, dtype=np.float32)
    return images + (least + greatest) / 2 + (greatest - least) / 100 * noise
