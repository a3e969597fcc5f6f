"""What a small model of convolutions is and does, in a few rows: two models with equal rows compute the same."""

import zlib
from typing import Any

import numpy as np

from convcourse.models.layer_table import checked_model
from convcourse.models.trial import outputs_of

ANSWERS = 4


def block_in_short(model: Any) -> list[list[Any]]:
    """Describe a model by its shapes, its convolutions, and what it answers when its weights are filled in a fixed way.

    Layers that have weights of one shape are given the same ones, whatever their names and their order. So models that
    are written differently and compute the same give equal rows. The model's own weights are put back.

    Args:
        model: A functional or Sequential model that was built, from one image to maps.

    Returns:
        Rows of a name and a value: "takes" and "gives", shapes without the batch; "convolutions", for each its filters,
        kernel size and strides, sorted; "learns", the count of trainable numbers; and "answers", a few sums over what
        it says about a fixed image.

    Raises:
        TypeError, ValueError: It is no model, or was not built.
    """
    before = checked_model(model).get_weights()
    model.set_weights([_filled(weight.path.rsplit("/", 1)[-1], weight.shape) for weight in model.weights])
    image = _random("image", model.input_shape[1:]).normal(size=(1, *model.input_shape[1:]))
    outputs = outputs_of(model, image.astype("float32"))
    model.set_weights(before)
    sums = _random("sums", outputs.shape).normal(size=(ANSWERS, outputs.size)) @ outputs.ravel()
    convolutions = sorted(
        [int(layer.filters), [*layer.kernel_size], [*layer.strides]]
        for layer in model.layers
        if type(layer).__name__ == "Conv2D"
    )
    return [
        ["takes", list(model.input_shape[1:])],
        ["gives", list(model.output_shape[1:])],
        ["convolutions", convolutions],
        ["learns", sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)],
        ["answers", [round(float(each), 3) for each in sums / np.sqrt(outputs.size)]],
    ]


def _random(name: str, shape: Any) -> np.random.Generator:
    return np.random.default_rng(zlib.crc32(f"{name} {tuple(shape)}".encode()))


def _filled(name: str, shape: Any) -> np.ndarray:
    """Return weights that depend on their kind and shape alone; scales and variances are above 0."""
    numbers = _random(name, shape).normal(size=tuple(shape))
    if name in ("gamma", "moving_variance"):
        return 0.5 + np.abs(numbers)
    return numbers / np.sqrt(max(1.0, np.prod(shape[:-1]) / 2))
