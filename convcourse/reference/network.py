"""Layers in a row: forwards from first to last, backwards from last to first."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats
from convcourse.reference.classification_loss import cross_entropy, cross_entropy_gradient
from convcourse.reference.layers import TrainableLayer


class Network:
    """A stack of layers that gives one score for each class.

    Args:
        layers: The first takes the images, the last gives scores of shape (batch, classes).

    >>> from convcourse.reference.layers import DenseLayer
    >>> network = Network([DenseLayer([[1, 0], [0, 2]], [0, 0])])
    >>> network.predict([[3, 1], [1, 3]])
    array([0, 1])
    """

    def __init__(self, layers: Sequence[TrainableLayer]) -> None:
        self.layers = list(layers)

    def scores(self, images: ArrayLike) -> Floats:
        """Run all layers forwards; returns shape (batch, classes), before softmax."""
        values = as_floats(images, "images")
        for layer in self.layers:
            values = layer.forward(values)
        return values

    def predict(self, images: ArrayLike) -> np.ndarray:
        """Return the class with the highest score for each image, shape (batch,)."""
        return self.scores(images).argmax(axis=1)

    def backpropagate(self, images: ArrayLike, labels: ArrayLike) -> float:
        """Run forwards and backwards once, so that each layer knows its gradients.

        Args:
            images: Shape (batch, ...).
            labels: Shape (batch,), whole numbers from 0.

        Returns:
            The loss: the mean cross-entropy over the batch.

        Source: Rumelhart, Hinton and Williams (1986); chapter 06.
        """
        scores = self.scores(images)
        gradient = cross_entropy_gradient(scores, labels)
        for layer in reversed(self.layers):
            gradient = layer.backward(gradient)
        return cross_entropy(scores, labels)
