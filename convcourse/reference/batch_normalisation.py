"""Batch normalisation, forwards: in training and in use."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats


class Normalised(NamedTuple):
    """What the layer gives, and what it remembers.

    Attributes:
        outputs: Shape of the inputs.
        running_mean, running_variance: To be handed in with the next batch, shape (channels,).
    """

    outputs: Floats
    running_mean: Floats
    running_variance: Floats


def batch_norm(
    inputs: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    running_mean: ArrayLike | None = None,
    running_variance: ArrayLike | None = None,
    *,
    training: bool,
    momentum: float = 0.99,
    epsilon: float = 1e-3,
) -> Normalised:
    """Bring each channel to mean 0 and variance 1, then stretch it by gamma and move it by beta.

    In training, mean and variance are those of the batch, and a part of them goes into the running ones; in use, the
    running ones are taken, and stay as they are. The variance is divided by the count, as in Keras (for the running
    variance PyTorch divides by the count less one).

    Args:
        inputs: Shape (..., channels), such as (batch, height, width, channels).
        gamma, beta: Shape (channels,).
        running_mean, running_variance: Shape (channels,); 0 and 1 at first.
        training: Whether the batch's own mean and variance count.
        momentum: How much of the running values is kept.
        epsilon: Added to the variance, so that none is 0.

    Raises:
        ValueError: A parameter of another length than there are channels.

    Source: Ioffe and Szegedy (2015); chapter 08.

    >>> batch_norm([[2.0], [4], [5], [6], [8]], [1], [0], training=True, epsilon=0).outputs.ravel().tolist()
    [-1.5, -0.5, 0.0, 0.5, 1.5]
    """
    inputs = as_floats(inputs, "inputs")
    channels = inputs.shape[-1]
    mean = np.zeros(channels) if running_mean is None else as_floats(running_mean, "running_mean")
    variance = np.ones(channels) if running_variance is None else as_floats(running_variance, "running_variance")
    scale, shift = as_floats(gamma, "gamma"), as_floats(beta, "beta")
    for name, values in (("gamma", scale), ("beta", shift), ("running_mean", mean), ("running_variance", variance)):
        if values.shape != (channels,):
            raise ValueError(f"expected {name} with one number for each of {channels} channels, came {values.shape}")
    used_mean, used_variance = mean, variance
    if training:
        axes = tuple(range(inputs.ndim - 1))
        used_mean, used_variance = inputs.mean(axis=axes), inputs.var(axis=axes)
        mean = momentum * mean + (1 - momentum) * used_mean
        variance = momentum * variance + (1 - momentum) * used_variance
    outputs = scale * (inputs - used_mean) / np.sqrt(used_variance + epsilon) + shift
    return Normalised(outputs, mean, variance)
