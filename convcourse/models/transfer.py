"""Take over the trunk of a trained network: freeze it, give it a new head, thaw its last layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from convcourse.models.layer_table import checked_model
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

Fit = Callable[["keras.Model", float], Any]


def trunk_of(network: keras.Model, last: str = "average") -> keras.Model:
    """Return the part of a network up to a layer; it shares its layers with the network.

    Args:
        network: A functional model with one input.
        last: The name of the trunk's last layer.

    Raises:
        ValueError: The network has no layer of this name.

    Source: chapter 14.
    """
    keras = import_keras()
    return keras.Model(network.input, network.get_layer(last).output, name="trunk")


def frozen_with_head(trunk: keras.Model, classes: int) -> keras.Model:
    """Freeze a trunk, and put one dense layer of scores on it.

    Args:
        trunk: From images to features, (count, features). All of its layers are frozen.
        classes: Scores that come out.

    Returns:
        A model, not compiled.

    Source: chapter 14.
    """
    keras = import_keras()
    trunk.trainable = False
    images = keras.Input(trunk.input_shape[1:])
    return keras.Model(images, keras.layers.Dense(classes)(trunk(images)))


def thaw_last(trunk: keras.Model, count: int) -> keras.Model:
    """Let the last convolutions of a trunk learn, and nothing else of it.

    Args:
        trunk: A model; its layers' flags are set.
        count: How many convolutions, from the end.

    Returns:
        The trunk.

    Raises:
        ValueError: It has fewer convolutions.

    Source: chapter 14.
    """
    keras = import_keras()
    convolutions = [layer for layer in trunk.layers if isinstance(layer, keras.layers.Conv2D)]
    if not 0 <= count <= len(convolutions):
        raise ValueError(f"expected 0 to {len(convolutions)} convolutions to thaw, came {count}")
    trunk.trainable = True
    for layer in trunk.layers:  # batch normalisation with this flag off takes its running values, also in training
        layer.trainable = False
    for layer in convolutions[len(convolutions) - count :]:
        layer.trainable = True
    return trunk


def train_in_two_phases(trunk: keras.Model, classes: int, fit: Fit) -> keras.Model:
    """Train a new head on a frozen trunk at a rate of 0.03, then its last two convolutions as well at 0.001.

    Args:
        trunk: From images to features.
        classes: Scores that come out.
        fit: Takes a model and a rate; compiles and trains the model.

    Returns:
        The model.

    Source: chapter 14.
    """
    model = frozen_with_head(trunk, classes)
    fit(model, 0.03)
    thaw_last(trunk, 2)
    fit(model, 0.001)
    return model


def with_two_heads(trunk: keras.Model, digits: int, letters: int) -> keras.Model:
    """Put two heads on one trunk, as it is: scores of digits and scores of letters for the same picture.

    Args:
        trunk: From images to features. Its flags are left as they are.
        digits, letters: Scores of the two heads.

    Returns:
        A model with the outputs "digit" and "letter".

    Source: chapter 14.
    """
    keras = import_keras()
    images = keras.Input(trunk.input_shape[1:])
    features = trunk(images)
    heads = [keras.layers.Dense(digits, name="digit"), keras.layers.Dense(letters, name="letter")]
    return keras.Model(images, [head(features) for head in heads])


def learning_layers(model: keras.Model) -> list[str]:
    """Name the layers of a model that have numbers to learn, those inside of its trunk included, from the input up.

    Raises:
        TypeError, ValueError: It is no model, or was not built.
    """
    names = [weight.path.split("/")[-2] for weight in checked_model(model).trainable_weights]
    return list(dict.fromkeys(names))


def transfer_in_short(model: keras.Model) -> list[list[Any]]:
    """Describe a model with a taken-over trunk: what it learns, and what it holds.

    Args:
        model: As `frozen_with_head` or `with_two_heads` gives it. It is left as it is.

    Returns:
        Rows of a name and a value: "takes" and "gives", shapes without the batch; "learns" and "holds", counts of
        numbers; "running means", the sum over all batch normalisations, 0 for a trunk that was built anew and not the
        one that was handed over; and "scores end in", the activation of each last layer.

    Raises:
        TypeError, ValueError: It is no model, or was not built.
    """
    outputs = checked_model(model).outputs
    heads = [layer for layer in model.layers if any(layer.output is each for each in outputs)]
    running = [weight.numpy() for weight in model.weights if weight.path.endswith("moving_mean")]
    ends = [getattr(getattr(layer, "activation", None), "__name__", "no activation") for layer in heads]
    return [
        ["takes", list(model.input_shape[1:])],
        ["gives", [list(each.shape[1:]) for each in outputs]],
        ["learns", sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)],
        ["holds", int(model.count_params())],
        ["running means", round(float(sum(np.sum(means) for means in running)), 2)],
        ["scores end in", ends],
    ]


