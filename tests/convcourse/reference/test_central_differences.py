"""Slopes measured by small steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from convcourse import reference


def test_the_slope_of_a_square_by_hand():
    np.testing.assert_allclose(reference.numerical_gradient(lambda x: x[0] ** 2 + 5 * x[1], [3, 1]), [6, 5])


@given(some.floats(-3, 3), some.floats(1e-4, 1e-2))
def test_the_error_falls_with_the_square_of_the_step(x, step):
    measured = reference.numerical_gradient(lambda at: np.sin(at[0]), [x], step)[0]
    assert measured == pytest.approx(np.cos(x), abs=step**2 / 6 + 1e-11)


def test_the_point_is_left_as_it_was_and_float32_is_measured_in_float64():
    point = np.ones((2, 3), np.float32)

    def spoils_its_argument(x):
        total = float(x.sum())
        x[:] = 0
        return total

    np.testing.assert_allclose(reference.numerical_gradient(spoils_its_argument, point), np.ones((2, 3)), rtol=1e-9)
    assert point.min() == 1
