"""Images as the methods take them."""

import numpy as np
import pytest

from convcourse.explain.image_batch import image_batch, mean_colours


def test_whole_numbers_become_floats_and_floats_stay():
    whole = np.full((1, 2, 3, 1), 255, "uint8")
    assert image_batch(whole).dtype == np.float32 and image_batch(whole).max() == 255
    floats = whole.astype(float)
    assert image_batch(floats) is floats


def test_the_mean_colour_is_that_of_each_image_alone():
    images = np.zeros((2, 2, 3, 2))
    images[1, ..., 1] = [[0, 1, 2], [3, 4, 5]]
    assert mean_colours(images).tolist() == [[[[0, 0]]], [[[0, 2.5]]]]


@pytest.mark.parametrize("shape", [(4, 5), (4, 5, 3), (0, 4, 5, 3), (1, 4, 5, 3, 1)])
def test_other_shapes_are_refused(shape):
    with pytest.raises(ValueError, match=r"expected images of shape \(batch, height, width, channels\), came \("):
        image_batch(np.zeros(shape))
