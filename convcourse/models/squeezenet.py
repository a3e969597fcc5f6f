"""SqueezeNet: fire modules squeeze the channels before they look around, and there is no dense layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.building_blocks import Shape, Tensor, convolve, image_input, pool_rounded_up, probabilities
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

# Filters of the squeeze layer, and of each of the two expand layers, for fire2 to fire9.
FIRES = ((16, 64), (16, 64), (32, 128), (32, 128), (48, 192), (48, 192), (64, 256), (64, 256))


def squeezenet_1_0(
    input_shape: Shape = (224, 224, 3), classes: int = 1000, *, last_padding: int = 0, softmax: bool = False
) -> keras.Model:
    """Build SqueezeNet 1.0: windows of 7 x 7 in front, pooling after conv1, fire4 and fire8.

    Row: SqueezeNet 1.0: 1,248,424 parameters, 818,924,576 multiply-adds.
    The authors' Caffe network takes 227 x 227 pixels and pads before the last convolution, which brings a border of
    places that see nothing: input_shape=(227, 227, 3) with last_padding=1 has 861,339,936 multiply-adds. torchvision
    has no such padding. Both have the same weights.

    Args:
        input_shape: Height, width and channels; at least 21 x 21.
        classes: Number of classes.
        last_padding: Zeros on each side before the last convolution.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Iandola et al. (2016).
    """
    inputs = image_input(input_shape, smallest=21)
    x = convolve(inputs, 96, 7, stride=2, padding="valid", name="conv1")
    x = _fire_modules(pool_rounded_up(x, name="pool1"), pool_after=(4, 8))
    return _classifier(inputs, x, classes, last_padding, softmax=softmax, name="squeezenet_1_0")


def squeezenet_1_1(
    input_shape: Shape = (224, 224, 3), classes: int = 1000, *, last_padding: int = 0, softmax: bool = False
) -> keras.Model:
    """Build SqueezeNet 1.1: windows of 3 x 3 in front, and pooling earlier, after conv1, fire3 and fire5.

    Row: SqueezeNet 1.1: 1,235,496 parameters, 349,151,936 multiply-adds.

    Args, raises and source: as `squeezenet_1_0`; images of at least 17 x 17 pixels.
    """
    inputs = image_input(input_shape, smallest=17)
    x = convolve(inputs, 64, 3, stride=2, padding="valid", name="conv1")
    x = _fire_modules(pool_rounded_up(x, name="pool1"), pool_after=(3, 5))
    return _classifier(inputs, x, classes, last_padding, softmax=softmax, name="squeezenet_1_1")


def fire_module(x: Tensor, squeeze: int, expand: int, *, name: str) -> Tensor:
    """Squeeze the channels with a 1 x 1 convolution, then expand them with 1 x 1 and 3 x 3 convolutions side by side.

    Args:
        x: Shape (batch, height, width, channels).
        squeeze, expand: Filters of the first, and of each of the other two.
        name: Of what comes out.

    Returns:
        Shape (batch, height, width, 2 * expand).
    """
    x = convolve(x, squeeze, 1, name=f"{name}_squeeze")
    ones = convolve(x, expand, 1, name=f"{name}_expand_1x1")
    threes = convolve(x, expand, 3, name=f"{name}_expand_3x3")
    return import_keras().layers.Concatenate(name=name)([ones, threes])


def _fire_modules(x: Tensor, pool_after: tuple[int, ...]) -> Tensor:
    for number, (squeeze, expand) in enumerate(FIRES, start=2):
        x = fire_module(x, squeeze, expand, name=f"fire{number}")
        if number in pool_after:
            x = pool_rounded_up(x, name=f"pool{number}")
    return x


def _classifier(inputs: Tensor, x: Tensor, classes: int, padding: int, *, softmax: bool, name: str) -> keras.Model:
    """Give each class a map, and average it: the network has no dense layer."""
    keras = import_keras()
    x = keras.layers.Dropout(0.5, name="drop9")(x)
    x = convolve(x, classes, 1, padding=padding, name="conv10")
    scores = keras.layers.GlobalAveragePooling2D(name="scores")(x)
    return keras.Model(inputs, probabilities(scores) if softmax else scores, name=name)
