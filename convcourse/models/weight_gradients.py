"""The gradient of each weight of a Keras classifier, as in the first step of its training."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.models.layer_table import checked_model
from convcourse.models.quiet import import_keras

Floats = NDArray[np.floating[Any]]


def weight_gradients(model: Any, images: ArrayLike, labels: ArrayLike) -> dict[str, Floats]:
    """Return how the loss changes with each weight, with batch normalisation as in training.

    This takes one step of gradient descent with momentum and reads the velocity: after a first step from rest at rate 1
    it is the gradient with its sign turned, to the last digit and on every backend. Then all weights are put back.

    Args:
        model: A classifier that was built and gives raw scores. How it was compiled stays as it is.
        images: Shape (batch, height, width, channels).
        labels: Whole numbers of shape (batch,).

    Returns:
        For each trainable weight, by its path such as "dense/kernel", its gradient, an array of its shape; in the order
        of `model.trainable_weights`.

    Raises:
        TypeError, ValueError: It is no model, or was not built.

    Source: chapters 06 (momentum) and 13.
    """
    keras = import_keras()
    # The same layers in another model, so that the optimiser of the given one is left alone.
    probe = keras.Model(checked_model(model).inputs[0], model.outputs[0])
    optimizer = keras.optimizers.SGD(learning_rate=1.0, momentum=0.5)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    probe.compile(optimizer, loss, run_eagerly=True)  # for one step, translating the model takes longer than the work
    before = model.get_weights()
    probe.train_on_batch(np.asarray(images, dtype="float32"), np.asarray(labels))
    velocities = [velocity.numpy() for velocity in optimizer.momentums]
    model.set_weights(before)
    paths = [weight.path for weight in model.trainable_weights]
    return {path: -velocity for path, velocity in zip(paths, velocities, strict=True)}


def kernel_gradient_lengths(model: Any, images: ArrayLike, labels: ArrayLike) -> list[float]:
    """Return the length (root of the sum of squares) of the gradient of each kernel, from the input up.

    Args, raises and source: as `weight_gradients`. Biases and normalisations are left out.
    """
    found = weight_gradients(model, images, labels)
    return [float(np.linalg.norm(gradient)) for path, gradient in found.items() if path.endswith("kernel")]
