"""Activations and their slopes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import special

from convcourse import reference

PAIRS = [
    (reference.relu, reference.relu_derivative),
    (reference.leaky_relu, reference.leaky_relu_derivative),
    (lambda x: reference.leaky_relu(x, 0.3), lambda x: reference.leaky_relu_derivative(x, 0.3)),
    (reference.sigmoid, reference.sigmoid_derivative),
    (reference.tanh, reference.tanh_derivative),
]


def test_relu_and_its_slope_by_hand():
    assert reference.relu([[-2, 0], [3, -1]]).tolist() == [[0, 0], [3, 0]]
    assert reference.relu_derivative([[-2, 0], [3, -1]]).tolist() == [[0, 0], [1, 0]]


def test_leaky_relu_keeps_a_part_of_the_negative_side():
    assert reference.leaky_relu([-2, 0, 3], 0.5).tolist() == [-1, 0, 3]
    assert reference.leaky_relu_derivative([-2, 0, 3], 0.5).tolist() == [0.5, 0.5, 1]


def test_the_sigmoid_agrees_with_scipy_and_does_not_overflow():
    x = np.array([-1e6, -800, -30, -1, 0, 1e-9, 2, 40, 800, 1e6])
    np.testing.assert_allclose(reference.sigmoid(x), special.expit(x), rtol=1e-14)


@pytest.mark.parametrize(("function", "slope"), PAIRS)
@given(x=some.floats(-20, 20).filter(lambda x: abs(x) > 1e-3))
def test_central_differences_agree(function, slope, x):
    measured = (function(np.array(x + 1e-5)) - function(np.array(x - 1e-5))) / 2e-5
    assert slope(np.array(x)) == pytest.approx(measured, abs=1e-7)


@given(some.floats(-700, 700))
def test_the_sigmoid_is_a_squeezed_tangent(x):
    assert reference.sigmoid([x])[0] == pytest.approx((1 + reference.tanh([x / 2])[0]) / 2, abs=1e-14)


@pytest.mark.parametrize(("function", "slope"), PAIRS)
def test_float32_stays_and_the_argument_is_not_changed(function, slope):
    x = np.array([-1, 0, 2], np.float32)
    assert function(x).dtype == slope(x).dtype == np.float32
    assert x.tolist() == [-1, 0, 2]
