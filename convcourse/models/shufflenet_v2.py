"""ShuffleNet v2: one half of the channels passes a unit untouched, and a shuffle mixes the halves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.building_blocks import (
    Shape,
    Tensor,
    classifier,
    convolve_normalized,
    depthwise_normalized,
    image_input,
    pool_with_border,
)
from convcourse.models.channel_layers import shuffled, take_channels
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras


def shufflenet_v2(input_shape: Shape = (224, 224, 3), classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build ShuffleNet v2 1x.

    Row: ShuffleNet v2, "1.0x": 2,278,604 parameters, 144,907,992 multiply-adds.

    Args:
        input_shape: Height, width and channels; at least 32 x 32.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Ma, Zhang, Zheng and Sun (2018).
    """
    inputs = image_input(input_shape, smallest=32)
    x = convolve_normalized(inputs, 24, 3, stride=2, name="conv1")
    x = pool_with_border(x, name="pool1")
    for stage, channels, units in ((2, 116, 4), (3, 232, 8), (4, 464, 4)):
        x = halving_unit(x, channels, name=f"stage{stage}_1")
        for number in range(2, units + 1):
            x = split_unit(x, name=f"stage{stage}_{number}")
    x = convolve_normalized(x, 1024, 1, name="conv5")
    return classifier(inputs, x, classes, softmax=softmax, name="shufflenet_v2")


def split_unit(x: Tensor, name: str) -> Tensor:
    """Filter the second half of the channels, leave the first as it is, and shuffle them."""
    half = x.shape[-1] // 2
    kept = take_channels(x, range(half), name=f"{name}_kept")
    taken = take_channels(x, range(half, 2 * half), name=f"{name}_taken")
    return _join(kept, _filter(taken, half, 1, name), name)


def halving_unit(x: Tensor, channels: int, name: str) -> Tensor:
    """Halve height and width on two ways, each of which gives half of the channels, and shuffle them."""
    left = depthwise_normalized(x, 3, stride=2, name=f"{name}_left_filter")
    left = convolve_normalized(left, channels // 2, 1, name=f"{name}_left")
    return _join(left, _filter(x, channels // 2, 2, name), name)


def _filter(x: Tensor, width: int, stride: int, name: str) -> Tensor:
    x = convolve_normalized(x, width, 1, name=f"{name}_mix")
    x = depthwise_normalized(x, 3, stride=stride, name=f"{name}_filter")
    return convolve_normalized(x, width, 1, name=f"{name}_right")


def _join(left: Tensor, right: Tensor, name: str) -> Tensor:
    both = import_keras().layers.Concatenate(name=f"{name}_stack")([left, right])
    return take_channels(both, shuffled(both.shape[-1], 2), name=name)
