"""SmoothGrad: the mean gradient over noisy copies of an image."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.channel_reduction import reduce_channels
from convcourse.explain.empty_map import announce_empty
from convcourse.explain.image_batch import image_batch
from convcourse.models.class_score import class_indices, score_gradient, score_model

Floats = NDArray[np.floating[Any]]

AT_A_TIME = 4  # batches of noisy copies in memory: so a large network is translated once for several


def smooth_gradient(
    model: Any,
    images: ArrayLike,
    class_index: ArrayLike,
    *,
    samples: int = 50,
    noise: float = 0.15,
    seed: int = 0,
    channels: str = "max",
    score_layer: Any = None,
    batch_size: int = 16,
) -> Floats:
    """Return the mean of the gradients of a score at noisy copies of each image.

    The gradient of a network with ReLUs jumps from pixel to pixel; the mean over its neighbourhood does so less.

    Args:
        model, images, class_index, channels, score_layer, batch_size: As for `saliency`.
        samples: Noisy copies of each image.
        noise: Standard deviation of the noise, as a part of the range of the image, from its least to its greatest
            value: so it is right for every input scale.
        seed: The same seed gives the same noise, to each image, alone or in a batch.

    Returns:
        Shape (batch, height, width), or (batch, height, width, channels) for "all".

    Raises:
        ValueError: Samples are fewer than one, or noise is negative; or as `saliency`.
        FloatingPointError: As `saliency`.

    Warns:
        EmptyMap: A map is the same everywhere.

    Source: Smilkov, Thorat, Kim, Viegas and Wattenberg (2017), "SmoothGrad: removing noise by adding noise";
    chapter 16.
    """
    if samples < 1 or noise < 0:
        raise ValueError(f"expected samples of 1 or more and noise of 0 or more, came {samples} and {noise}")
    array = image_batch(images)
    scored = score_model(model, array, score_layer=score_layer)
    classes = class_indices(scored, len(array), class_index)
    mean = np.zeros(array.shape, np.float32)
    for number, image in enumerate(array):
        random = np.random.default_rng(seed)
        deviation = np.float32(noise * np.ptp(image))
        for first in range(0, samples, AT_A_TIME * batch_size):
            count = min(AT_A_TIME * batch_size, samples - first)
            noisy = image + deviation * random.standard_normal((count, *image.shape), dtype=np.float32)
            gradients = score_gradient(scored, noisy, classes[number], batch_size=batch_size)
            mean[number] += gradients.sum(axis=0) / samples
    reason = "no noisy copy of it has a pixel whose small change would change the score"
    return announce_empty(reduce_channels(mean, channels), "SmoothGrad", reason)
