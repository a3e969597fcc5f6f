"""A score and its gradient from one run of the network: what climbs a score wants both."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.models.gradients import as_array, as_tensor, input_gradient
from convcourse.models.layer_calls import find_layer, listening, only
from convcourse.models.quiet import import_keras

Floats = NDArray[np.floating[Any]]


class ScoredGradient(NamedTuple):
    """How high the score is, and where it rises.

    Attributes:
        scores: Shape (batch,), the score of each image; (batch, terms), each without its weight, where it has terms.
        gradient: Same shape as the images: the change of an image's score for a small change of each of its numbers.
    """

    scores: Floats
    gradient: Floats


def scored_gradient(
    model: Any,
    images: ArrayLike,
    score: Callable[[Any], Any],
    *,
    layers: Sequence[Any] | None = None,
    weights: ArrayLike | None = None,
) -> ScoredGradient:
    """Return the score of each image and its gradient with respect to the image.

    Args:
        model: A Keras model that was built, or a `ScoreModel`. It runs as in use, not as in training.
        images: Shape (batch, height, width, channels), or as the model takes them.
        score: Function of the model's output, written with `keras.ops`, that gives one number for each image. With
            layers, it is a function of the list of what these layers give.
        layers: Names of layers, or the layers.
        weights: Shape (terms,), where the score gives several numbers for each image, (batch, terms), that are to be
            added up with these weights.

    Raises:
        ValueError, FloatingPointError: As `input_gradient`.

    Source: chapter 17.
    """
    ops = import_keras().ops
    array = as_array(as_tensor(model, images))
    inner = None if layers is None else [find_layer(model, layer) for layer in layers]
    factors = np.ones(1) if weights is None else np.asarray(weights)
    shape = (len(array),) if weights is None else (len(array), len(factors))

    def weighted(row: Any) -> Any:
        """Return the sum of all scores, each times its weight: the slope along a weight is that score itself."""
        given, weight = ops.reshape(row[: array.size], array.shape), ops.reshape(row[array.size :], shape)
        scores = score(model(given, training=False) if inner is None else _what_they_give(model, given, inner))
        if tuple(scores.shape) != shape:
            raise ValueError(f"expected scores of shape {shape} for {len(array)} images, came {tuple(scores.shape)}")
        return ops.sum(scores * weight)

    row = np.concatenate([array.ravel(), np.broadcast_to(factors, shape).ravel()]).astype(array.dtype)
    slopes = input_gradient(_Row(model), row, weighted)
    return ScoredGradient(slopes[array.size :].reshape(shape), slopes[: array.size].reshape(array.shape))


class _Row:
    """The model as one of a row of numbers, which it hands on; the score does with them what is to be done."""

    input_shape = None

    def __init__(self, model: Any) -> None:
        self.model = model

    def __call__(self, row: Any, training: bool = False) -> Any:
        return row

    def __getattr__(self, name: str) -> Any:
        return getattr(self.model, name)


def _what_they_give(model: Any, images: Any, layers: list[Any]) -> list[Any]:
    different = {id(layer): layer for layer in layers}.values()  # one may be asked for twice
    with listening(*different) as calls:
        model(images, training=False)
    return [only([call for call in calls if call.layer is layer], layer) for layer in layers]
