"""Numbers that the text of a chapter states in words, computed."""

import numpy as np
import pytest
from convcourse import data


def rmse(estimate: np.ndarray, truth: np.ndarray) -> float:
    return float(np.sqrt(np.mean((estimate - truth) ** 2)))


def flight_score(weights: np.ndarray) -> float:
    track = data.aeroplane_track()
    return rmse(np.convolve(track.measured_range, weights, "valid"), track.true_range[len(weights) - 1 :])


def test_01_no_plain_average_of_the_flight_gets_below_26_metres_and_falling_weights_do() -> None:
    plain = [flight_score(np.full(n, 1 / n)) for n in range(1, 31)]
    assert min(plain) > 26 and min(plain) < 27
    falling = 0.8 ** np.arange(12)
    assert flight_score(falling / falling.sum()) < 25 < flight_score(np.array([1.0])) / 2


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
