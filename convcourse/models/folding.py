"""Fold batch normalisation into the convolutions before it: two linear steps become one."""

from typing import Any

import numpy as np


def fold_normalisation(normalised: Any, plain: Any) -> None:
    """Give a network without batch normalisation weights with which it says what the normalised one says in use.

    In use, normalisation multiplies each channel by gamma / sqrt(variance + epsilon) and adds a number. A convolution
    does the same with its kernel multiplied and that number as its bias.

    Args:
        normalised: A network whose layers "conv1", "conv2", ..., without biases, are followed by "norm1", "norm2", ...
        plain: The same network with biases and without normalisation. Its weights are replaced.

    Raises:
        ValueError: A convolution is not followed by its normalisation, or has a bias of its own.

    Source: Jacob and others (2018), Quantization and Training of Neural Networks, section 3.2; chapter 08.
    """
    layers = {layer.name: layer for layer in normalised.layers}
    for layer in plain.layers:
        if not layer.weights:
            continue
        weights = layers[layer.name].get_weights()
        if layer.name.startswith("conv"):
            name = layer.name.replace("conv", "norm")
            if name not in layers or len(weights) != 1:
                raise ValueError(f"expected {layer.name} without a bias and followed by {name}, came {sorted(layers)}")
            gamma, beta, mean, variance = layers[name].get_weights()
            factor = gamma / np.sqrt(variance + layers[name].epsilon)
            weights = [weights[0] * factor, beta - mean * factor]
        layer.set_weights(weights)
