"""ResNet: a block says what to add to its input, and the input goes on along a shortcut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from convcourse.models.building_blocks import (
    Shape,
    Tensor,
    classifier,
    convolve_normalized,
    image_input,
    pool_with_border,
)
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras

Block = Callable[..., Tensor]
NATIVE: Shape = (224, 224, 3)


def resnet18(input_shape: Shape = NATIVE, classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build ResNet-18: 8 basic blocks.

    Row: ResNet-18, "basic block": 11,689,512 parameters, 1,814,073,344 multiply-adds.
    A shortcut has a projection where the shape changes, and nowhere else (the paper's option B).

    Args:
        input_shape: Height, width and channels; at least 32 x 32.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: He, Zhang, Ren and Sun (2015), Deep residual learning.
    """
    return residual_network(basic_block, (2, 2, 2, 2), input_shape, classes, softmax=softmax, name="resnet18")


def resnet34(input_shape: Shape = NATIVE, classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build ResNet-34: 16 basic blocks.

    Row: ResNet-34, "basic block": 21,797,672 parameters, 3,663,761,408 multiply-adds.
    Of the paper's three kinds of shortcut this has option B, projections where the shape changes.

    Args, raises and source: as `resnet18`.
    """
    return residual_network(basic_block, (3, 4, 6, 3), input_shape, classes, softmax=softmax, name="resnet34")


def resnet50(
    input_shape: Shape = NATIVE, classes: int = 1000, *, stride_in_3x3: bool = False, softmax: bool = False
) -> keras.Model:
    """Build ResNet-50: 16 bottleneck blocks.

    Rows: ResNet-50, "original v1 (stride in first 1x1)": 25,557,032 parameters, 3,857,973,248 multiply-adds.
    ResNet-50, "v1.5 (stride in 3x3) = torchvision", stride_in_3x3=True: 25,557,032 parameters, 4,089,184,256
    multiply-adds.
    Keras's own network is v1 with a bias in each convolution, which the normalisation takes off again: 26,560
    parameters more, which are left out here.

    Args:
        input_shape: Height, width and channels; at least 32 x 32.
        classes: Number of classes.
        stride_in_3x3: Whether a block that halves the maps does so in its 3 x 3 convolution, not in the first 1 x 1.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: He, Zhang, Ren and Sun (2015), Deep residual learning.
    """
    return bottleneck_network((3, 4, 6, 3), input_shape, classes, stride_in_3x3, softmax=softmax, name="resnet50")


def resnet101(
    input_shape: Shape = NATIVE, classes: int = 1000, *, stride_in_3x3: bool = False, softmax: bool = False
) -> keras.Model:
    """Build ResNet-101: 33 bottleneck blocks.

    Rows: ResNet-101, "original v1 (stride in first 1x1)": 44,549,160 parameters, 7,570,194,432 multiply-adds.
    ResNet-101, "v1.5 (stride in 3x3) = torchvision", stride_in_3x3=True: 44,549,160 parameters, 7,801,405,440
    multiply-adds.
    Keras's own network has biases that do nothing: 52,672 parameters more.

    Args, raises and source: as `resnet50`.
    """
    return bottleneck_network((3, 4, 23, 3), input_shape, classes, stride_in_3x3, softmax=softmax, name="resnet101")


def resnet152(
    input_shape: Shape = NATIVE, classes: int = 1000, *, stride_in_3x3: bool = False, softmax: bool = False
) -> keras.Model:
    """Build ResNet-152: 50 bottleneck blocks.

    Rows: ResNet-152, "original v1 (stride in first 1x1)": 60,192,808 parameters, 11,282,415,616 multiply-adds.
    ResNet-152, "v1.5 (stride in 3x3) = torchvision", stride_in_3x3=True: 60,192,808 parameters, 11,513,626,624
    multiply-adds.
    Its 152 layers are 151 convolutions and the scores; 4 projections on shortcuts are not counted. Keras's own network
    has biases that do nothing: 75,712 parameters more.

    Args, raises and source: as `resnet50`.
    """
    return bottleneck_network((3, 8, 36, 3), input_shape, classes, stride_in_3x3, softmax=softmax, name="resnet152")


def bottleneck_network(
    repeats: tuple[int, ...], input_shape: Shape, classes: int, stride_in_3x3: bool, *, softmax: bool, name: str
) -> keras.Model:
    """Build a ResNet of bottleneck blocks that are four times as wide outside as inside."""

    def block(x: Tensor, width: int, stride: int, name: str) -> Tensor:
        return bottleneck_block(x, width, 4 * width, stride, stride_in_3x3=stride_in_3x3, name=name)

    return residual_network(block, repeats, input_shape, classes, softmax=softmax, name=name)


def residual_network(
    block: Block, repeats: tuple[int, ...], input_shape: Shape, classes: int, *, softmax: bool, name: str
) -> keras.Model:
    """Build a residual network from its block.

    Args:
        block: Called as block(x, width, stride, name), with widths 64, 128, 256 and 512.
        repeats: How many blocks of each width.
        input_shape, classes, softmax: As for `resnet50`.
        name: Of the model.
    """
    inputs = image_input(input_shape, smallest=32)
    x = convolve_normalized(inputs, 64, 7, stride=2, name="conv1")
    x = pool_with_border(x, name="pool1")
    for stage, count in enumerate(repeats):
        for number in range(count):
            stride = 2 if stage > 0 and number == 0 else 1
            x = block(x, 64 * 2**stage, stride, f"conv{stage + 2}_{number + 1}")
    return classifier(inputs, x, classes, softmax=softmax, name=name)


def basic_block(x: Tensor, width: int, stride: int, name: str) -> Tensor:
    """Add what two 3 x 3 convolutions say to x, then ReLU.

    Args:
        x: Shape (batch, height, width, channels).
        width: Channels of what comes out.
        stride: 2 to halve height and width, else 1.
        name: Of what comes out.
    """
    change = convolve_normalized(x, width, 3, stride=stride, name=f"{name}_a")
    change = convolve_normalized(change, width, 3, relu=False, name=f"{name}_b")
    return add_to_shortcut(x, change, stride, name)


def bottleneck_block(
    x: Tensor,
    width: int,
    channels: int,
    stride: int,
    *,
    groups: int = 1,
    stride_in_3x3: bool = False,
    gate: Callable[[Tensor, str], Tensor] | None = None,
    name: str,
) -> Tensor:
    """Make x narrow with a 1 x 1 convolution, look around with a 3 x 3, make it wide again, and add that to x.

    Args:
        x: Shape (batch, height, width, channels).
        width: Channels inside.
        channels: Channels of what comes out.
        stride: 2 to halve height and width, else 1.
        groups: Of the 3 x 3 convolution.
        stride_in_3x3: Whether the stride is in the 3 x 3 convolution, and not in the first 1 x 1.
        gate: Last step before the addition, a function of maps and a name.
        name: Of what comes out.
    """
    first, second = (1, stride) if stride_in_3x3 else (stride, 1)
    change = convolve_normalized(x, width, 1, stride=first, name=f"{name}_a")
    change = convolve_normalized(change, width, 3, stride=second, groups=groups, name=f"{name}_b")
    change = convolve_normalized(change, channels, 1, relu=False, name=f"{name}_c")
    return add_to_shortcut(x, change if gate is None else gate(change, name), stride, name)


def add_to_shortcut(x: Tensor, change: Tensor, stride: int, name: str) -> Tensor:
    """Add the change to x, then ReLU; where their shapes differ, x goes through a 1 x 1 convolution first."""
    layers: Any = import_keras().layers
    if stride > 1 or x.shape[-1] != change.shape[-1]:
        x = convolve_normalized(x, change.shape[-1], 1, stride=stride, relu=False, name=f"{name}_shortcut")
    return layers.ReLU(name=name)(layers.Add(name=f"{name}_sum")([x, change]))
