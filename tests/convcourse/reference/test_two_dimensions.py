"""Correlation and convolution of an image."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays
from scipy import ndimage, signal

from convcourse import reference

FORMS = [reference.correlate2d, reference.correlate2d_by_loops]
SIZES = [((4, 7), (1, 1)), ((5, 3), (2, 3)), ((6, 9), (3, 2)), ((7, 8), (4, 5)), ((8, 5), (3, 3))]
numbers = some.floats(-10, 10)


def image_and_kernel(size, kernel_size):
    random = np.random.default_rng(sum(size) + 10 * sum(kernel_size))
    return random.normal(size=size), random.normal(size=kernel_size)


@pytest.mark.parametrize("correlate", FORMS)
def test_correlation_by_hand(correlate):
    assert correlate([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 2]]).tolist() == [[11, 14]]


def test_convolution_by_hand_turns_the_kernel_by_half_a_circle():
    assert reference.convolve2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 2]]).tolist() == [[7, 10]]


@pytest.mark.parametrize("correlate", FORMS)
def test_a_stride_of_two_keeps_every_second_window(correlate):
    image, kernel = image_and_kernel((7, 10), (3, 2))
    every = correlate(image, kernel)
    np.testing.assert_allclose(correlate(image, kernel, stride=(2, 3)), every[::2, ::3])


@pytest.mark.parametrize("padding", ["valid", "same", "full"])
@pytest.mark.parametrize(("size", "kernel_size"), SIZES)
def test_every_padding_agrees_with_scipy(size, kernel_size, padding):
    image, kernel = image_and_kernel(size, kernel_size)
    # scipy.signal.correlate2d has its extra row on the other side under "same"; scipy.ndimage has it on ours.
    expected = ndimage.correlate(image, kernel, mode="constant")
    if padding != "same":
        expected = signal.correlate2d(image, kernel, padding)
    for correlate in FORMS:
        np.testing.assert_allclose(correlate(image, kernel, padding=padding), expected, atol=1e-12)
    convolved = reference.convolve2d(image, kernel, padding=padding)
    np.testing.assert_allclose(convolved, signal.convolve2d(image, kernel, padding), atol=1e-12)


@pytest.mark.parametrize(
    ("border", "scipys_name"), [("zero", "constant"), ("edge", "nearest"), ("reflect", "mirror"), ("wrap", "wrap")]
)
@pytest.mark.parametrize(("size", "kernel_size"), SIZES)
def test_every_border_rule_agrees_with_scipy(size, kernel_size, border, scipys_name):
    image, kernel = image_and_kernel(size, kernel_size)
    expected = ndimage.correlate(image, kernel, mode=scipys_name)
    for correlate in FORMS:
        np.testing.assert_allclose(correlate(image, kernel, padding="same", border=border), expected, atol=1e-12)


@given(arrays(float, (4, 6), elements=numbers), arrays(float, (4, 6), elements=numbers), numbers)
def test_correlation_is_linear(first, second, factor):
    kernel = np.arange(6.0).reshape(2, 3)
    together = reference.correlate2d(first + factor * second, kernel)
    apart = reference.correlate2d(first, kernel) + factor * reference.correlate2d(second, kernel)
    np.testing.assert_allclose(together, apart, atol=1e-8)


@given(arrays(float, (3, 4), elements=numbers), some.integers(0, 4), some.integers(0, 3))
def test_a_moved_object_gives_a_moved_result(thing, down, right):
    kernel = np.arange(6.0).reshape(3, 2)
    still, moved = np.zeros((12, 13)), np.zeros((12, 13))
    still[2:5, 3:7] = thing
    moved[2 + down : 5 + down, 3 + right : 7 + right] = thing
    result, later = reference.correlate2d(still, kernel), reference.correlate2d(moved, kernel)
    np.testing.assert_allclose(later, np.roll(result, (down, right), (0, 1)), atol=1e-12)


@given(arrays(float, (5, 4), elements=numbers), some.integers(1, 3), some.integers(1, 4), some.integers(1, 3))
def test_full_convolution_is_the_map_backwards_of_valid_correlation(image, high, wide, start):
    kernel = start + np.arange(float(high * wide)).reshape(high, wide)
    mapped = np.arange(float((6 - high) * (5 - wide))).reshape(6 - high, 5 - wide)
    there = np.sum(reference.correlate2d(image, kernel) * mapped)
    back = np.sum(image * reference.convolve2d(mapped, kernel, padding="full"))
    assert there == pytest.approx(back, abs=1e-6)


@pytest.mark.parametrize("correlate", FORMS)
def test_arguments_are_left_as_they_were(correlate):
    image, kernel = np.ones((3, 4)), np.ones((1, 1))
    correlate(image, kernel)[:] = 7
    assert image.max() == kernel.max() == 1


@pytest.mark.parametrize("correlate", FORMS)
def test_a_colour_image_is_refused(correlate):
    with pytest.raises(ValueError, match=r"expected image with 2 axes \(height, width\), came 3 axes"):
        correlate(np.ones((4, 5, 3)), np.ones((3, 3)))


@pytest.mark.parametrize("correlate", FORMS)
def test_a_kernel_that_does_not_fit_is_refused(correlate):
    with pytest.raises(ValueError, match="kernel covers 3x2, padded input is 2x5: the kernel must fit inside"):
        correlate(np.ones((2, 5)), np.ones((3, 2)))


@pytest.mark.parametrize("correlate", FORMS)
def test_a_stride_of_zero_is_refused(correlate):
    with pytest.raises(ValueError, match="expected stride in whole numbers of 1 or more, came 0"):
        correlate(np.ones((2, 5)), np.ones((1, 2)), stride=0)
