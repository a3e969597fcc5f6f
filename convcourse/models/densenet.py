"""DenseNet: each layer gets the maps of all layers before it, stacked and not added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.building_blocks import (
    INITIALIZER,
    Shape,
    Tensor,
    classifier,
    convolve_normalized,
    image_input,
    normalize,
    pool_with_border,
)
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

GROWTH_RATE = 32
NATIVE: Shape = (224, 224, 3)


def densenet121(input_shape: Shape = NATIVE, classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build DenseNet-121: dense blocks of 6, 12, 24 and 16 layers.

    Row: DenseNet-121, "k=32, BC": 7,978,856 parameters, 2,834,161,664 multiply-adds.
    Keras lists 8,062,504, because it counts the 83,648 running means and variances of the normalisation.

    Args:
        input_shape: Height, width and channels; at least 32 x 32.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Huang, Liu, van der Maaten and Weinberger (2016).
    """
    return densenet((6, 12, 24, 16), input_shape, classes, softmax=softmax, name="densenet121")


def densenet169(input_shape: Shape = NATIVE, classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build DenseNet-169: dense blocks of 6, 12, 32 and 32 layers.

    Row: DenseNet-169, "k=32, BC": 14,149,480 parameters, 3,359,843,328 multiply-adds.
    Keras lists 14,307,880, with 158,400 running means and variances.

    Args, raises and source: as `densenet121`.
    """
    return densenet((6, 12, 32, 32), input_shape, classes, softmax=softmax, name="densenet169")


def densenet201(input_shape: Shape = NATIVE, classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build DenseNet-201: dense blocks of 6, 12, 48 and 32 layers.

    Row: DenseNet-201, "k=32, BC": 20,013,928 parameters, 4,291,365,888 multiply-adds.
    Keras lists 20,242,984, with 229,056 running means and variances.

    Args, raises and source: as `densenet121`.
    """
    return densenet((6, 12, 48, 32), input_shape, classes, softmax=softmax, name="densenet201")


def densenet(repeats: tuple[int, ...], input_shape: Shape, classes: int, *, softmax: bool, name: str) -> keras.Model:
    """Build a DenseNet-BC from the number of layers in each of its dense blocks."""
    inputs = image_input(input_shape, smallest=32)
    x = convolve_normalized(inputs, 2 * GROWTH_RATE, 7, stride=2, name="conv1")
    x = pool_with_border(x, name="pool1")
    for number, count in enumerate(repeats, start=1):
        x = dense_block(x, count, name=f"dense{number}")
        if number < len(repeats):
            x = transition(x, name=f"transition{number}")
    x = normalize(x, name="last")
    return classifier(inputs, x, classes, softmax=softmax, name=name)


def dense_block(x: Tensor, count: int, name: str) -> Tensor:
    """Add `count` layers, each of which sees all maps so far and stacks GROWTH_RATE new ones on them.

    Args:
        x: Shape (batch, height, width, channels).
        count: Number of layers.
        name: Of the block; the stack after layer 3 is called NAME_3.

    Returns:
        Shape (batch, height, width, channels + count * GROWTH_RATE).
    """
    layers = import_keras().layers
    for number in range(1, count + 1):
        new = normalize(x, name=f"{name}_{number}_a")
        new = convolve_normalized(new, 4 * GROWTH_RATE, 1, name=f"{name}_{number}_b")
        new = _convolve(new, GROWTH_RATE, 3, name=f"{name}_{number}_new")
        x = layers.Concatenate(name=f"{name}_{number}")([x, new])
    return x


def transition(x: Tensor, name: str) -> Tensor:
    """Halve the channels with a 1 x 1 convolution, and height and width with average pooling."""
    layers = import_keras().layers
    x = _convolve(normalize(x, name=f"{name}_a"), x.shape[-1] // 2, 1, name=f"{name}_conv")
    return layers.AveragePooling2D(2, name=name)(x)


def _convolve(x: Tensor, filters: int, kernel: int, name: str) -> Tensor:
    """Convolve and nothing more: here normalisation and ReLU come before a convolution, not after it."""
    layers = import_keras().layers
    return layers.Conv2D(filters, kernel, padding="same", use_bias=False, kernel_initializer=INITIALIZER, name=name)(x)
