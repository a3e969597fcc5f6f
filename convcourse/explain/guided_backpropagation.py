"""Guided backpropagation: only paths that speak for the class, through ReLUs that are open."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.channel_reduction import reduce_channels
from convcourse.explain.empty_map import announce_empty
from convcourse.explain.image_batch import image_batch
from convcourse.models.class_score import score_gradient

Floats = NDArray[np.floating[Any]]


def guided_backpropagation(
    model: Any,
    images: ArrayLike,
    class_index: ArrayLike,
    *,
    channels: str = "max",
    score_layer: Any = None,
    batch_size: int = 16,
) -> Floats:
    """Return the gradient of the score of a class, kept at each ReLU only where it is positive and the ReLU is open.

    It draws sharp edges. They are edges of the image rather than reasons of the network: with random weights in the
    upper layers it gives nearly the same picture (Adebayo and others 2018).

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

    Source: Springenberg, Dosovitskiy, Brox and Riedmiller (2015), "Striving for simplicity"; chapter 16.
    """
    gradient = score_gradient(
        model,
        image_batch(images),
        class_index,
        relu_rule="guided",
        score_layer=score_layer,
        batch_size=batch_size,
    )
    reason = "at some layer no channel has both an open ReLU and a positive gradient"
    return announce_empty(reduce_channels(gradient, channels), "guided backpropagation", reason)
