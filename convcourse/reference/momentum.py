"""One step downhill, with momentum."""

from typing import NamedTuple

from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats


class Moved(NamedTuple):
    """Where a step leads.

    Attributes:
        weights: The new weights.
        velocity: The new velocity, of the same shape.
    """

    weights: Floats
    velocity: Floats


def momentum_step(
    weights: ArrayLike, velocity: ArrayLike, gradient: ArrayLike, rate: float, momentum: float = 0.9
) -> Moved:
    """Keep a part of the last velocity, add a step against the gradient, and move by the sum.

    velocity = momentum * velocity - rate * gradient
    weights = weights + velocity

    Args:
        weights, velocity, gradient: Arrays of one shape; they are not changed.
        rate: Length of a step for a gradient of 1.
        momentum: From 0 (plain gradient descent) to under 1.

    Raises:
        ValueError: Shapes that do not agree.

    Source: Polyak (1964); chapter 06.

    >>> momentum_step([1, 2], [1, 0], [2, -4], rate=0.5, momentum=0.5)
    Moved(weights=array([0.5, 4. ]), velocity=array([-0.5,  2. ]))
    """
    weights, velocity = as_floats(weights, "weights"), as_floats(velocity, "velocity")
    gradient = as_floats(gradient, "gradient")
    if not weights.shape == velocity.shape == gradient.shape:
        shapes = f"{weights.shape}, {velocity.shape} and {gradient.shape}"
        raise ValueError(f"expected weights, velocity and gradient of one shape, came {shapes}")
    kind = weights.dtype.type
    velocity = kind(momentum) * velocity - kind(rate) * gradient
    return Moved(weights + velocity, velocity)
