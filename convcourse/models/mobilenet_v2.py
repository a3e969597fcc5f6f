"""MobileNetV2: thin maps go along the shortcuts, and a block is wide inside, where each channel is filtered alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.building_blocks import (
    Shape,
    Tensor,
    classifier,
    convolve_normalized,
    depthwise_normalized,
    image_input,
)
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

# Table 2 of the paper: expansion factor, channels, number of blocks, stride of the first of them.
BLOCKS = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))


def mobilenet_v2(input_shape: Shape = (224, 224, 3), classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build MobileNetV2 with width multiplier 1.

    Row: MobileNet V2, "alpha 1.0": 3,504,872 parameters, 300,774,272 multiply-adds.
    Keras lists 3,538,984, because it counts the 34,112 running means and variances; the paper rounds to 3.4 million.

    Args:
        input_shape: Height, width and channels; at least 32 x 32.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Sandler, Howard, Zhu, Zhmoginov and Chen (2018).
    """
    inputs = image_input(input_shape, smallest=32)
    x = _relu6(convolve_normalized(inputs, 32, 3, stride=2, relu=False, name="conv1"), "conv1_relu")
    for group, (expansion, channels, count, stride) in enumerate(BLOCKS, start=1):
        for number in range(1, count + 1):
            name = f"block{group}_{number}"
            x = inverted_residual(x, expansion, channels, stride if number == 1 else 1, name=name)
    x = _relu6(convolve_normalized(x, 1280, 1, relu=False, name="conv_last"), "conv_last_relu")
    return classifier(inputs, x, classes, softmax=softmax, name="mobilenet_v2")


def inverted_residual(x: Tensor, expansion: int, channels: int, stride: int, *, name: str) -> Tensor:
    """Make x wide, filter each channel alone, make it thin again without a ReLU; add that to x where shapes agree.

    Args:
        x: Shape (batch, height, width, channels).
        expansion: How many times wider the inside is; 1 leaves the first step out.
        channels: Channels of what comes out.
        stride: 2 to halve height and width, else 1.
        name: Of what comes out.
    """
    change = x
    if expansion > 1:
        wide = expansion * x.shape[-1]
        change = _relu6(convolve_normalized(x, wide, 1, relu=False, name=f"{name}_wide"), f"{name}_wide_relu")
    change = _relu6(depthwise_normalized(change, 3, stride=stride, name=f"{name}_filter"), f"{name}_filter_relu")
    adds = stride == 1 and x.shape[-1] == channels
    change = convolve_normalized(change, channels, 1, relu=False, name=f"{name}_thin" if adds else name)
    return import_keras().layers.Add(name=name)([x, change]) if adds else change


def _relu6(x: Tensor, name: str) -> Tensor:
    """ReLU that stops at 6, so that few bits can hold what comes out."""
    return import_keras().layers.ReLU(6.0, name=name)(x)
