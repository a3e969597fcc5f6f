"""Sobel's edges."""

import numpy as np
import pytest
from scipy import ndimage

from convcourse import data, reference


def test_a_step_of_one_gives_four_on_both_sides_of_it():
    assert reference.sobel([[0, 0, 1, 1], [0, 0, 1, 1]]).across.tolist() == [[0, 4, 4, 0], [0, 4, 4, 0]]


def test_a_ramp_of_one_a_pixel_gives_eight():
    ramp = np.tile(np.arange(6.0)[:, np.newaxis], (1, 5))
    edges = reference.sobel(ramp)
    assert (edges.down[1:-1] == 8).all()
    assert not edges.across.any()


def test_edges_of_a_photo_agree_with_scipy():
    photo = data.photo("chelsea", gray=True).astype(float)
    edges = reference.sobel(photo)
    across, down = (ndimage.sobel(photo, axis, mode="nearest") for axis in (1, 0))
    np.testing.assert_allclose(edges.across, across)
    np.testing.assert_allclose(edges.down, down)
    np.testing.assert_allclose(edges.magnitude, np.sqrt(across**2 + down**2))


def test_a_turned_image_has_turned_edges():
    photo = data.photo("coffee", gray=True)
    np.testing.assert_allclose(reference.sobel(np.rot90(photo)).magnitude, np.rot90(reference.sobel(photo).magnitude))


def test_the_kernels_cannot_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        reference.SOBEL_ACROSS[0, 0] = 3
