"""Shapes, parameters and multiply-adds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from convcourse import reference
from convcourse.reference import Activation, Conv, Dense, Flatten, GlobalPool, Pool

LENET5 = [Conv(6, 5), Pool(2), Conv(16, 5), Pool(2), Flatten(), Dense(120), Dense(84), Dense(10)]


def test_one_shared_filter_against_every_pair_of_pixels():
    assert reference.convolution_parameters((5, 5), 1, 1) == 26
    assert reference.dense_parameters(300 * 300, 300 * 300, bias=False) == 8_100_000_000


@pytest.mark.parametrize(("padding", "parameters"), [("valid", 288_460), ("same", 392_460)])
def test_ten_filters_a_pool_and_two_hundred_units(padding, parameters):
    layers = [Conv(10, 5, padding=padding), Pool(2), Flatten(), Dense(200)]
    assert reference.total(reference.count_layers(layers, (28, 28, 1)))[0] == parameters
    with_output = reference.count_layers([*layers, Dense(10)], (28, 28, 1))
    assert reference.total(with_output)[0] == parameters + 2_010


def test_lenet_layer_by_layer():
    counts = reference.count_layers(LENET5, (32, 32, 1))
    assert [count.shape for count in counts][:4] == [(28, 28, 6), (14, 14, 6), (10, 10, 16), (5, 5, 16)]
    assert [count.parameters for count in counts] == [156, 0, 2_416, 0, 0, 48_120, 10_164, 850]
    assert [count.multiply_adds for count in counts] == [117_600, 0, 240_000, 0, 0, 48_000, 10_080, 840]
    assert counts[0].values == 4_704


def test_activations_and_global_pools_cost_nothing():
    counts = reference.count_layers([Activation("tanh"), GlobalPool(), Dense(3, bias=False)], (7, 5, 4))
    assert [count.shape for count in counts] == [(7, 5, 4), (4,), (3,)]
    assert reference.total(counts) == (12, 12)


@given(
    some.tuples(some.integers(4, 9), some.integers(4, 9)),
    some.tuples(some.integers(1, 4), some.integers(1, 4)),
    some.tuples(some.integers(1, 3), some.integers(1, 3)),
    some.sampled_from(["valid", "same", 1, (0, 2)]),
    some.integers(1, 3),
)
def test_the_shape_and_the_parameters_are_those_of_a_real_convolution(size, kernel, stride, padding, groups):
    layer = Conv(2 * groups, kernel, stride=stride, padding=padding, groups=groups)
    (count,) = reference.count_layers([layer], (*size, 3 * groups))
    weights = np.ones((*kernel, 3, 2 * groups))
    images = np.ones((1, *size, 3 * groups))
    result = reference.convolution(images, weights, stride=stride, padding=padding, groups=groups)
    assert (1, *count.shape) == result.shape
    assert count.parameters == weights.size + 2 * groups
    assert count.multiply_adds == np.prod(count.shape[:-1]) * weights.size


def test_an_image_that_reaches_a_dense_layer_is_refused():
    message = r"layer 2, Dense\(units=10, bias=True\), with an input of shape \(24, 24, 10\): .* put Flatten\(\) before"
    with pytest.raises(ValueError, match=message):
        reference.count_layers([Conv(10, 5), Dense(10)], (28, 28, 1))


def test_a_row_that_reaches_a_convolution_is_refused():
    with pytest.raises(
        ValueError, match=r"layer 1, .* expected an image with size and channels, came a row of features"
    ):
        reference.count_layers([Conv(10, 5)], (28,))


def test_groups_that_leave_a_remainder_are_refused():
    with pytest.raises(ValueError, match="expected groups that divide 3 channels and 4 filters, came 2"):
        reference.convolution_parameters((3, 3), 3, 4, groups=2)
