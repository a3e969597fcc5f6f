"""Numbers sent through many layers: do they die away, explode, or keep their size?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.activations import relu, tanh
from convcourse.reference.arguments import Floats, as_floats
from convcourse.reference.batch_normalisation import batch_norm
from convcourse.reference.initialisers import initial_weights

ACTIVATIONS = {"ReLU": relu, "tanh": tanh, "none": lambda values: values}


class Stack(NamedTuple):
    """What came out of each layer.

    Attributes:
        sizes: Root of the mean square of the inputs and of each layer's outputs, shape (depth + 1,).
        outputs: What the last layer gave, shape (batch, units).
    """

    sizes: Floats
    outputs: Floats


def send_through(
    inputs: ArrayLike,
    kind: str,
    activation: str = "ReLU",
    *,
    depth: int = 20,
    batch_normalised: bool = False,
    random: np.random.Generator,
) -> Stack:
    """Send a batch through dense layers, all as wide as the input and fresh from their initialiser.

    Args:
        inputs: Shape (batch, units).
        kind: Initialiser, as for `initial_spread`.
        activation: "ReLU", "tanh" or "none".
        depth: How many layers.
        batch_normalised: Whether each layer's sums are normalised over the batch before the activation.
        random: Where the weights come from.

    Raises:
        ValueError: An unknown initialiser or activation, or inputs of another form.

    Source: chapter 08.
    """
    values = as_floats(inputs, "inputs", ["batch", "units"])
    if activation not in ACTIVATIONS:
        raise ValueError(f"expected an activation out of {', '.join(ACTIVATIONS)}; came {activation!r}")
    units = values.shape[1]
    sizes = [root_mean_square(values)]
    for _ in range(depth):
        values = values @ initial_weights((units, units), kind, random)
        if batch_normalised:
            values = batch_norm(values, np.ones(units), np.zeros(units), training=True, epsilon=1e-12).outputs
        values = ACTIVATIONS[activation](values)
        sizes.append(root_mean_square(values))
    return Stack(np.array(sizes), values)


def root_mean_square(values: ArrayLike) -> float:
    """Return the root of the mean of the squares: how large numbers are, whatever their sign.

    >>> root_mean_square([3, -4, 0, 0])
    2.5
    """
    return float(np.sqrt(np.mean(np.square(as_floats(values, "values")))))
