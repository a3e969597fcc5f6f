"""Wide ResNet: fewer blocks would do if each were wider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.building_blocks import Shape, Tensor
from convcourse.models.resnet import bottleneck_block, residual_network

if TYPE_CHECKING:
    import keras


def wide_resnet50_2(input_shape: Shape = (224, 224, 3), classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build Wide ResNet-50-2: ResNet-50 with twice the channels inside each block.

    Row: WideResNet-50-2, "torchvision (v1.5)": 68,883,240 parameters, 11,398,021,120 multiply-adds.
    The stride is in the 3 x 3 convolution, as in torchvision. A port of the authors' weights has 34,112 parameters
    fewer and is not built.

    Args:
        input_shape: Height, width and channels; at least 32 x 32.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Zagoruyko and Komodakis (2016).
    """
    return residual_network(wide_block, (3, 4, 6, 3), input_shape, classes, softmax=softmax, name="wide_resnet50_2")


def wide_block(x: Tensor, width: int, stride: int, name: str) -> Tensor:
    """Add to x what a bottleneck twice as wide inside says; arguments as for `resnet.basic_block`."""
    return bottleneck_block(x, 2 * width, 4 * width, stride, stride_in_3x3=True, name=name)
