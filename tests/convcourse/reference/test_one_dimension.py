"""Correlation and convolution in one dimension, by loops and by windows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from convcourse import reference

CORRELATIONS = [reference.correlate1d, reference.correlate1d_by_loops]
CONVOLUTIONS = [reference.convolve1d, reference.convolve1d_by_loops]
MODES = ["valid", "same", "full", "causal"]
numbers = some.floats(-100, 100)


def some_signal(least: int = 1) -> some.SearchStrategy[np.ndarray]:
    return some.integers(least, 12).flatmap(lambda length: arrays(float, length, elements=numbers))


@pytest.mark.parametrize("correlate", CORRELATIONS)
def test_correlation_by_hand(correlate):
    assert correlate([0, 1, 2, 3, 4], [1, 2, 3]).tolist() == [8, 14, 20]


@pytest.mark.parametrize("convolve", CONVOLUTIONS)
def test_convolution_by_hand(convolve):
    assert convolve([0, 1, 2, 3, 4], [1, 2, 3], "valid").tolist() == [4, 10, 16]
    assert convolve([1, 2, 0, 4], [3, 1]).tolist() == [3, 7, 2, 12, 4]
    assert convolve([1, 2, 0, 4], [3, 1], "causal").tolist() == [3, 7, 2, 12]


def test_the_short_names_for_same_and_valid():
    assert reference.convolve1d_same([1, 2, 0, 4], [3, 1]).tolist() == [3, 7, 2, 12]
    assert reference.convolve1d_valid([1, 2, 0, 4], [3, 1]).tolist() == [7, 2, 12]


@pytest.mark.parametrize("mode", ["valid", "same", "full"])
@pytest.mark.parametrize("taps", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("length", [6, 7, 13])
def test_both_agree_with_numpy(length, taps, mode):
    random = np.random.default_rng(length * 100 + taps)
    signal, kernel = random.normal(size=length), random.normal(size=taps)
    for correlate in CORRELATIONS:
        np.testing.assert_allclose(correlate(signal, kernel, mode), np.correlate(signal, kernel, mode), atol=1e-12)
    for convolve in CONVOLUTIONS:
        np.testing.assert_allclose(convolve(signal, kernel, mode), np.convolve(signal, kernel, mode), atol=1e-12)


@pytest.mark.parametrize("taps", [3, 4, 9])
def test_a_kernel_longer_than_the_signal_still_works_in_full(taps):
    signal, kernel = np.array([1.0, -2.0]), np.arange(1.0, taps + 1)
    for convolve in CONVOLUTIONS:
        np.testing.assert_allclose(convolve(signal, kernel, "full"), np.convolve(signal, kernel, "full"))


@given(some_signal(), some_signal(), some.sampled_from(["same", "full", "causal"]))
def test_both_forms_agree(signal, kernel, mode):
    for fast, slow in ([*CORRELATIONS], [*CONVOLUTIONS]):
        np.testing.assert_allclose(fast(signal, kernel, mode), slow(signal, kernel, mode), atol=1e-8)


@given(some_signal(4), some_signal(4), some.integers(1, 4), some.sampled_from(MODES), numbers, numbers)
def test_convolution_is_linear(first, second, taps, mode, a, b):
    length = min(len(first), len(second))
    first, second, kernel = first[:length], second[:length], np.arange(1.0, taps + 1)
    together = reference.convolve1d(a * first + b * second, kernel, mode)
    apart = a * reference.convolve1d(first, kernel, mode) + b * reference.convolve1d(second, kernel, mode)
    np.testing.assert_allclose(together, apart, atol=1e-6)


@given(some_signal(), some_signal(), some.integers(0, 5))
def test_a_late_signal_gives_a_late_result(signal, kernel, delay):
    late = reference.convolve1d(np.concatenate([np.zeros(delay), signal]), kernel)
    np.testing.assert_allclose(late[delay:], reference.convolve1d(signal, kernel), atol=1e-8)
    assert not late[:delay].any()


@given(some_signal(), some_signal())
def test_convolution_does_not_mind_which_is_the_kernel(signal, kernel):
    np.testing.assert_allclose(
        reference.convolve1d(signal, kernel), reference.convolve1d(kernel, signal), rtol=1e-9, atol=1e-8
    )


@given(some_signal(3), some.integers(1, 3))
def test_correlation_is_the_map_backwards_of_convolution(signal, taps):
    kernel = np.arange(1.0, taps + 1)
    mapped = np.arange(float(len(signal) + taps - 1)) - 2
    there = reference.convolve1d(signal, kernel, "full") @ mapped
    back = signal @ reference.correlate1d(mapped, kernel, "valid")
    assert there == pytest.approx(back, abs=1e-6)


@pytest.mark.parametrize("operation", CORRELATIONS + CONVOLUTIONS)
def test_arguments_are_left_as_they_were(operation):
    signal, kernel = np.arange(5.0), np.arange(3.0)
    operation(signal, kernel, "same")[:] = -1
    assert signal.tolist() == [0, 1, 2, 3, 4]
    assert kernel.tolist() == [0, 1, 2]


@pytest.mark.parametrize("operation", CORRELATIONS + CONVOLUTIONS)
def test_an_image_is_no_signal(operation):
    with pytest.raises(ValueError, match=r"expected signal with 1 axis \(time\), came 2 axes: shape \(2, 3\)"):
        operation(np.ones((2, 3)), [1, 2])


@pytest.mark.parametrize("operation", CORRELATIONS + CONVOLUTIONS)
def test_a_kernel_that_does_not_fit_is_refused(operation):
    with pytest.raises(ValueError, match="kernel has 3 weights, signal has 2 readings"):
        operation([1, 2], [1, 2, 3], "valid")
