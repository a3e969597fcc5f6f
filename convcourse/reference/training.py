"""Stochastic gradient descent: many small steps, each on a few images."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import as_floats
from convcourse.reference.momentum import momentum_step
from convcourse.reference.network import Network


def train(
    network: Network,
    images: ArrayLike | Callable[[np.random.Generator], ArrayLike],
    labels: ArrayLike,
    *,
    epochs: int,
    rate: float = 0.1,
    momentum: float = 0.9,
    batch: int = 32,
    seed: int = 0,
) -> Iterator[float]:
    """Train a network in place, one epoch each time the caller asks for the next loss.

    In an epoch every image is seen once, in an order drawn anew. The rate falls evenly, from `rate` in the first epoch
    to `rate / epochs` in the last.

    Args:
        network: Its parameters are replaced step by step.
        images: Shape (count, ...); or a function that is called in each epoch and gives them, so that they can vary.
        labels: Shape (count,), whole numbers from 0.
        epochs: How often every image is seen.
        rate, momentum: As in `momentum_step`.
        batch: Images in one step; the last step of an epoch takes what is left.
        seed: Decides the order of the images.

    Yields:
        The mean loss of each epoch, measured on the way.

    Source: chapter 06.
    """
    random, labels = np.random.default_rng(seed), np.asarray(labels)
    velocities = [[np.zeros_like(each) for each in layer.parameters] for layer in network.layers]
    for epoch in range(epochs):
        shown = as_floats(images(random) if callable(images) else images, "images")
        order, losses = random.permutation(len(labels)), []
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            losses.append(network.backpropagate(shown[chosen], labels[chosen]) * len(chosen))
            _move(network, velocities, rate * (1 - epoch / epochs), momentum)
        yield sum(losses) / len(labels)


def _move(network: Network, velocities: list, rate: float, momentum: float) -> None:
    """Move every parameter of the network by one step, and keep its new velocity."""
    for layer, kept in zip(network.layers, velocities, strict=True):
        for place, gradient in enumerate(layer.gradients):
            step = momentum_step(layer.parameters[place], kept[place], gradient, rate, momentum)
            layer.parameters[place], kept[place] = step
