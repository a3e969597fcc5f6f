"""The input that excites a linear unit most, within a bound."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def loudest_input(weights: ArrayLike, middle: ArrayLike, length: float) -> NDArray[np.float64]:
    """Return the input, at most so far from a middle one, on which the unit's weighted sum is largest.

    Args:
        weights: Of the unit, any shape.
        middle: The input to start from: a number, or an array of the same shape.
        length: The root of the summed squares of the steps away from the middle, at most.

    Returns:
        Shape of the weights. Where all weights are 0 no step helps, and it is the middle.

    Source: the inequality of Cauchy and Schwarz; chapter 15.

    >>> loudest_input([3, -4], 1, 10).tolist()
    [7.0, -7.0]
    """
    array = np.asarray(weights, dtype=float)
    size = float(np.linalg.norm(array.ravel()))
    return np.asarray(middle, dtype=float) + array * (length / size if size else 0.0)
