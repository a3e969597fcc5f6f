"""One block of each network after ResNet, on maps of one size: what does each cost?"""

from collections.abc import Callable
from typing import Any

from convcourse.models import inception_resnet_v2
from convcourse.models.densenet import dense_block
from convcourse.models.mobilenet_v2 import inverted_residual
from convcourse.models.quiet import import_keras
from convcourse.models.resnet import bottleneck_block
from convcourse.models.resnext import resnext_block
from convcourse.models.se_resnet import se_block
from convcourse.models.shufflenet_v1 import shuffle_unit
from convcourse.models.shufflenet_v2 import split_unit
from convcourse.models.wide_resnet import wide_block
from convcourse.models.xception import middle_block

Tensor = Any


def one_block_each(height: int, width: int) -> dict[str, Any]:
    """Build one block of each network, none of which changes the size of its maps.

    Args:
        height, width: of the maps that come in.

    Returns:
        For each network's name a model of one block, with the channels that the network has where its maps are 14 by 14
        (17 or 19 for those that take larger images); of DenseNet one layer.

    Source: chapter 13.
    """
    keras = import_keras()
    models = {}
    for name, (channels, build) in _BLOCKS.items():
        x = keras.Input((height, width, channels))
        models[name] = keras.Model(x, build(x))
    return models


def _inception(x: Tensor) -> Tensor:
    convolve = inception_resnet_v2.convolve
    tall = convolve(convolve(convolve(x, 128, 1), 160, (1, 7)), 192, (7, 1))
    return inception_resnet_v2.add_scaled(x, [convolve(x, 192, 1), tall], 0.1, name="block")


_BLOCKS: dict[str, tuple[int, Callable[[Tensor], Tensor]]] = {
    "ResNet-50": (1024, lambda x: bottleneck_block(x, 256, 1024, 1, name="block")),
    "Wide ResNet-50-2": (1024, lambda x: wide_block(x, 256, 1, "block")),
    "ResNeXt-50": (1024, lambda x: resnext_block(x, 256, 1, "block")),
    "SE-ResNet-50": (1024, lambda x: se_block(x, 256, 1, "block")),
    "Inception-ResNet-v2": (1088, _inception),
    "Xception": (728, lambda x: middle_block(x, "block")),
    "DenseNet, one layer": (512, lambda x: dense_block(x, 1, "block")),
    "ShuffleNet v1, 3 groups": (480, lambda x: shuffle_unit(x, 480, 3, halve=False, first_groups=3, name="block")),
    "ShuffleNet v2": (232, lambda x: split_unit(x, "block")),
    "MobileNetV2": (96, lambda x: inverted_residual(x, 6, 96, 1, name="block")),
}
