"""Layers that deep networks need: one that normalises, and one that adds its input to what it has found."""

from collections.abc import Sequence

import numpy as np

from convcourse.reference.arguments import Floats
from convcourse.reference.layers import TrainableLayer

EPSILON = 1e-3


class BatchNormalisationLayer:
    """Batch normalisation as in training: each channel by the batch's own mean and variance.

    The way back goes through mean and variance as well: what would move a whole channel, or only stretch it, is taken
    out of the gradient, because the layer takes it out of the numbers.

    Args:
        channels: Size of the last axis.

    >>> layer = BatchNormalisationLayer(1)
    >>> layer.forward(np.array([[2.0], [4], [5], [6], [8]])).round(3).ravel()
    array([-1.5, -0.5,  0. ,  0.5,  1.5])
    >>> bool(abs(layer.backward(np.ones((5, 1)))).max() < 1e-12)
    True
    """

    def __init__(self, channels: int) -> None:
        self.parameters: list[Floats] = [np.ones(channels), np.zeros(channels)]
        self.gradients: list[Floats] = []

    def forward(self, inputs: Floats) -> Floats:
        """Return numbers of the inputs' shape (..., channels), each channel with mean beta and spread gamma."""
        self._axes = tuple(range(inputs.ndim - 1))
        self._spread = np.sqrt(inputs.var(axis=self._axes) + EPSILON)
        self._normal = (inputs - inputs.mean(axis=self._axes)) / self._spread
        gamma, beta = self.parameters
        return gamma * self._normal + beta

    def backward(self, output_gradient: Floats) -> Floats:
        """Set the gradients for gamma and beta, and return the one for the inputs."""
        normal, axes = self._normal, self._axes
        self.gradients = [(output_gradient * normal).sum(axis=axes), output_gradient.sum(axis=axes)]
        inner = self.parameters[0] * output_gradient
        return (inner - inner.mean(axis=axes) - normal * (inner * normal).mean(axis=axes)) / self._spread


class ShortcutLayer:
    """Layers that say what to add to their input.

    Args:
        layers: Their output has the shape of their input.

    Raises:
        ValueError: In `forward`, where shapes differ.

    Source: He, Zhang, Ren and Sun (2015); chapter 13.

    >>> from convcourse.reference.layers import DenseLayer
    >>> layer = ShortcutLayer([DenseLayer([[0, 1], [0, 0]], [0, 0])])
    >>> layer.forward(np.array([[3.0, 5]])), layer.backward(np.array([[1.0, 10]]))
    (array([[3., 8.]]), array([[11., 10.]]))
    """

    def __init__(self, layers: Sequence[TrainableLayer]) -> None:
        self.layers = list(layers)
        self.parameters: list[Floats] = [each for layer in self.layers for each in layer.parameters]
        self.gradients: list[Floats] = []

    def forward(self, inputs: Floats) -> Floats:
        """Return the inputs, plus what the layers say."""
        current = iter(self.parameters)  # whoever trains replaces the arrays of this list
        change = inputs
        for layer in self.layers:
            layer.parameters = [next(current) for _ in layer.parameters]
            change = layer.forward(change)
        if change.shape != inputs.shape:
            raise ValueError(f"expected layers that give the shape of their input, {inputs.shape}, came {change.shape}")
        return inputs + change

    def backward(self, output_gradient: Floats) -> Floats:
        """Set all gradients, and return the one for the inputs: it comes on both ways, and the two add up."""
        gradient = output_gradient
        for layer in reversed(self.layers):
            gradient = layer.backward(gradient)
        self.gradients = [each for layer in self.layers for each in layer.gradients]
        return output_gradient + gradient
