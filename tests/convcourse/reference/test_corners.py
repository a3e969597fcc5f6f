"""Corner strength from two edge responses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcourse.reference import correlate2d, sobel
from convcourse.reference.corners import corner_strength, strongest_places

RANDOM = np.random.default_rng(0)
ACROSS, DOWN = RANDOM.normal(size=(2, 6, 9))


def test_the_window_of_the_chapter_has_strength_46() -> None:
    across, down = [[1, 0, 0], [0, 2, 0], [0, 0, 0]], [[0, 0, 0], [0, 1, 0], [0, 0, 3]]
    assert corner_strength(across, down).tolist() == [[46.0]]


def test_it_is_the_determinant_of_the_matrix_of_harris() -> None:
    a, b, c = (correlate2d(product, np.ones((3, 3))) for product in (ACROSS**2, DOWN**2, ACROSS * DOWN))
    matrices = np.stack([np.stack([a, c], -1), np.stack([c, b], -1)], -1)
    assert np.allclose(corner_strength(ACROSS, DOWN), np.linalg.det(matrices))


@given(st.floats(-5, 5))
def test_a_straight_edge_of_any_direction_has_none(slope: float) -> None:
    assert np.allclose(corner_strength(ACROSS, slope * ACROSS), 0, atol=1e-8)


@given(st.floats(0, 2 * np.pi))
def test_turning_both_responses_changes_nothing(turn: float) -> None:
    across = ACROSS * np.cos(turn) - DOWN * np.sin(turn)
    down = ACROSS * np.sin(turn) + DOWN * np.cos(turn)
    assert np.allclose(corner_strength(across, down), corner_strength(ACROSS, DOWN))


def test_the_strongest_places_of_an_upright_rectangle_are_its_corners() -> None:
    image = np.zeros((20, 26))
    image[5:14, 6:20] = 1
    across, down, _ = sobel(correlate2d(image, np.full((3, 3), 1 / 9), padding="same"))
    places = strongest_places(corner_strength(across, down), 9) + 1
    assert len(places) == 4
    for corner in ((5, 6), (5, 19), (13, 6), (13, 19)):
        assert np.abs(places - corner).max(axis=1).min() <= 1


def test_strongest_places_come_strongest_first_and_keep_apart() -> None:
    strength = np.zeros((5, 7))
    strength[1, 1], strength[1, 2], strength[4, 6] = 9, 8, 5
    assert strongest_places(strength, 5, apart=3).tolist() == [[1, 1], [4, 6]]


def test_responses_need_two_axes() -> None:
    with pytest.raises(ValueError, match="expected across with 2 axes"):
        corner_strength([1.0, 2.0], [1.0, 2.0])
