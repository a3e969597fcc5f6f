"""Numbers that the text of a chapter states in words, computed."""

import numpy as np
import pytest

from convcourse import data


def rmse(estimate: np.ndarray, truth: np.ndarray) -> float:
    return float(np.sqrt(np.mean((estimate - truth) ** 2)))


def typical_error(weights: np.ndarray) -> float:
    """Expected RMSE over the flight: no seed in it."""
    truth = data.aeroplane_track().true_range
    late = np.convolve(truth, weights, "valid") - truth[len(weights) - 1 :]
    return float(np.sqrt(60**2 * np.sum(weights**2) + np.mean(late**2)))


def test_01_five_readings_beat_one_and_twenty_on_every_one_of_a_hundred_flights() -> None:
    for seed in range(100):
        track = data.aeroplane_track(seed=seed)
        errors = {
            n: rmse(np.convolve(track.measured_range, np.full(n, 1 / n), "valid"), track.true_range[n - 1 :])
            for n in (1, 5, 20)
        }
        assert min(errors, key=errors.__getitem__) == 5


def test_01_no_plain_average_is_below_32_metres_and_falling_weights_are_below_31_and_a_half() -> None:
    assert min(typical_error(np.full(n, 1 / n)) for n in range(1, 31)) == pytest.approx(32.0, abs=0.05)
    assert typical_error(np.arange(7, 0, -1) / 28) < 31.5


def test_01_the_typical_error_is_what_a_thousand_flights_show_on_average() -> None:
    weights = np.arange(7, 0, -1) / 28
    squares = []
    for seed in range(1000):
        track = data.aeroplane_track(seed=seed)
        squares.append(rmse(np.convolve(track.measured_range, weights, "valid"), track.true_range[6:]) ** 2)
    assert np.sqrt(np.mean(squares)) == pytest.approx(typical_error(weights), rel=0.02)


def test_01_the_fastest_wave_leaves_the_kernel_a_third_as_high_and_a_constant_leaves_it_whole() -> None:
    weights = np.array([3.0, 2.0, 1.0]) / 6
    fastest = (-1.0) ** np.arange(12)
    assert np.convolve(fastest, weights, "valid") == pytest.approx(fastest[2:] / 3)
    assert np.convolve(np.ones(12), weights, "valid") == pytest.approx(1.0)


def test_01_this_flight_gave_54_metres() -> None:
    track = data.aeroplane_track()
    assert rmse(track.measured_range, track.true_range) == pytest.approx(54, abs=0.5)


def test_01_noise_and_lag_are_what_the_two_formulas_say() -> None:
    weights = np.array([3.0, 2.0, 1.0]) / 6
    noise = np.random.default_rng(1).normal(scale=6.0, size=400_000)
    assert np.convolve(noise, weights, "valid").std() == pytest.approx(6 * np.sqrt(np.sum(weights**2)), rel=0.01)
    flight = np.arange(40.0)
    late = flight[2:] - np.convolve(flight, weights, "valid")
    assert late == pytest.approx(np.arange(3) @ weights)
    assert np.sqrt(14 / 36) == pytest.approx(0.624, abs=5e-4)


def test_01_a_hundred_readings_have_a_mean_age_of_almost_ten_seconds() -> None:
    ages = np.arange(100)
    assert ages.mean() == 49.5
    assert ages.mean() * 0.2 == pytest.approx(9.9)
    assert np.sqrt(np.sum(np.full(100, 0.01) ** 2)) == pytest.approx(0.1)
