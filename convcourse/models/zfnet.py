"""ZFNet: AlexNet with smaller windows in front, found by looking at what AlexNet's filters answer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcourse.models.alexnet import three_dense_layers
from convcourse.models.building_blocks import Shape, convolve, image_input, pool_rounded_up, probabilities
from convcourse.models.channel_layers import local_response_normalization
from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras


def zfnet(input_shape: Shape = (224, 224, 3), classes: int = 1000, *, softmax: bool = False) -> keras.Model:
    """Build the network of figure 3: windows of 7 x 7 at every second pixel, where AlexNet has 11 x 11 at every fourth.

    Row: ZFNet, "Fig. 3: 96-256-384-384-256": 62,357,608 parameters, 1,168,032,896 multiply-adds.
    The paper gives no count. It has a second network with 512, 1,024 and 512 filters in conv3 to conv5, for which
    its better errors hold; that one is not built.

    Args:
        input_shape: Height, width and channels; at least 51 x 51. The dense layers grow with it.
        classes: Number of classes.
        softmax: Give probabilities in place of scores.

    Raises:
        ValueError: The image is too small.

    Source: Zeiler and Fergus (2013).
    """
    keras = import_keras()
    inputs = image_input(input_shape, smallest=51)
    x = convolve(inputs, 96, 7, stride=2, padding=1, name="conv1")
    x = local_response_normalization(pool_rounded_up(x, name="pool1"), name="norm1")
    x = convolve(x, 256, 5, stride=2, padding="valid", name="conv2")
    x = local_response_normalization(pool_rounded_up(x, name="pool2"), name="norm2")
    x = convolve(x, 384, 3, name="conv3")
    x = convolve(x, 384, 3, name="conv4")
    x = convolve(x, 256, 3, name="conv5")
    scores = three_dense_layers(pool_rounded_up(x, name="pool5"), classes, numbers=(6, 7, 8))
    return keras.Model(inputs, probabilities(scores) if softmax else scores, name="zfnet")
