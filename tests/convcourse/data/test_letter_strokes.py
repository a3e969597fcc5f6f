"""Letters as strokes: corners that are cut, distances to lines, and a hand that is unsteady within bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from convcourse.data import letter_strokes as strokes


def test_a_corner_is_cut_at_a_quarter_of_each_side():
    found = strokes.rounded(np.array([[0, 0], [8, 0], [8, 4]]), times=1)
    np.testing.assert_array_equal(found, [[0, 0], [2, 0], [6, 0], [8, 1], [8, 3], [8, 4]])


def test_cutting_corners_keeps_the_ends_and_the_straight_lines():
    line = np.array([[0.0, 0], [1, 2], [3, 6]])
    found = strokes.rounded(line)
    np.testing.assert_array_equal(found[[0, -1]], line[[0, -1]])
    np.testing.assert_allclose(found[:, 1], 2 * found[:, 0])


def test_distances_are_those_to_the_nearest_of_many_points_on_the_lines():
    segments = np.random.default_rng(0).uniform(-2, 12, size=(4, 2, 2))
    part = np.linspace(0, 1, 4001)[:, np.newaxis, np.newaxis]
    points = (segments[:, 0] * (1 - part) + segments[:, 1] * part).reshape(-1, 2)
    pixels = np.indices((7, 11)).transpose(1, 2, 0)[:, :, np.newaxis]
    nearest = np.linalg.norm(pixels - points, axis=-1).min(axis=-1)
    np.testing.assert_allclose(strokes.distance_to_segments(segments, (7, 11)), nearest, atol=0.01)


def test_a_piece_without_length_is_a_point():
    found = strokes.distance_to_segments(np.array([[[1.0, 2.0], [1.0, 2.0]]]), (3, 4))
    assert (found[1, 2], found[1, 0]) == (0, 2)


def test_an_l_goes_down_first_and_then_to_the_right():
    for seed in range(20):
        (top, corner), (same, end) = strokes.letter_segments("L", np.random.default_rng(seed))
        np.testing.assert_array_equal(corner, same)
        assert corner[0] - top[0] > 0.6 and abs(corner[1] - top[1]) < 0.6
        assert end[1] - corner[1] > 0.3 and abs(end[0] - corner[0]) < 0.4


@settings(max_examples=40)
@given(some.sampled_from(sorted(strokes.STROKES)), some.integers(0, 10**6))
def test_every_letter_is_about_one_high_and_lies_around_the_origin(letter, seed):
    ends = strokes.letter_segments(letter, np.random.default_rng(seed)).reshape(-1, 2)
    assert 0.6 < np.ptp(ends[:, 0]) < 1.6
    assert abs(ends.mean(axis=0)).max() < 0.5


def test_no_letter_can_be_read_as_a_digit():
    assert "".join(strokes.STROKES) == "ACDEFGHJKLMNPQRTUVWXY"


def test_another_letter_is_refused():
    with pytest.raises(ValueError, match=r"expected one of the letters ACDEFGHJKLMNPQRTUVWXY; came 'B'"):
        strokes.letter_segments("B", np.random.default_rng(0))
