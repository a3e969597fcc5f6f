"""VGG16 and VGG19: nothing but 3 x 3 convolutions and 2 x 2 pooling, and many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.alexnet import three_dense_layers
from convcourse.models.building_blocks import Shape, convolve, image_input, probabilities
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

FILTERS = (64, 128, 256, 512, 512)


def vgg16(input_shape: Shape = (224, 224, 3), classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build configuration D: 13 convolutions and 3 dense layers.

    Row: VGG16, "configuration D": 138,357,544 parameters, 15,470,264,320 multiply-adds.

    Args:
        input_shape: Height, width and channels; at least 32 x 32. The dense layers grow with it.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Simonyan and Zisserman (2014).
    """
    return vgg((2, 2, 3, 3, 3), input_shape, classes, softmax=softmax, name="vgg16")


def vgg19(input_shape: Shape = (224, 224, 3), classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build configuration E: 16 convolutions and 3 dense layers.

    Row: VGG19, "configuration E": 143,667,240 parameters, 19,632,062,464 multiply-adds.

    Args, raises and source: as `vgg16`.
    """
    return vgg((2, 2, 4, 4, 4), input_shape, classes, softmax=softmax, name="vgg19")


def vgg(convolutions: tuple[int, ...], input_shape: Shape, classes: int, *, softmax: bool, name: str) -> keras.Model:
    """Build a VGG network from the number of convolutions in each of its five blocks; a block ends with pooling."""
    keras = import_keras()
    x = inputs = image_input(input_shape, smallest=32)
    for block, (count, filters) in enumerate(zip(convolutions, FILTERS, strict=True), start=1):
        for number in range(1, count + 1):
            x = convolve(x, filters, 3, name=f"conv{block}_{number}")
        x = keras.layers.MaxPooling2D(2, name=f"pool{block}")(x)
    depth = sum(convolutions)
    scores = three_dense_layers(x, classes, numbers=(depth + 1, depth + 2, depth + 3))
    return keras.Model(inputs, probabilities(scores) if softmax else scores, name=name)
