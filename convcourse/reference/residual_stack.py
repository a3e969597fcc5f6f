"""A deep stack of dense layers in blocks of two, with or without shortcuts past the blocks."""

import numpy as np

from convcourse.reference.arguments import Floats
from convcourse.reference.initialisers import initial_weights
from convcourse.reference.layers import DenseLayer, FlattenLayer, ReluLayer, TrainableLayer
from convcourse.reference.network import Network
from convcourse.reference.shortcut_layers import BatchNormalisationLayer, ShortcutLayer


def residual_stack(
    features: int,
    classes: int,
    *,
    depth: int,
    width: int = 32,
    shortcuts: bool = True,
    normalised: bool = True,
    kind: str = "he",
    seed: int = 0,
) -> Network:
    """Make a network of `depth` dense layers: one on the pixels, blocks of two, and one for the scores.

    A block is dense, normalise, ReLU, dense, normalise; with a shortcut its input is added; then comes a ReLU. With and
    without shortcuts the weights are the same.

    Args:
        features: Pixels of an image.
        classes: Scores that come out.
        depth: Layers that have weights; an even number of 4 or more.
        width: Units of each layer.
        shortcuts: Whether each block's input is added to what the block says.
        normalised: Whether batch normalisation follows each of these layers, but not the scores.
        kind: Of the first weights: "xavier" or "he". The last layer always takes "xavier".
        seed: Decides the weights.

    Raises:
        ValueError: A depth that leaves half a block, or another kind.

    Source: He, Zhang, Ren and Sun (2015); chapter 13.

    >>> network = residual_stack(6, 3, depth=8, width=4)
    >>> len(stack_gradients(network)), network.scores(np.ones((2, 3, 2))).shape
    (8, (2, 3))
    """
    if depth < 4 or depth % 2:
        raise ValueError(f"expected a depth of 4, 6, 8 or more: one layer, blocks of two and the scores; came {depth}")
    random = np.random.default_rng(seed)

    def layer(inputs: int) -> list[TrainableLayer]:
        made: list[TrainableLayer] = [DenseLayer(initial_weights((inputs, width), kind, random), np.zeros(width))]
        return [*made, BatchNormalisationLayer(width)] if normalised else made

    layers: list[TrainableLayer] = [FlattenLayer(), *layer(features), ReluLayer()]
    for _ in range(depth // 2 - 1):
        block = [*layer(width), ReluLayer(), *layer(width)]
        layers += [*([ShortcutLayer(block)] if shortcuts else block), ReluLayer()]
    return Network([*layers, DenseLayer(initial_weights((width, classes), "xavier", random), np.zeros(classes))])


def stack_gradients(network: Network) -> list[float]:
    """Return the length of the gradient of each layer's weights, from the input up.

    Args:
        network: From `residual_stack`. Before it has run backwards, all are 0.
    """
    return [float(np.linalg.norm(found)) for layer in network.layers for found in _of(layer)]


def _of(layer: TrainableLayer) -> list[Floats]:
    if isinstance(layer, ShortcutLayer):
        return [found for inner in layer.layers for found in _of(inner)]
    if isinstance(layer, DenseLayer):
        return layer.gradients[:1] or [np.zeros(1)]
    return []
