"""Inception-ResNet-v2: inception modules that say what to add to their input."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from convcourse.models.building_blocks import Shape, Tensor, classifier, convolve_normalized, image_input
from convcourse.models.inception_v3 import inception_stem
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

convolve = partial(convolve_normalized, scale=False)  # the normalisation shifts only: the next layer can scale


def inception_resnet_v2(
    input_shape: Shape = (299, 299, 3), classes: int = 1000, *, softmax: bool = False
) -> keras.Model:
    """Build Inception-ResNet-v2 as Keras has it: the stem of Inception v3, then 10, 20 and 10 residual modules.

    Row: Inception-ResNet-v2, "Keras": 55,813,192 parameters, 13,155,794,016 multiply-adds.
    Keras lists 55,873,736, because it counts the 60,544 running means and variances. Where the normalisation has a
    factor as well, there are 30,272 parameters more, one a channel. The paper draws another stem; the released weights,
    and so Keras, have this one.

    Args:
        input_shape: Height, width and channels; at least 75 x 75.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Szegedy, Ioffe, Vanhoucke and Alemi (2016).
    """
    inputs = image_input(input_shape, smallest=75)
    x = _first_module(inception_stem(inputs))
    for number in range(1, 11):
        x = add_scaled(x, _branches_35(x), 0.17, name=f"block35_{number}")
    x = _reduce_to_17(x)
    for number in range(1, 21):
        x = add_scaled(x, _branches_17(x), 0.1, name=f"block17_{number}")
    x = _reduce_to_8(x)
    for number in range(1, 10):
        x = add_scaled(x, _branches_8(x), 0.2, name=f"block8_{number}")
    x = add_scaled(x, _branches_8(x), 1.0, relu=False, name="block8_10")
    x = convolve(x, 1536, 1, name="conv_7b")
    return classifier(inputs, x, classes, softmax=softmax, name="inception_resnet_v2")


def add_scaled(x: Tensor, branches: list[Tensor], factor: float, *, relu: bool = True, name: str) -> Tensor:
    """Bring the branches to the channels of x with a 1 x 1 convolution, and add a small part of that to x.

    Without the factor the training of such wide modules broke down, the paper says.

    Args:
        x: Shape (batch, height, width, channels).
        branches: Maps of the same height and width.
        factor: What the sum takes of them, from 0 to 1.
        relu: Whether ReLU follows.
        name: Of what comes out.
    """
    layers = import_keras().layers
    change = layers.Conv2D(x.shape[-1], 1, name=f"{name}_up")(layers.Concatenate(name=f"{name}_mixed")(branches))
    change = layers.Rescaling(factor, name=f"{name}_scaled")(change)
    total = layers.Add(name=f"{name}_sum" if relu else name)([x, change])
    return layers.ReLU(name=name)(total) if relu else total


def _branches_35(x: Tensor) -> list[Tensor]:
    three = convolve(convolve(x, 32, 1), 32, 3)
    threes = convolve(convolve(convolve(x, 32, 1), 48, 3), 64, 3)
    return [convolve(x, 32, 1), three, threes]


def _branches_17(x: Tensor) -> list[Tensor]:
    return [convolve(x, 192, 1), convolve(convolve(convolve(x, 128, 1), 160, (1, 7)), 192, (7, 1))]


def _branches_8(x: Tensor) -> list[Tensor]:
    return [convolve(x, 192, 1), convolve(convolve(convolve(x, 192, 1), 224, (1, 3)), 256, (3, 1))]


def _first_module(x: Tensor) -> Tensor:
    layers = import_keras().layers
    five = convolve(convolve(x, 48, 1), 64, 5)
    threes = convolve(convolve(convolve(x, 64, 1), 96, 3), 96, 3)
    pooled = convolve(layers.AveragePooling2D(3, 1, "same")(x), 64, 1)
    return layers.Concatenate(name="mixed_5b")([convolve(x, 96, 1), five, threes, pooled])


def _reduce_to_17(x: Tensor) -> Tensor:
    layers = import_keras().layers
    three = convolve(x, 384, 3, stride=2, padding="valid")
    threes = convolve(convolve(convolve(x, 256, 1), 256, 3), 384, 3, stride=2, padding="valid")
    return layers.Concatenate(name="mixed_6a")([three, threes, layers.MaxPooling2D(3, 2)(x)])


def _reduce_to_8(x: Tensor) -> Tensor:
    layers = import_keras().layers
    wide = convolve(convolve(x, 256, 1), 384, 3, stride=2, padding="valid")
    narrow = convolve(convolve(x, 256, 1), 288, 3, stride=2, padding="valid")
    threes = convolve(convolve(convolve(x, 256, 1), 288, 3), 320, 3, stride=2, padding="valid")
    return layers.Concatenate(name="mixed_7a")([wide, narrow, threes, layers.MaxPooling2D(3, 2)(x)])
