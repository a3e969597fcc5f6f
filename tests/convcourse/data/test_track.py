"""The aeroplane's track."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from convcourse import data
from convcourse.data import track as module


def test_the_paper_track_falls_by_two_metres_a_second():
    track = data.track_on_paper()
    assert track.time.tolist() == [0, 1, 2, 3, 4, 5]
    assert track.true_range.tolist() == [30, 28, 26, 24, 22, 20]
    assert (track.measured_range - track.true_range).tolist() == [1, -1, 0, 1, -2, 1]


def test_the_first_range_is_the_distance_of_the_start():
    assert data.aeroplane_track().true_range[0] == pytest.approx(np.sqrt(np.sum(np.square(module.START))))


def test_the_aeroplane_never_flies_faster_than_it_can():
    time, true_range, _ = data.aeroplane_track(200)
    assert np.abs(np.diff(true_range) / np.diff(time)).max() < module.SPEED


def test_the_aeroplane_approaches_turns_and_leaves():
    time, true_range, _ = data.aeroplane_track(120)
    turned = module.TURN_STARTS + module.TURN_LASTS
    assert (np.diff(true_range[time <= module.TURN_STARTS]) < 0).all()
    assert (np.diff(true_range[time >= turned]) > 0).all()


def test_the_path_has_no_jump_where_the_turn_begins_and_ends():
    speed = np.diff(data.aeroplane_track(200).true_range)
    assert np.abs(np.diff(speed)).max() < 0.2 * np.abs(speed).max()


def test_the_errors_of_the_sensor_have_the_noise_that_was_asked_for():
    track = data.aeroplane_track(20_000, noise=30.0, seed=1)
    errors = track.measured_range - track.true_range
    assert errors.mean() == pytest.approx(0, abs=1)
    assert errors.std() == pytest.approx(30, rel=0.02)


@given(some.integers(1, 80), some.integers(0, 80), some.integers(0, 1000))
def test_a_longer_track_begins_with_the_shorter_one(readings, more, seed):
    short, long = data.aeroplane_track(readings, seed=seed), data.aeroplane_track(readings + more, seed=seed)
    for part, whole in zip(short, long, strict=True):
        np.testing.assert_array_equal(part, whole[:readings])


def test_another_seed_gives_other_errors_on_the_same_path():
    first, second = data.aeroplane_track(seed=0), data.aeroplane_track(seed=1)
    np.testing.assert_array_equal(first.true_range, second.true_range)
    assert (first.measured_range != second.measured_range).all()


def test_a_track_without_readings_is_refused():
    with pytest.raises(ValueError, match="expected at least 1 reading, came 0"):
        data.aeroplane_track(0)


def test_a_negative_noise_is_refused():
    with pytest.raises(ValueError, match="expected a noise of 0 m or more, came -1"):
        data.aeroplane_track(noise=-1)
