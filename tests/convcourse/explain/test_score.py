"""Scores of maps against true masks: hits, energy and what chance would give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from convcourse.explain import EmptyMap, energy_inside, pointing_game

MASK = np.array([[[0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 0]]], dtype=bool)


def test_a_map_that_is_highest_in_the_mask_is_a_hit():
    hit, miss = np.zeros((2, 3, 4))
    hit[2, 1], miss[0, 3] = 5, 5
    found = pointing_game([hit, miss], np.repeat(MASK, 2, axis=0))
    np.testing.assert_array_equal(found, [1, 0])


def test_a_map_with_several_highest_pixels_scores_the_part_that_lies_in_the_mask():
    assert pointing_game([[[7, 0, 0, 0], [0, 7, 0, 0], [0, 0, 7, 0]]], MASK) == pytest.approx(2 / 3)
    assert pointing_game(np.full((1, 3, 4), 2.5), MASK) == pytest.approx(4 / 12)


def test_the_tolerance_is_a_distance_in_pixels():
    corner = np.zeros((1, 3, 4))
    corner[0, 0, 0] = 1  # one row above and one column before the nearest pixel of the mask
    found = [pointing_game(corner, MASK, tolerance=pixels)[0] for pixels in (0, 1, 1.4, 1.5, 100)]
    assert found == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("tolerance", [0, 1, 2.5, 7, 40])
def test_tolerance_agrees_with_scipys_distances(tolerance):
    random = np.random.default_rng(3)
    maps, masks = random.normal(size=(40, 13, 22)), random.random((40, 13, 22)) > 0.98
    masks[:, 4, 17] = True
    away = np.array([ndimage.distance_transform_edt(~mask) for mask in masks])
    places = maps.reshape(40, -1).argmax(axis=1)
    expected = away.reshape(40, -1)[np.arange(40), places] <= tolerance
    np.testing.assert_array_equal(pointing_game(maps, masks, tolerance=tolerance), expected)


def test_energy_is_the_positive_part_inside_the_mask():
    found = energy_inside([[[2, 0, 0, -50], [0, 1, 3, 0], [2, 0, -9, 0]]], MASK)
    assert (found.share[0], found.chance[0], found.lift[0]) == (4 / 8, 4 / 12, pytest.approx(1.5))


def test_a_map_of_noise_has_the_energy_of_chance():
    random = np.random.default_rng(0)
    masks = np.zeros((300, 11, 17), bool)
    masks[:, 2:7, 4:14] = True
    found = energy_inside(random.random(masks.shape), masks)
    assert found.lift.mean() == pytest.approx(1, abs=0.02)


@given(st.floats(0.01, 100), st.integers(0, 2**32 - 1))
def test_scores_do_not_depend_on_the_scale_of_a_map(factor, seed):
    random = np.random.default_rng(seed)
    maps, masks = random.normal(size=(2, 4, 5)), np.zeros((2, 4, 5), bool)
    maps[:, 0, 0] = 1  # positive somewhere
    masks[:, 1:3, 2:4] = True
    np.testing.assert_allclose(energy_inside(factor * maps, masks).share, energy_inside(maps, masks).share, atol=1e-12)
    np.testing.assert_array_equal(pointing_game(factor * maps, masks), pointing_game(maps, masks))


def test_a_map_that_is_nowhere_positive_is_announced():
    with pytest.warns(EmptyMap, match="map 1 is nowhere positive: its share of energy inside the mask is 0"):
        found = energy_inside([np.ones((3, 4)), -np.ones((3, 4))], np.repeat(MASK, 2, axis=0))
    np.testing.assert_allclose(found.share, [4 / 12, 0])


def test_what_cannot_be_scored_is_named():
    with pytest.raises(ValueError, match=r"expected masks of the shape of the maps, \(1, 4, 3\); came \(1, 3, 4\)"):
        pointing_game(np.ones((1, 4, 3)), MASK)
    with pytest.raises(ValueError, match=r"came \(3, 4\) \(one map needs a batch axis: maps\[None\]\)"):
        pointing_game(np.ones((3, 4)), MASK[0])
    with pytest.raises(ValueError, match=r"came \(1, 3, 4, 3\) \(reduce the channels first\)"):
        energy_inside(np.ones((1, 3, 4, 3)), MASK)
    with pytest.raises(ValueError, match="expected a True pixel in every mask, came none in mask 0"):
        pointing_game(np.ones((1, 3, 4)), np.zeros((1, 3, 4)))
    with pytest.raises(ValueError, match="expected masks of True and False, came int64 from 0 to 255"):
        pointing_game(np.ones((1, 3, 4)), 255 * MASK.astype("int64"))
    with pytest.raises(ValueError, match="expected a tolerance of 0 pixels or more, came -1"):
        pointing_game(np.ones((1, 3, 4)), MASK, tolerance=-1)
    with pytest.raises(FloatingPointError, match="map 0 holds NaN or infinity"):
        energy_inside(np.full((1, 3, 4), np.nan), MASK)
