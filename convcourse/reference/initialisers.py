"""How large the random weights are with which a layer begins."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from convcourse.reference.arguments import Floats, as_sizes

INITIALISERS = ("zeros", "small", "xavier", "he")
SMALL = 0.01


class Fans(NamedTuple):
    """How many connections meet at a unit.

    Attributes:
        into: How many inputs one output sums up.
        out: How many outputs one input acts on, at stride 1 and away from the border.
    """

    into: int
    out: int


def fans(shape: Sequence[int]) -> Fans:
    """Count the connections of a unit.

    Args:
        shape: Of the weights: (inputs, outputs), or (kernel height, kernel width, channels in, channels out), or any
            other window in front of the two channels.

    Raises:
        ValueError: Fewer than two axes, or a size that is no whole number of 1 or more.

    >>> fans((2, 1, 4, 12))
    Fans(into=8, out=24)
    """
    if len(shape) < 2:
        raise ValueError(f"expected the shape of a dense or a convolution layer's weights, came {tuple(shape)}")
    *window, channels, filters = as_sizes(shape, len(shape), "shape")
    return Fans(math.prod(window) * channels, math.prod(window) * filters)


def initial_spread(shape: Sequence[int], kind: str) -> float:
    """Return the standard deviation of a layer's first weights.

    Args:
        shape: As for `fans`.
        kind: "zeros" (0), "small" (0.01), "xavier" (the root of 2 / (into + out)) or "he" (the root of 2 / into).

    Raises:
        ValueError: Another kind, or a shape that `fans` refuses.

    Source: Glorot and Bengio (2010); He and others (2015); chapter 08.

    >>> initial_spread((2, 1, 4, 12), "he"), initial_spread((2, 1, 4, 12), "xavier")
    (0.5, 0.25)
    """
    into, out = fans(shape)
    spreads = {"zeros": 0.0, "small": SMALL, "xavier": math.sqrt(2 / (into + out)), "he": math.sqrt(2 / into)}
    if kind not in spreads:
        raise ValueError(f"expected an initialiser out of {', '.join(INITIALISERS)}; came {kind!r}")
    return spreads[kind]


def initial_weights(shape: Sequence[int], kind: str, random: np.random.Generator) -> Floats:
    """Draw a layer's first weights from a normal distribution around 0.

    Args:
        shape, kind: As for `initial_spread`.
        random: Where the numbers come from.

    Returns:
        Array of that shape.
    """
    return random.normal(scale=initial_spread(shape, kind), size=tuple(shape))
