"""Nonlinear functions of one number, and their slopes."""

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats


def relu(x: ArrayLike) -> Floats:
    """Return x where it is positive, and 0 elsewhere; any shape.

    >>> relu([-2, 0, 3])
    array([0., 0., 3.])
    """
    return np.maximum(as_floats(x, "x"), 0)


def relu_derivative(x: ArrayLike) -> Floats:
    """Return 1 where x is positive, and 0 elsewhere, also at 0 itself, where ReLU has no slope.

    >>> relu_derivative([-2, 0, 3])
    array([0., 0., 1.])
    """
    x = as_floats(x, "x")
    return (x > 0).astype(x.dtype)


def leaky_relu(x: ArrayLike, slope: float = 0.01) -> Floats:
    """Return x where it is positive, and slope * x elsewhere; any shape.

    >>> leaky_relu([-2, 0, 3], slope=0.5)
    array([-1.,  0.,  3.])
    """
    x = as_floats(x, "x")
    return np.where(x > 0, x, x.dtype.type(slope) * x)


def leaky_relu_derivative(x: ArrayLike, slope: float = 0.01) -> Floats:
    """Return 1 where x is positive, and the slope elsewhere, also at 0.

    >>> leaky_relu_derivative([-2, 0, 3], slope=0.5)
    array([0.5, 0.5, 1. ])
    """
    x = as_floats(x, "x")
    return np.where(x > 0, x.dtype.type(1), x.dtype.type(slope))


def sigmoid(x: ArrayLike) -> Floats:
    """Return 1 / (1 + exp(-x)); any shape. The exponential is taken of -|x|, so that it never overflows.

    >>> sigmoid([-1000, 0, 1000])
    array([0. , 0.5, 1. ])
    """
    x = as_floats(x, "x")
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)


def sigmoid_derivative(x: ArrayLike) -> Floats:
    """Return the slope of the sigmoid, y * (1 - y); at most 1/4.

    >>> sigmoid_derivative([-1000, 0, 1000])
    array([0.  , 0.25, 0.  ])
    """
    # 1 - y is the sigmoid of -x, which keeps its digits where y is almost 1.
    x = as_floats(x, "x")
    return sigmoid(x) * sigmoid(-x)


def tanh(x: ArrayLike) -> Floats:
    """Return the hyperbolic tangent; any shape.

    >>> tanh([-1000, 0, 1000])
    array([-1.,  0.,  1.])
    """
    return np.tanh(as_floats(x, "x"))


def tanh_derivative(x: ArrayLike) -> Floats:
    """Return the slope of the hyperbolic tangent, 1 - y ** 2; at most 1.

    >>> tanh_derivative([-1000, 0, 1000])
    array([0., 1., 0.])
    """
    return 1 - tanh(x) ** 2
