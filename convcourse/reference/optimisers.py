"""Optimisers that give each weight a step length of its own: RMSProp and Adam."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats


class RmspropMoved(NamedTuple):
    """Where a step of RMSProp leads.

    Attributes:
        weights: The new weights.
        square: The new running mean of the squared gradient, to be handed in with the next step.
    """

    weights: Floats
    square: Floats


class AdamMoved(NamedTuple):
    """Where a step of Adam leads.

    Attributes:
        weights: The new weights.
        mean, square: The new running means of the gradient and of its square, to be handed in with the next step.
    """

    weights: Floats
    mean: Floats
    square: Floats


def rmsprop_step(
    weights: ArrayLike,
    square: ArrayLike,
    gradient: ArrayLike,
    rate: float,
    decay: float = 0.9,
    epsilon: float = 1e-7,
) -> RmspropMoved:
    """Step against the gradient, divided by the root of the running mean of its square.

    Args:
        weights, square, gradient: Arrays of one shape; `square` is 0 at first.
        rate: Length of a step where the gradient is steady.
        decay: How much of the running mean is kept.
        epsilon: Added to the mean square.

    Raises:
        ValueError: Shapes that do not agree.

    Source: Tieleman and Hinton (2012, lecture 6.5); chapter 08.

    >>> rmsprop_step([1, 2], [0, 0], [3, -0.3], rate=0.1, decay=0.75).weights.round(3).tolist()
    [0.8, 2.2]
    """
    weights, square, gradient = _of_one_shape(weights=weights, square=square, gradient=gradient)
    square = decay * square + (1 - decay) * gradient**2
    return RmspropMoved(weights - rate * gradient / np.sqrt(square + epsilon), square)


def adam_step(
    weights: ArrayLike,
    mean: ArrayLike,
    square: ArrayLike,
    gradient: ArrayLike,
    step: int,
    rate: float,
    decays: tuple[float, float] = (0.9, 0.999),
    epsilon: float = 1e-7,
) -> AdamMoved:
    """Step along the running mean of the gradient, divided by the root of the running mean of its square.

    Both means begin at 0 and are too small at first; each is divided by 1 - decay ** step, which makes up for it.

    Args:
        weights, mean, square, gradient: Arrays of one shape; `mean` and `square` are 0 at first.
        step: 1 for the first.
        rate: Length of a step where the gradient is steady.
        decays: How much of the two running means is kept.
        epsilon: Added to the root.

    Raises:
        ValueError: Shapes that do not agree, or a step below 1.

    Source: Kingma and Ba (2015); chapter 08.

    >>> adam_step([1, 2], [0, 0], [0, 0], [3, -0.3], step=1, rate=0.1).weights.round(3).tolist()
    [0.9, 2.1]
    """
    if step < 1:
        raise ValueError(f"expected the number of the step, from 1, came {step}")
    weights, mean, square, gradient = _of_one_shape(weights=weights, mean=mean, square=square, gradient=gradient)
    mean = decays[0] * mean + (1 - decays[0]) * gradient
    square = decays[1] * square + (1 - decays[1]) * gradient**2
    full_mean, full_square = mean / (1 - decays[0] ** step), square / (1 - decays[1] ** step)
    return AdamMoved(weights - rate * full_mean / (np.sqrt(full_square) + epsilon), mean, square)


def _of_one_shape(**values: ArrayLike) -> list[Floats]:
    arrays = [as_floats(value, name) for name, value in values.items()]
    if len({array.shape for array in arrays}) > 1:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in zip(values, arrays, strict=True))
        raise ValueError(f"expected arrays of one shape, came {shapes}")
    return arrays
