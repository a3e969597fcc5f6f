"""A column times a row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from convcourse import reference

whole = some.integers(-9, 9)


def test_sobels_kernel_is_an_average_times_a_difference():
    column, row = reference.separate(reference.SOBEL_ACROSS)
    assert column.tolist() == [0.5, 1, 0.5]
    assert row.tolist() == [-2, 0, 2]


def test_a_diagonal_is_not_separable():
    assert not reference.is_separable(np.eye(3))


@given(arrays(float, (3,), elements=whole), arrays(float, (4,), elements=whole))
def test_every_column_times_row_comes_apart(column, row):
    kernel = np.outer(column, row)
    np.testing.assert_allclose(np.outer(*reference.separate(kernel)), kernel, atol=1e-12)


@pytest.mark.parametrize("padding", [0, 2, (0, 1), ((1, 0), (2, 1)), "same", "full"])
@pytest.mark.parametrize("border", ["zero", "edge", "reflect", "wrap"])
@pytest.mark.parametrize("stride", [1, (2, 3)])
def test_two_thin_filters_equal_the_thick_one(padding, border, stride):
    image = np.random.default_rng(3).normal(size=(9, 7))
    column, row = np.array([1.0, -2.0, 3.0, 0.5]), np.array([2.0, 1.0, -1.0])
    thin = reference.correlate2d_separable(image, column, row, stride=stride, padding=padding, border=border)
    thick = reference.correlate2d(image, np.outer(column, row), stride=stride, padding=padding, border=border)
    np.testing.assert_allclose(thin, thick, atol=1e-12)


def test_a_kernel_that_does_not_come_apart_is_refused():
    with pytest.raises(
        ValueError, match=r"expected a kernel that is a column times a row \(rank 1\), came one of rank 3"
    ):
        reference.separate(np.eye(3))
