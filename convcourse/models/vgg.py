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


def vgg_from(
    configuration: str, input_shape: Shape = (224, 224, 3), units: int = 4096, classes: int = 1000
) -> keras.Model:
    """Build a network in the manner of VGG from a line of its table.

    Args:
        configuration: Words parted by spaces: a number is a 3 x 3 convolution with so many filters, "same", and ReLU;
            M is a maximum pooling of 2 x 2.
        input_shape: Height, width and channels.
        units: Of each of the two dense layers before the scores.
        classes: How many scores come out.

    Returns:
        A Keras model, not compiled: without dropout, and without the names that `vgg16` gives its layers.

    Raises:
        ValueError: Another word in the configuration.

    Source: Simonyan and Zisserman (2014), table 1.
    """
    keras = import_keras()
    layers = keras.layers
    stack = [keras.Input(input_shape)]
    for word in configuration.split():
        if word != "M" and not word.isdigit():
            raise ValueError(f"expected a number of filters or M, came {word!r} in {configuration!r}")
        if word == "M":
            stack.append(layers.MaxPooling2D(2))
        else:
            stack.append(layers.Conv2D(int(word), 3, padding="same", activation="relu"))
    dense = [layers.Dense(units, activation="relu") for _ in range(2)]
    return keras.Sequential([*stack, layers.Flatten(), *dense, layers.Dense(classes)])
