"""What a gradient does at a ReLU by three rules, and the mean of gradients at noisy copies of an image."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]


def back_through_relu(given: ArrayLike, coming_back: ArrayLike, rule: str) -> Floats:
    """Return what goes on of a gradient that comes back to a ReLU.

    Args:
        given: What the ReLU was given, of any shape. Where it is 0 or below, the ReLU is shut.
        coming_back: The gradient with respect to what the ReLU gave, same shape.
        rule: "plain": it goes on where the ReLU is open. "deconvnet": where it is positive. "guided": where both hold.

    Raises:
        ValueError: There is no such rule.

    Source: Springenberg and others (2015), figure 1; chapter 16.

    >>> [back_through_relu([4, 5, -3], [3, -1, 2], rule).tolist() for rule in ("plain", "deconvnet", "guided")]
    [[3.0, -1.0, 0.0], [3.0, 0.0, 2.0], [3.0, 0.0, 0.0]]
    """
    gates = {"plain": (True, False), "deconvnet": (False, True), "guided": (True, True)}
    if rule not in gates:
        raise ValueError(f"expected a rule named {', '.join(gates)}; came {rule!r}")
    by_input, by_sign = gates[rule]
    gradient = np.asarray(coming_back, dtype=float)
    gone = np.maximum(gradient, 0) if by_sign else gradient
    return gone * (np.asarray(given) > 0) if by_input else gone


def mean_noisy_gradient(
    gradient_of: Callable[[Floats], ArrayLike], image: ArrayLike, noise: float, draws: ArrayLike
) -> Floats:
    """Return the mean of the gradients at noisy copies of an image.

    Args:
        gradient_of: Function of a batch of images that returns their gradients, in the same shape.
        image: Of any shape.
        noise: Standard deviation, as a part of the range of the image, from its least to its greatest number.
        draws: Standard normal numbers, shape (copies, *shape of the image).

    Returns:
        Same shape as the image.

    Source: Smilkov and others (2017), "SmoothGrad"; chapter 16.

    >>> mean_noisy_gradient(lambda batch: batch > 0, [-1.0, 2.0], 1 / 3, [[2.0, 0.0], [0.0, -3.0]])
    array([0.5, 0.5])
    """
    array = np.asarray(image, dtype=float)
    copies = [array + noise * np.ptp(array) * each for each in np.asarray(draws, dtype=float)]
    return np.mean([np.asarray(gradient_of(copy[np.newaxis]))[0] for copy in copies], axis=0)
