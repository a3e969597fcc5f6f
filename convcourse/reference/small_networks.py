"""Two networks for small images, with weights drawn by chance: one that convolves and one that does not."""

from collections.abc import Sequence

import numpy as np

from convcourse.reference.layers import (
    ConvolutionLayer,
    DenseLayer,
    FlattenLayer,
    MaxPoolLayer,
    ReluLayer,
    TrainableLayer,
)
from convcourse.reference.network import Network


def small_cnn(
    size: tuple[int, int],
    classes: int,
    *,
    channels: int = 1,
    filters: Sequence[int] = (16, 32),
    kernel: int = 3,
    seed: int = 0,
) -> Network:
    """Make a network of convolutions, each followed by ReLU, then one 2 by 2 max pool and one dense layer.

    The convolutions keep the size of their maps. Weights are normal with variance 2 / fan-in, those of the dense layer
    with 1 / fan-in; biases are 0. All are in single precision.

    Args:
        size: Height and width of the images.
        classes: Scores that come out.
        channels: Channels of the images.
        filters: Filters of each convolution.
        kernel: Height and width of each kernel, an odd number.
        seed: Decides the weights.

    Raises:
        ValueError: An even kernel.

    Source: He, Zhang, Ren and Sun (2015) for the variance; chapters 06 and 08.

    >>> network = small_cnn((8, 6), 10)
    >>> sum(each.size for layer in network.layers for each in layer.parameters)
    8650
    """
    if kernel % 2 == 0:
        raise ValueError(f"expected an odd kernel, so that maps keep their size, came {kernel}")
    random = np.random.default_rng(seed)
    layers: list[TrainableLayer] = []
    for count in filters:
        taps = random.normal(scale=np.sqrt(2 / (kernel**2 * channels)), size=(kernel, kernel, channels, count))
        bias = np.zeros(count, np.float32)
        layers += [ConvolutionLayer(taps.astype(np.float32), bias, padding=kernel // 2), ReluLayer()]
        channels = count
    features = (size[0] // 2) * (size[1] // 2) * channels
    weights = random.normal(scale=np.sqrt(1 / features), size=(features, classes)).astype(np.float32)
    return Network([*layers, MaxPoolLayer(2), FlattenLayer(), DenseLayer(weights, np.zeros(classes, np.float32))])


def logistic_regression(features: int, classes: int) -> Network:
    """Make a network of one dense layer on the bare pixels, starting from zeros.

    Args:
        features: Pixels of an image, times its channels.
        classes: Scores that come out.

    >>> logistic_regression(64, 10).layers[1].parameters[0].shape
    (64, 10)
    """
    weights, bias = np.zeros((features, classes), np.float32), np.zeros(classes, np.float32)
    return Network([FlattenLayer(), DenseLayer(weights, bias)])
