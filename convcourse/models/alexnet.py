"""AlexNet: five convolutions, three dense layers, and the first large network that was trained on graphics cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.building_blocks import (
    INITIALIZER,
    Shape,
    Tensor,
    convolve,
    image_input,
    pool_rounded_up,
    probabilities,
)
from convcourse.models.channel_layers import local_response_normalization
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras


def alexnet(
    input_shape: Shape = (227, 227, 3), classes: int = 1000, *, groups: int = 2, softmax: bool = False
) -> keras.Model:
    """Build AlexNet, in the two groups of the paper or as one tower.

    With two groups, conv2, conv4 and conv5 see half of the channels before them: each half lay on a graphics card of
    its own. With one group they see all.

    Rows: AlexNet, "2012 paper, 2 groups on conv2/4/5": 60,965,224 parameters, 724,406,816 multiply-adds.
    AlexNet, "single tower, no groups", groups=1: 62,378,344 parameters, 1,135,256,096 multiply-adds.
    The paper writes 224 x 224 pixels; its 55 x 55 places of conv1 need 227, or a padding of 2. Here it is 227. The
    torchvision network of the same name has other numbers of filters (Krizhevsky, 2014) and is not built.

    Args:
        input_shape: Height, width and channels; at least 67 x 67. The dense layers grow with it.
        classes: Number of classes.
        groups: 2 or 1.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Krizhevsky, Sutskever and Hinton (2012).
    """
    keras = import_keras()
    inputs = image_input(input_shape, smallest=67)
    x = convolve(inputs, 96, 11, stride=4, padding="valid", name="conv1")
    x = pool_rounded_up(local_response_normalization(x, name="norm1"), name="pool1")
    x = convolve(x, 256, 5, groups=groups, name="conv2")
    x = pool_rounded_up(local_response_normalization(x, name="norm2"), name="pool2")
    x = convolve(x, 384, 3, name="conv3")
    x = convolve(x, 384, 3, groups=groups, name="conv4")
    x = convolve(x, 256, 3, groups=groups, name="conv5")
    scores = three_dense_layers(pool_rounded_up(x, name="pool5"), classes, numbers=(6, 7, 8))
    return keras.Model(inputs, probabilities(scores) if softmax else scores, name="alexnet")


def three_dense_layers(maps: Tensor, classes: int, numbers: tuple[int, int, int]) -> Tensor:
    """Put two dense layers of 4,096 units, with dropout, and the scores on top of maps.

    Args:
        maps: Shape (batch, height, width, channels).
        classes: Number of classes.
        numbers: Of the three layers, counted from the first convolution: "fc6".

    Returns:
        Scores, shape (batch, classes).
    """
    layers = import_keras().layers
    x = layers.Flatten(name="flatten")(maps)
    for number in numbers[:2]:
        x = layers.Dense(4096, activation="relu", kernel_initializer=INITIALIZER, name=f"fc{number}")(x)
        x = layers.Dropout(0.5, name=f"drop{number}")(x)
    return layers.Dense(classes, name="scores")(x)
