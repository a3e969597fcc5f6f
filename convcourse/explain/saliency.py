"""Saliency: how much the score would change with each pixel."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.channel_reduction import reduce_channels
from convcourse.explain.empty_map import announce_empty
from convcourse.explain.image_batch import image_batch
from convcourse.models.class_score import score_gradient

Floats = NDArray[np.floating[Any]]


def saliency(
    model: Any,
    images: ArrayLike,
    class_index: ArrayLike,
    *,
    channels: str = "max",
    score_layer: Any = None,
    batch_size: int = 16,
) -> Floats:
    """Return the gradient of the score of a class with respect to each pixel.

    On a linear model this is the size of the weights, whatever the image shows.

    Args:
        model: A Keras model that was built. A softmax at its end is left out: see `convcourse.models.class_score`.
        images: Shape (batch, height, width, channels), in the scale that the model takes.
        class_index: Of one class for all images, or of one for each image.
        channels: "max", "mean", "sum" or "all"; see `reduce_channels`.
        score_layer: The layer that gives the scores, where the softmax cannot be found.
        batch_size: So many images go through the model at a time, which bounds the memory.

    Returns:
        Shape (batch, height, width), or (batch, height, width, channels) for "all".

    Raises:
        ValueError, FloatingPointError: As `score_gradient`.

    Warns:
        EmptyMap: A map is the same everywhere.

    Source: Simonyan, Vedaldi and Zisserman (2014), "Deep inside convolutional networks"; chapter 16.
    """
    gradient = score_gradient(
        model, image_batch(images), class_index, score_layer=score_layer, batch_size=batch_size
    )
    reason = "no small change of a pixel changes the score; every ReLU on the way may be shut"
    return announce_empty(reduce_channels(gradient, channels), "saliency", reason)
