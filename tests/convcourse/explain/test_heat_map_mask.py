"""From a heat map to a mask: GrabCut against the true masks of scenes."""

import sys

import numpy as np
import pytest

from convcourse.data import scenes
from convcourse.explain import OpenCVMissing, gaussian_blur, heat_map_mask


def disc_and_map():
    """A red disc on blue, and a map that points at a part of it only."""
    rows, columns = np.indices((40, 61))
    disc = (rows - 18) ** 2 + (columns - 35) ** 2 <= 11**2
    photo = np.where(disc[..., None], (200, 40, 40), (30, 60, 180))
    noise = np.random.default_rng(0).integers(-15, 16, size=photo.shape)
    heat = np.exp(-((rows - 15) ** 2 + (columns - 31) ** 2) / (2 * 8**2))
    return (photo + noise).astype("uint8"), heat, disc


def overlap(one, other):
    return np.sum(one & other) / np.sum(one | other)


def test_a_map_that_points_at_a_part_gives_the_whole():
    photo, heat, disc = disc_and_map()
    mask = heat_map_mask(photo, heat)
    assert (mask.dtype, mask.shape) == (bool, (40, 61))
    assert overlap(mask, disc) > 0.97
    best_threshold = max(overlap(heat > level, disc) for level in np.linspace(0, 1, 101))
    assert best_threshold < 0.75


def test_on_scenes_it_finds_the_edge_that_a_soft_map_has_lost():
    """Maps are the true masks, blurred until the edge is gone: as good as a map of a network can be."""
    made = scenes(12, size=(48, 64), objects=(1, 1), seed=4)
    truths = np.array([masks[0] for masks in made.masks])
    heats = gaussian_blur(truths[..., None].astype(float), 6.0)[..., 0]
    photos = np.round(255 * made.images).astype("uint8")
    cut = [overlap(heat_map_mask(photo, heat), truth) for photo, heat, truth in zip(photos, heats, truths, strict=True)]
    half = [overlap(heat > heat.max() / 2, truth) for heat, truth in zip(heats, truths, strict=True)]
    assert np.median(cut) > np.median(half) > 0.4


def test_the_same_seed_gives_the_same_mask():
    photo, heat, _ = disc_and_map()
    np.testing.assert_array_equal(heat_map_mask(photo, heat, seed=3), heat_map_mask(photo, heat, seed=3))


def test_the_photo_and_the_map_are_left_as_they_were():
    photo, heat, _ = disc_and_map()
    before = photo.copy(), heat.copy()
    heat_map_mask(photo, heat)
    np.testing.assert_array_equal(photo, before[0])
    np.testing.assert_array_equal(heat, before[1])


def test_a_map_of_zeros_but_for_a_few_pixels_points_at_these():
    """Grad-CAM with its ReLU is zero in most places; they are not likely the object, though they are among the rest."""
    photo, heat, disc = disc_and_map()
    mask = heat_map_mask(photo, np.where(heat > 0.6, heat, 0), likely_part=0.4)
    assert overlap(mask, disc) > 0.97


def test_what_cannot_be_cut_is_named():
    photo, heat, _ = disc_and_map()
    with pytest.raises(ValueError, match=r"a photo of shape .* of its size, came \(40, 61, 3\) and \(61, 40\)"):
        heat_map_mask(photo, heat.T)
    with pytest.raises(ValueError, match="a photo of whole numbers from 0 to 255, came float64 from"):
        heat_map_mask(photo / 255, heat)
    with pytest.raises(ValueError, match="expected a map that points somewhere, it is 0 everywhere"):
        heat_map_mask(photo, 0 * heat)
    with pytest.raises(ValueError, match=r"0 < object_part <= likely_part < 1, came 0.3 and 0.2"):
        heat_map_mask(photo, heat, object_part=0.3, likely_part=0.2)
    with pytest.raises(FloatingPointError, match="holds NaN or infinity"):
        heat_map_mask(photo, heat * np.inf)


def test_without_opencv_it_says_how_to_get_it(monkeypatch):
    photo, heat, _ = disc_and_map()
    monkeypatch.setitem(sys.modules, "cv2", None)
    with pytest.raises(OpenCVMissing, match="pip install opencv-python-headless"):
        heat_map_mask(photo, heat)
