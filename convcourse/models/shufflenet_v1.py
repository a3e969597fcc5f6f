"""ShuffleNet v1: even the 1 x 1 convolutions work in groups, and a shuffle lets the groups hear of each other."""

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

# Table 1 of the paper: channels after stage 2 for each number of groups; stages 3 and 4 double them.
CHANNELS = {1: 144, 2: 200, 3: 240, 4: 272, 8: 384}


def shufflenet_v1(
    input_shape: Shape = (224, 224, 3), classes: int = 1000, *, groups: int = 3, softmax: bool = False
) -> keras.Model:
    """Build ShuffleNet v1 1x: more groups, more channels for the same cost.

    Rows: ShuffleNet v1, "1.0x g=1": 1,531,936 parameters, 143,078,976 multiply-adds.
    ShuffleNet v1, "1.0x g=2": 1,733,848 parameters, 140,836,512 multiply-adds.
    ShuffleNet v1, "1.0x g=3": 1,865,728 parameters, 137,460,672 multiply-adds.
    ShuffleNet v1, "1.0x g=4": 1,968,344 parameters, 134,339,776 multiply-adds.
    ShuffleNet v1, "1.0x g=8": 2,434,768 parameters, 138,365,952 multiply-adds.
    The paper gives no counts of parameters. The first 1 x 1 convolution, on 24 channels, has no groups.

    Args:
        input_shape: Height, width and channels; at least 32 x 32.
        classes: Number of classes.
        groups: 1, 2, 3, 4 or 8.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small, or the paper has no such number of groups.

    Source: Zhang, Zhou, Lin and Sun (2017).
    """
    if groups not in CHANNELS:
        raise ValueError(f"expected {', '.join(map(str, CHANNELS))} groups, came {groups}")
    inputs = image_input(input_shape, smallest=32)
    x = convolve_normalized(inputs, 24, 3, stride=2, name="conv1")
    x = pool_with_border(x, name="pool1")
    for stage, units in ((2, 4), (3, 8), (4, 4)):
        channels = CHANNELS[groups] * 2 ** (stage - 2)
        for number in range(1, units + 1):
            first = 1 if (stage, number) == (2, 1) else groups
            x = shuffle_unit(x, channels, groups, halve=number == 1, first_groups=first, name=f"stage{stage}_{number}")
    return classifier(inputs, x, classes, softmax=softmax, name=f"shufflenet_v1_{groups}_groups")


def shuffle_unit(x: Tensor, channels: int, groups: int, *, halve: bool, first_groups: int, name: str) -> Tensor:
    """Make x narrow in groups, shuffle, filter each channel alone, make it wide in groups, and join that to x.

    Args:
        x: Shape (batch, height, width, channels).
        channels: Channels of what comes out; a quarter of them inside.
        groups: Of the 1 x 1 convolutions.
        halve: Whether height and width are halved; then x is pooled and stacked, else it is added.
        first_groups: Groups of the first convolution.
        name: Of what comes out.
    """
    layers = import_keras().layers
    narrow = channels // 4
    new = channels - x.shape[-1] if halve else channels
    change = convolve_normalized(x, narrow, 1, groups=first_groups, name=f"{name}_narrow")
    change = take_channels(change, shuffled(narrow, groups), name=f"{name}_shuffle")
    change = depthwise_normalized(change, 3, stride=2 if halve else 1, name=f"{name}_filter")
    change = convolve_normalized(change, new, 1, groups=groups, relu=False, name=f"{name}_wide")
    if halve:
        x = layers.Concatenate(name=f"{name}_stack")([pool_with_border(x, "average", name=f"{name}_pool"), change])
    else:
        x = layers.Add(name=f"{name}_sum")([x, change])
    return layers.ReLU(name=name)(x)
