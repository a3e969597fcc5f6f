"""A dense layer: every input reaches every unit."""

from typing import NamedTuple

from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats


def dense(inputs: ArrayLike, weights: ArrayLike, bias: ArrayLike | None = None) -> Floats:
    """Return inputs @ weights + bias.

    Args:
        inputs: Shape (batch, features).
        weights: Shape (features, units).
        bias: Shape (units,), or None for no bias.

    Returns:
        Shape (batch, units).

    Raises:
        ValueError: Shapes that do not agree.

    >>> dense([[1, 2]], [[1, 0, 2], [0, 1, 2]], [0, 0, 10])
    array([[ 1.,  2., 16.]])
    """
    inputs, weights = _arguments(inputs, weights)
    if bias is None:
        return inputs @ weights
    bias = as_floats(bias, "bias", ["unit"])
    if len(bias) != weights.shape[1]:
        raise ValueError(f"weights lead to {weights.shape[1]} units, bias has {len(bias)} entries: they must agree")
    return inputs @ weights + bias


class DenseGradients(NamedTuple):
    """The three gradients of a dense layer.

    Attributes:
        inputs: Shape (batch, features).
        weights: Shape (features, units).
        bias: Shape (units,).
    """

    inputs: Floats
    weights: Floats
    bias: Floats


def dense_gradients(output_gradient: ArrayLike, inputs: ArrayLike, weights: ArrayLike) -> DenseGradients:
    """Return the gradients for inputs, weights and bias.

    Args:
        output_gradient: Shape (batch, units).
        inputs: Shape (batch, features).
        weights: Shape (features, units).

    Raises:
        ValueError: Shapes that do not agree.

    >>> dense_gradients([[1, 10]], [[1, 2]], [[1, 0], [0, 1]]).weights
    array([[ 1., 10.],
           [ 2., 20.]])
    """
    inputs, weights = _arguments(inputs, weights)
    slope = as_floats(output_gradient, "output gradient", ["batch", "unit"])
    expected = (len(inputs), weights.shape[1])
    if slope.shape != expected:
        raise ValueError(f"expected output gradient of shape {expected}, came {slope.shape}")
    return DenseGradients(slope @ weights.T, inputs.T @ slope, slope.sum(axis=0))


def _arguments(inputs: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    """Return inputs and weights as arrays that agree."""
    inputs = as_floats(inputs, "inputs", ["batch", "feature"])
    weights = as_floats(weights, "weights", ["feature", "unit"])
    if inputs.shape[1] != len(weights):
        raise ValueError(f"weights take {len(weights)} features, inputs have {inputs.shape[1]}: they must agree")
    return inputs, weights
