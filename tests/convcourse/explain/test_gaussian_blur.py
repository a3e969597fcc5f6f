"""Blur by a bell curve, against SciPy."""

import numpy as np
import pytest
from scipy import ndimage

from convcourse.explain import gaussian_blur


@pytest.mark.parametrize("deviation", [0.4, 1.0, 2.3])
def test_it_agrees_with_scipy(deviation):
    images = np.random.default_rng(0).normal(size=(2, 19, 31, 3))
    expected = ndimage.gaussian_filter(images, (0, deviation, deviation, 0), mode="reflect", radius=(0, *2 * [
        max(1, round(4 * deviation))], 0))  # fmt: skip
    np.testing.assert_allclose(gaussian_blur(images, deviation), expected, atol=1e-12)


def test_an_image_of_one_colour_stays_as_it_is():
    images = np.full((1, 5, 9, 2), 0.3, "float32")
    np.testing.assert_allclose(gaussian_blur(images, 3.0), images, rtol=1e-5)
    assert gaussian_blur(images, 3.0).dtype == np.float32


def test_a_deviation_of_zero_changes_nothing():
    images = np.arange(12).reshape(1, 3, 4, 1)
    np.testing.assert_array_equal(gaussian_blur(images, 0), images)


def test_a_negative_deviation_is_refused():
    with pytest.raises(ValueError, match="expected a deviation of 0 or more, came -1"):
        gaussian_blur(np.ones((1, 2, 2, 1)), -1)
