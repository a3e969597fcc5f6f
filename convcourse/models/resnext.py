"""ResNeXt: a bottleneck whose 3 x 3 convolution works in 32 groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.building_blocks import Shape, Tensor
from convcourse.models.resnet import bottleneck_block, residual_network

if TYPE_CHECKING:
    import keras


def resnext50(input_shape: Shape = (224, 224, 3), classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build ResNeXt-50 32x4d: 32 groups, of 4 channels each in the first blocks.

    Row: ResNeXt-50 32x4d: 25,028,904 parameters, 4,230,479,872 multiply-adds.
    The blocks are twice as wide inside as those of ResNet-50; the groups pay for it. The stride is in the 3 x 3
    convolution, as in the authors' code and in torchvision.

    Args:
        input_shape: Height, width and channels; at least 32 x 32.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Xie, Girshick, Dollár, Tu and He (2016).
    """
    return residual_network(resnext_block, (3, 4, 6, 3), input_shape, classes, softmax=softmax, name="resnext50")


def resnext_block(x: Tensor, width: int, stride: int, name: str) -> Tensor:
    """Add to x what a bottleneck in 32 groups says; arguments as for `resnet.basic_block`."""
    return bottleneck_block(x, 2 * width, 4 * width, stride, groups=32, stride_in_3x3=True, name=name)
