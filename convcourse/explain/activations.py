"""Activations: what the layers of a network give for an image."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.image_batch import image_batch
from convcourse.models.gradients import as_array, as_tensor, layer_activations
from convcourse.models.layer_calls import listening, parts_inside

Floats = NDArray[np.floating[Any]]


def activations(model: Any, images: ArrayLike, layer: Any, *, batch_size: int = 32) -> Floats:
    """Return what a layer gives for each image.

    Args:
        model: A Keras model that was built.
        images: Shape (batch, height, width, channels), in the scale that the model takes.
        layer: Name of the layer, or the layer.
        batch_size: So many images go through the model at a time, which bounds the memory.

    Returns:
        Shape (batch, height, width, channels) of the layer, or (batch, units).

    Raises:
        ValueError: The model has no such layer, or calls it more than once; or it does not take such images.
        FloatingPointError: Images hold NaN or infinity.

    Source: chapter 15.
    """
    array = image_batch(images)
    firsts = range(0, len(array), batch_size)
    return np.concatenate([layer_activations(model, array[first : first + batch_size], layer) for first in firsts])


def all_activations(model: Any, images: ArrayLike) -> dict[str, Floats]:
    """Return what each layer gives for the images, all from one run of the model.

    Args:
        model, images: As for `activations`. All images go through at once, so give few.

    Returns:
        Keys are the names of layers, in the order in which they run. Layers that the model calls several times, and
        those that give no single tensor, are left out; so are models inside the model, whose layers are there.

    Raises:
        ValueError, FloatingPointError: As `activations`.

    Source: chapter 15.
    """
    tensor = as_tensor(model, image_batch(images))
    with listening(*parts_inside(model)) as calls:
        model(tensor, training=False)
    names = [call.layer.name for call in calls]
    return {
        call.layer.name: as_array(call.said)
        for call in calls
        if names.count(call.layer.name) == 1 and hasattr(call.said, "shape") and not hasattr(call.layer, "layers")
    }
