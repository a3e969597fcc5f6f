"""Kernels with holes: by hand, against Keras's arithmetic in NumPy, and by counting ways."""

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.signal import correlate

from convcourse import reference


def test_a_dilated_kernel_by_hand():
    found = reference.dilated_correlate1d([1, 2, 0, 3, 1, 4], [1, 2, -1], 2)
    assert found.tolist() == [1 * 1 + 2 * 0 - 1 * 1, 1 * 2 + 2 * 3 - 1 * 4]


@given(some.integers(1, 4), some.integers(1, 5), some.integers(0, 6), some.integers(0, 99))
def test_a_dilated_kernel_is_one_with_zeros_in_its_holes(taps, dilation, room, seed):
    random = np.random.default_rng(seed)
    kernel, spread = random.normal(size=taps), np.zeros(dilation * (taps - 1) + 1)
    spread[::dilation] = kernel
    signal = random.normal(size=len(spread) + room)
    found = reference.dilated_correlate1d(signal, kernel, dilation)
    np.testing.assert_allclose(found, correlate(signal, spread, mode="valid"), atol=1e-12)


def test_dilation_one_is_a_plain_window_sum():
    signal, kernel = np.arange(9.0) ** 2, [1, 0, -2]
    plain = reference.correlate1d(signal, kernel, mode="valid")
    np.testing.assert_allclose(reference.dilated_correlate1d(signal, kernel), plain)


LAYERS = some.lists(some.tuples(some.integers(1, 4), some.integers(1, 5)), max_size=4)


@given(LAYERS)
def test_ways_are_counted_one_by_one(layers):
    steps = [[tap * dilation for tap in range(kernel)] for kernel, dilation in layers]
    ends = [sum(way) for way in itertools.product(*steps)]
    found = reference.ways_to_pixels(layers)
    assert found.tolist() == [ends.count(pixel) for pixel in range(max(ends) + 1)]
    assert len(found) == reference.receptive_field([(k, 1, 0, d) for k, d in layers]).size


@given(some.integers(2, 4), some.integers(1, 5), some.randoms())
def test_dilations_that_are_powers_of_the_kernel_see_each_pixel_on_one_way_in_any_order(kernel, depth, random):
    dilations = [kernel**n for n in range(depth)]
    random.shuffle(dilations)
    assert reference.ways_to_pixels([(kernel, d) for d in dilations]).tolist() == [1] * kernel**depth


def test_equal_dilations_leave_holes():
    assert reference.ways_to_pixels([(3, 2)] * 2).tolist() == [1, 0, 2, 0, 3, 0, 2, 0, 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, 2, 3], [1, 1, 1], 2), "the spread kernel spans 5 readings, the signal has 3"),
        (([1, 2, 3], [1], 0), "expected dilation in whole numbers of 1 or more, came 0"),
        (([[1, 2]], [1]), "expected a signal and a kernel of one axis, came shapes (1, 2) and (1,)"),
        (([1, 2], []), "expected a signal and a kernel of one axis, came shapes (2,) and (0,)"),
    ],
)
def test_what_cannot_be_is_named(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        reference.dilated_correlate1d(*arguments)


def test_a_layer_that_cannot_be_is_named():
    with pytest.raises(ValueError, match="expected dilation of layer 2 in whole numbers of 1 or more, came 0"):
        reference.ways_to_pixels([(3, 1), (3, 0)])
    with pytest.raises(ValueError, match="expected kernel of layer 1 in whole numbers of 1 or more, came 0"):
        reference.ways_to_pixels([(0, 1)])
