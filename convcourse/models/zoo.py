"""The networks of the zoo in one table: who builds them, what they cost, and how often they were wrong on ImageNet.

    zoo.network("ResNet-50").build(input_shape=(64, 96, 3), classes=10)

Every builder has the arguments `input_shape`, `classes` and `softmax`. Without `softmax=True` a model gives raw scores:
that is what explanations need, and what a loss with `from_logits=True` takes.

An error is here only if it was read in the source that it names; what is known from memory alone is left out. So some
networks have none, or a top-5 error only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, NamedTuple

from convcourse.models.alexnet import alexnet
from convcourse.models.building_blocks import Shape
from convcourse.models.densenet import densenet121, densenet169, densenet201
from convcourse.models.googlenet import googlenet
from convcourse.models.inception_resnet_v2 import inception_resnet_v2
from convcourse.models.inception_v3 import inception_v3
from convcourse.models.mobilenet_v2 import mobilenet_v2
from convcourse.models.resnet import resnet18, resnet34, resnet50, resnet101, resnet152
from convcourse.models.resnext import resnext50
from convcourse.models.se_resnet import se_resnet50
from convcourse.models.shufflenet_v1 import shufflenet_v1
from convcourse.models.shufflenet_v2 import shufflenet_v2
from convcourse.models.squeezenet import squeezenet_1_0, squeezenet_1_1
from convcourse.models.vgg import vgg16, vgg19
from convcourse.models.wide_resnet import wide_resnet50_2
from convcourse.models.xception import xception
from convcourse.models.zfnet import zfnet


class PublishedError(NamedTuple):
    """Share of ImageNet's validation images that one network got wrong, unless the protocol says otherwise.

    Attributes:
        top1: Percent whose class was not the first guess; None if it was not published, or not read by us.
        top5: Percent whose class was not among the first five guesses; None likewise.
        protocol: How it was measured: crops of an image, nets that were averaged.
        source: Where it stands.
    """

    top1: float | None
    top5: float | None
    protocol: str
    source: str


@dataclass(frozen=True)
class Network:
    """One network of the zoo.

    Attributes:
        name: What the course calls it.
        family: The network as the literature names it; one family may be built in several ways.
        variant: Which way.
        builder: The function that builds it.
        year: Of the paper.
        parameters: Numbers that it learns.
        multiply_adds: Products that it adds up for one image of its native size.
        input_shape: Native height, width and channels.
        smallest: Fewest pixels of height and of width.
        options: Further arguments of the builder.
        error: As in the paper, or in its authors' release.
        torchvision: The same for torchvision's first weights for this network, on one crop of 224 x 224 pixels.
    """

    name: str
    family: str
    variant: str
    builder: Callable[..., Any]
    year: int
    parameters: int
    multiply_adds: int
    input_shape: Shape = (224, 224, 3)
    smallest: int = 32
    options: Mapping[str, Any] = field(default_factory=dict)
    error: PublishedError | None = None
    torchvision: PublishedError | None = None

    def build(self, input_shape: Shape | None = None, classes: int = 1000, *, softmax: bool = False) -> Any:
        """Build the Keras model, at its native size if no other is given."""
        return self.builder(input_shape or self.input_shape, classes, softmax=softmax, **self.options)


def network(name: str) -> Network:
    """Return a network of the zoo by its name.

    Raises:
        ValueError: There is none of that name.

    >>> network("VGG16").parameters
    138357544
    """
    named = {each.name: each for each in ZOO}
    if name not in named:
        close = get_close_matches(name, named, cutoff=0.5) or list(named)
        raise ValueError(f"expected the name of a network, such as {', '.join(close)}; came {name!r}")
    return named[name]


def _torchvision(accuracy1: float, accuracy5: float) -> PublishedError:
    """Turn the accuracies that torchvision lists into errors."""
    return PublishedError(round(100 - accuracy1, 3), round(100 - accuracy5, 3), "one crop", "torchvision, V1 weights")


_KAIMING = "one crop", "the authors' release of deep-residual-networks"
_DENSENET = "one crop", "the authors' README"
_V1, _V15 = "original v1 (stride in first 1x1)", "v1.5 (stride in 3x3) = torchvision"
_BY_GROUPS = {
    1: (1_531_936, 143_078_976),
    2: (1_733_848, 140_836_512),
    3: (1_865_728, 137_460_672),
    4: (1_968_344, 134_339_776),
    8: (2_434_768, 138_365_952),
}

# fmt: off
ZOO: tuple[Network, ...] = (
    Network("AlexNet", "AlexNet", "2012 paper, 2 groups on conv2/4/5", alexnet, 2012, 60_965_224, 724_406_816,
            (227, 227, 3), 67, error=PublishedError(40.7, 18.2, "ten crops", "Zeiler and Fergus (2013), table 2")),
    Network("AlexNet, one tower", "AlexNet", "single tower, no groups", alexnet, 2012, 62_378_344, 1_135_256_096,
            (227, 227, 3), 67, {"groups": 1}),
    Network("ZFNet", "ZFNet", "Fig. 3: 96-256-384-384-256", zfnet, 2013, 62_357_608, 1_168_032_896, smallest=51,
            error=PublishedError(38.3, 16.4, "ten crops", "Zeiler and Fergus (2013), first version")),
    Network("VGG16", "VGG16", "configuration D", vgg16, 2014, 138_357_544, 15_470_264_320,
            torchvision=_torchvision(71.592, 90.382)),
    Network("VGG19", "VGG19", "configuration E", vgg19, 2014, 143_667_240, 19_632_062_464,
            torchvision=_torchvision(72.376, 90.876)),
    Network("GoogLeNet", "GoogLeNet (Inception v1)", "paper, main path, biases", googlenet, 2014,
            6_998_552, 1_582_671_872),
    Network("GoogLeNet, in training", "GoogLeNet (Inception v1)", "with both auxiliary classifiers", googlenet, 2014,
            13_378_280, 1_591_044_096, smallest=79, options={"auxiliary": True}),
    Network("Inception v3", "Inception v3", "Keras", inception_v3, 2015, 23_817_352, 5_713_216_096, (299, 299, 3), 75,
            error=PublishedError(21.2, 5.6, "one crop", "Szegedy et al. (2015), abstract")),
    Network("ResNet-18", "ResNet-18", "basic block", resnet18, 2015, 11_689_512, 1_814_073_344,
            torchvision=_torchvision(69.758, 89.078)),
    Network("ResNet-34", "ResNet-34", "basic block", resnet34, 2015, 21_797_672, 3_663_761_408,
            torchvision=_torchvision(73.314, 91.420)),
    Network("ResNet-50", "ResNet-50", _V1, resnet50, 2015, 25_557_032, 3_857_973_248,
            error=PublishedError(24.7, 7.8, *_KAIMING)),
    Network("ResNet-50 v1.5", "ResNet-50", _V15, resnet50, 2015, 25_557_032, 4_089_184_256,
            options={"stride_in_3x3": True}, torchvision=_torchvision(76.130, 92.862)),
    Network("ResNet-101", "ResNet-101", _V1, resnet101, 2015, 44_549_160, 7_570_194_432,
            error=PublishedError(23.6, 7.1, *_KAIMING)),
    Network("ResNet-101 v1.5", "ResNet-101", _V15, resnet101, 2015, 44_549_160, 7_801_405_440,
            options={"stride_in_3x3": True}, torchvision=_torchvision(77.374, 93.546)),
    Network("ResNet-152", "ResNet-152", _V1, resnet152, 2015, 60_192_808, 11_282_415_616,
            error=PublishedError(23.0, 6.7, *_KAIMING)),
    Network("ResNet-152 v1.5", "ResNet-152", _V15, resnet152, 2015, 60_192_808, 11_513_626_624,
            options={"stride_in_3x3": True}, torchvision=_torchvision(78.312, 94.046)),
    Network("SqueezeNet 1.0", "SqueezeNet 1.0", "", squeezenet_1_0, 2016, 1_248_424, 818_924_576, smallest=21,
            error=PublishedError(None, 19.7, "not stated", "the authors' README"),
            torchvision=_torchvision(58.092, 80.420)),
    Network("SqueezeNet 1.1", "SqueezeNet 1.1", "", squeezenet_1_1, 2016, 1_235_496, 349_151_936, smallest=17,
            torchvision=_torchvision(58.178, 80.624)),
    Network("DenseNet-121", "DenseNet-121", "k=32, BC", densenet121, 2016, 7_978_856, 2_834_161_664,
            error=PublishedError(25.0, None, *_DENSENET), torchvision=_torchvision(74.434, 91.972)),
    Network("DenseNet-169", "DenseNet-169", "k=32, BC", densenet169, 2016, 14_149_480, 3_359_843_328,
            error=PublishedError(23.6, None, *_DENSENET), torchvision=_torchvision(75.600, 92.806)),
    Network("DenseNet-201", "DenseNet-201", "k=32, BC", densenet201, 2016, 20_013_928, 4_291_365_888,
            error=PublishedError(22.5, None, *_DENSENET), torchvision=_torchvision(76.896, 93.370)),
    Network("Wide ResNet-50-2", "WideResNet-50-2", "torchvision (v1.5)", wide_resnet50_2, 2016,
            68_883_240, 11_398_021_120, error=PublishedError(21.9, 5.79, "one crop", "the authors' README"),
            torchvision=_torchvision(78.468, 94.086)),
    Network("Inception-ResNet-v2", "Inception-ResNet-v2", "Keras", inception_resnet_v2, 2016,
            55_813_192, 13_155_794_016, (299, 299, 3), 75,
            error=PublishedError(19.93, 4.90, "one crop", "the authors' weights as pytorchcv measured them")),
    Network("Xception", "Xception", "Keras", xception, 2016, 22_855_952, 8_357_403_496, (299, 299, 3), 37,
            error=PublishedError(21.0, 5.5, "one crop", "Chollet (2016)")),
    Network("ResNeXt-50", "ResNeXt-50 32x4d", "", resnext50, 2016, 25_028_904, 4_230_479_872,
            error=PublishedError(22.2, None, "one crop", "the authors' README"),
            torchvision=_torchvision(77.618, 93.698)),
    *(Network(f"ShuffleNet v1, {groups} group{'s' * (groups > 1)}", "ShuffleNet v1", f"1.0x g={groups}", shufflenet_v1,
              2017, *counts, options={"groups": groups}) for groups, counts in _BY_GROUPS.items()),
    Network("SE-ResNet-50", "SE-ResNet-50", "r=16, biases in both FC", se_resnet50, 2017, 28_088_024, 3_860_488_192,
            error=PublishedError(22.37, 6.36, "one crop", "the authors' later release")),
    Network("MobileNetV2", "MobileNet V2", "alpha 1.0", mobilenet_v2, 2018, 3_504_872, 300_774_272,
            error=PublishedError(28.0, None, "not stated", "README of ShuffleNet-Series"),
            torchvision=_torchvision(71.878, 90.286)),
    Network("ShuffleNet v2", "ShuffleNet v2", "1.0x", shufflenet_v2, 2018, 2_278_604, 144_907_992,
            error=PublishedError(30.6, 11.1, "not stated", "README of ShuffleNet-Series"),
            torchvision=_torchvision(69.362, 88.316)),
)
# fmt: on
"""In the order of their years."""


class Entry(NamedTuple):
    """A system that took part in ImageNet's yearly contest, or was later measured on its test images.

    Attributes:
        year: Of the contest, or of the paper.
        name: Of the system: several networks, whose outputs were averaged.
        top5: Percent of test images whose class was not among its first five guesses.
        nets: How many networks were averaged; None if that was not read.
        source: Where the error stands.
    """

    year: int
    name: str
    top5: float
    nets: int | None
    source: str


ENTRIES: tuple[Entry, ...] = (
    Entry(2012, "best without a convolutional network", 26.2, 0, "Krizhevsky et al. (2012), abstract"),
    Entry(2012, "AlexNet", 15.3, 7, "Krizhevsky et al. (2012), abstract"),
    Entry(2014, "GoogLeNet", 6.67, 7, "Szegedy et al. (2014)"),
    Entry(2015, "ResNet-152 and others", 3.57, 6, "He et al. (2015), abstract"),
    Entry(2015, "Inception v3, after the contest", 3.6, 4, "Szegedy et al. (2015), abstract"),
    Entry(2016, "Inception-ResNet-v2 and others", 3.08, None, "Szegedy et al. (2016), abstract"),
)
"""Errors that made the headlines. They are not those of one network: compare `Network.error`. Of 2013 none was read."""
