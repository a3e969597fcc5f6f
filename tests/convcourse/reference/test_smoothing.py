"""Averages of recent readings."""

import numpy as np
import pytest

from convcourse import reference


def test_a_weighted_average_by_hand():
    assert reference.weighted_average([12, 18, 6, 24], [3, 2, 1], time=3) == 24 * 3 + 6 * 2 + 18


def test_a_weighted_average_is_one_value_of_a_convolution():
    readings, weights = np.random.default_rng(0).normal(size=9), [0.5, 0.3, 0.2]
    averages = [reference.weighted_average(readings, weights, time) for time in range(2, 9)]
    np.testing.assert_allclose(averages, np.convolve(readings, weights, "valid"))


def test_decaying_weights_halve_and_sum_to_one():
    np.testing.assert_allclose(reference.decaying_weights(3, 0.5), np.array([4, 2, 1]) / 7)


def test_noise_falls_as_the_formula_says():
    weights = reference.decaying_weights(8, 0.7)
    noise = np.random.default_rng(1).normal(scale=3, size=200_000)
    measured = np.convolve(noise, weights, "valid").var()
    assert measured == pytest.approx(9 * reference.noise_gain(weights), rel=0.03)


def test_a_ramp_arrives_late_by_the_lag():
    weights, ramp = reference.decaying_weights(5, 0.8), 2.0 * np.arange(20)
    behind = ramp[4:] - np.convolve(ramp, weights, "valid")
    np.testing.assert_allclose(behind, 2 * reference.lag(weights))


def test_a_window_that_reaches_before_the_first_reading_is_refused():
    with pytest.raises(ValueError, match="3 weights over 4 readings need a time of 2 to 3, came 1"):
        reference.weighted_average([1, 2, 3, 4], [1, 1, 1], time=1)


def test_a_decay_of_zero_is_refused():
    with pytest.raises(ValueError, match=r"a decay in \(0, 1\], came 3 and 0"):
        reference.decaying_weights(3, 0)
