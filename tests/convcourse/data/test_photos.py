"""The photographs."""

import numpy as np
import pytest

from convcourse import data


@pytest.mark.parametrize("name", data.photo_names())
def test_a_photo_is_a_table_of_bytes_that_is_not_square(name):
    photo = data.photo(name)
    height, width, colours = photo.shape
    assert photo.dtype == np.uint8
    assert (max(height, width), colours) == (200, 3)
    assert height != width
    assert photo.min() < 40
    assert photo.max() > 200


@pytest.mark.parametrize("name", data.photo_names())
def test_grey_is_the_weighted_sum_of_red_green_and_blue(name):
    expected = data.photo(name) @ [0.299, 0.587, 0.114]
    gray = data.photo(name, gray=True)
    assert gray.dtype == np.uint8
    assert np.abs(gray - expected).max() <= 0.51


def test_the_camera_was_taken_in_grey():
    photo = data.photo("camera")
    assert (photo == photo[..., :1]).all()


def test_a_photo_belongs_to_its_caller():
    data.photo("rocket")[:] = 0
    assert data.photo("rocket").any()


@pytest.mark.parametrize("name", data.photo_names())
def test_a_photo_takes_at_most_sixty_kilobytes(name):
    assert data.data_file(f"photos/{name}.png").stat().st_size <= 60_000


def test_an_unknown_photo_is_refused():
    with pytest.raises(ValueError, match=r"expected a photo named astronaut, camera, .*; came 'dog'"):
        data.photo("dog")
