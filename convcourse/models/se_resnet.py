"""SE-ResNet: each block weighs its channels by what it sees in the whole image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.building_blocks import Shape, Tensor
from convcourse.models.quiet import import_keras
from convcourse.models.resnet import bottleneck_block, residual_network

if TYPE_CHECKING:
    import keras

REDUCTION = 16


def se_resnet50(input_shape: Shape = (224, 224, 3), classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build SE-ResNet-50: ResNet-50 with a squeeze-and-excitation gate in each block, before the addition.

    Row: SE-ResNet-50, "r=16, biases in both FC": 28,088,024 parameters, 3,860,488,192 multiply-adds.
    The stride is in the first 1 x 1 convolution, as in the original ResNet. The multiplication of the maps by their
    weights is not counted; pytorchcv lists 3.880 G.

    Args:
        input_shape: Height, width and channels; at least 32 x 32.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Hu, Shen and Sun (2017).
    """
    return residual_network(se_block, (3, 4, 6, 3), input_shape, classes, softmax=softmax, name="se_resnet50")


def se_block(x: Tensor, width: int, stride: int, name: str) -> Tensor:
    """Add to x what a gated bottleneck says; arguments as for `resnet.basic_block`."""
    return bottleneck_block(x, width, 4 * width, stride, gate=squeeze_and_excite, name=name)


def squeeze_and_excite(x: Tensor, name: str) -> Tensor:
    """Average each map over all places, give each a weight between 0 and 1 from that, and multiply the map by it."""
    layers = import_keras().layers
    channels = x.shape[-1]
    weights = layers.GlobalAveragePooling2D(keepdims=True, name=f"{name}_squeeze")(x)
    weights = layers.Dense(channels // REDUCTION, activation="relu", name=f"{name}_reduce")(weights)
    weights = layers.Dense(channels, activation="sigmoid", name=f"{name}_excite")(weights)
    return layers.Multiply(name=f"{name}_gated")([x, weights])
