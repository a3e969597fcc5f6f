"""Xception: every convolution filters each channel alone and then mixes the channels of each place."""

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
)
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras


def xception(input_shape: Shape = (299, 299, 3), classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build Xception: entry flow, eight times the middle flow, exit flow.

    Row: Xception, "Keras": 22,855,952 parameters, 8,357,403,496 multiply-adds.
    This is the paper's own count. Keras lists 22,910,480, because it counts the 54,528 running means and variances.
    pytorchcv lists 8.404 G multiply-adds.
    The pools pad as Keras does, at the end if the size is even; so there a pool and the shortcut beside it look at
    places one pixel apart.

    Args:
        input_shape: Height, width and channels; at least 37 x 37.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Chollet (2016).
    """
    inputs = image_input(input_shape, smallest=37)
    x = convolve_normalized(inputs, 32, 3, stride=2, padding="valid", name="conv1")
    x = convolve_normalized(x, 64, 3, padding="valid", name="conv2")
    for number, width in enumerate((128, 256, 728), start=1):
        x = halving_block(x, width, width, relu_first=number > 1, name=f"entry{number}")
    for number in range(1, 9):
        x = middle_block(x, name=f"middle{number}")
    x = halving_block(x, 728, 1024, name="exit1")
    x = _separable(x, 1536, relu_first=False, name="exit2_a")
    x = _separable(x, 2048, name="exit2_b")
    x = import_keras().layers.ReLU(name="exit2")(x)
    return classifier(inputs, x, classes, softmax=softmax, name="xception")


def halving_block(x: Tensor, inner: int, channels: int, *, relu_first: bool = True, name: str) -> Tensor:
    """Add a pool of two separable convolutions to a projection of x; both halve height and width.

    Args:
        x: Shape (batch, height, width, channels).
        inner, channels: Channels after the first and the second convolution.
        relu_first: Whether ReLU comes before the first convolution; x may have had one.
        name: Of what comes out.
    """
    layers = import_keras().layers
    shortcut = convolve_normalized(x, channels, 1, stride=2, relu=False, name=f"{name}_shortcut")
    x = _separable(x, inner, relu_first=relu_first, name=f"{name}_a")
    x = _separable(x, channels, name=f"{name}_b")
    x = layers.MaxPooling2D(3, 2, "same", name=f"{name}_pool")(x)
    return layers.Add(name=name)([shortcut, x])


def middle_block(x: Tensor, name: str) -> Tensor:
    """Add what three separable convolutions say to x."""
    change = x
    for part in "abc":
        change = _separable(change, x.shape[-1], name=f"{name}_{part}")
    return import_keras().layers.Add(name=name)([x, change])


def _separable(x: Tensor, filters: int, *, relu_first: bool = True, name: str) -> Tensor:
    """ReLU, then a 3 x 3 convolution of each channel alone and a 1 x 1 convolution of them all, then normalisation."""
    layers = import_keras().layers
    if relu_first:
        x = layers.ReLU(name=f"{name}_relu")(x)
    x = layers.SeparableConv2D(
        filters, 3, padding="same", use_bias=False,
        depthwise_initializer=INITIALIZER, pointwise_initializer=INITIALIZER, name=f"{name}_conv",
    )(x)  # fmt: skip
    return normalize(x, relu=False, name=name)
