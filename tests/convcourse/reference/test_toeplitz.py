"""A convolution as a matrix."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from convcourse import reference


@some.composite
def plane_cases(draw):
    """Draw the size of an image, the size of a kernel, and the options of a convolution in two dimensions."""
    one = some.integers(1, 3)
    size, taps = draw(some.tuples(some.integers(1, 6), some.integers(1, 6))), draw(some.tuples(one, one))
    options = {"stride": draw(some.tuples(one, one)), "dilation": draw(some.tuples(one, one))}
    options["padding"] = draw(some.sampled_from(["valid", "same", "full", 1, (0, 2), ((0, 1), (2, 0))]))
    if options["padding"] not in ("same", "full"):
        pads = reference.geometry(size, (1, 1), padding=options["padding"]).pads
        spans = [d * (k - 1) + 1 for k, d in zip(taps, options["dilation"], strict=True)]
        assume(all(span <= i + sum(pair) for span, i, pair in zip(spans, size, pads, strict=True)))
    return size, taps, options


def test_a_signal_of_five_by_hand():
    assert reference.toeplitz1d([1, 2, 3], 5).tolist() == [[1, 2, 3, 0, 0], [0, 1, 2, 3, 0], [0, 0, 1, 2, 3]]


def test_an_image_of_two_rows_by_hand():
    assert reference.toeplitz2d([[1, 2], [3, 4]], (2, 3)).tolist() == [[1, 2, 0, 3, 4, 0], [0, 1, 2, 0, 3, 4]]


@pytest.mark.parametrize("mode", ["valid", "full"])
@pytest.mark.parametrize("taps", [1, 2, 3, 4])
def test_the_matrix_times_a_signal_is_numpys_correlation(taps, mode):
    signal, kernel = np.random.default_rng(taps).normal(size=7), np.arange(1.0, taps + 1)
    product = reference.toeplitz1d(kernel, 7, padding=mode) @ signal
    np.testing.assert_allclose(product, np.correlate(signal, kernel, mode))


@given(plane_cases())
def test_the_matrix_times_an_image_is_its_convolution(case):
    size, taps, options = case
    random = np.random.default_rng(sum(size))
    image, kernel = random.normal(size=size), random.normal(size=taps)
    matrix = reference.toeplitz2d(kernel, size, **options)
    expected = reference.convolution(image[np.newaxis, ..., np.newaxis], kernel[..., np.newaxis, np.newaxis], **options)
    np.testing.assert_allclose(matrix @ image.reshape(-1), expected.reshape(-1), atol=1e-12)


@given(plane_cases())
def test_column_by_column_the_matrix_is_the_response_to_one_pixel(case):
    size, taps, options = case
    kernel = np.arange(1.0, np.prod(taps) + 1).reshape(taps)
    pixels = np.eye(int(np.prod(size))).reshape(-1, *size, 1)
    responses = reference.convolution(pixels, kernel[..., np.newaxis, np.newaxis], **options)
    np.testing.assert_allclose(reference.toeplitz2d(kernel, size, **options), responses.reshape(len(pixels), -1).T)


def test_a_kernel_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="kernel covers 3x1, padded input is 2x5: the kernel must fit inside"):
        reference.toeplitz2d([[1], [2], [3]], (2, 5))
