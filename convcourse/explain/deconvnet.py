"""Deconvnet: gradients that only ReLUs on the way back may stop."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.channel_reduction import reduce_channels
from convcourse.explain.empty_map import announce_empty
from convcourse.explain.image_batch import image_batch
from convcourse.models.class_score import score_gradient

Floats = NDArray[np.floating[Any]]


def deconvnet(
    model: Any,
    images: ArrayLike,
    class_index: ArrayLike,
    *,
    channels: str = "max",
    score_layer: Any = None,
    batch_size: int = 16,
) -> Floats:
    """Return the gradient of the score of a class, with its negative part set to zero at each ReLU on the way back.

    Whether the ReLU was open for this image does not matter, so what the image shows comes in by max-pooling only. A
    gradient can be negative for all channels of a layer; then nothing is left of it, and a warning says so.

    Args:
        model: A Keras model with ReLUs: layers, `activation="relu"`, or `keras.ops.relu`.
        images, class_index, channels, score_layer, batch_size: As for `saliency`.

    Returns:
        Shape (batch, height, width), or (batch, height, width, channels) for "all".

    Raises:
        ValueError: No ReLU was met as the model ran, so it would be the plain gradient; or as `saliency`.
        FloatingPointError: As `saliency`.

    Warns:
        EmptyMap: A map is the same everywhere.

    Source: Zeiler and Fergus (2014), "Visualizing and understanding convolutional networks"; chapters 15 and 16.
    """
    gradient = score_gradient(
        model,
        image_batch(images),
        class_index,
        relu_rule="deconvnet",
        score_layer=score_layer,
        batch_size=batch_size,
    )
    reason = "at some layer the gradient was negative for all channels, and the rule lets none of these through"
    return announce_empty(reduce_channels(gradient, channels), "deconvnet", reason)
