"""Maps that show nothing are announced, and maps that are no numbers are refused."""

import warnings

import numpy as np
import pytest

from convcourse.explain.empty_map import EmptyMap, announce_empty


def test_maps_that_show_something_pass_as_they_are():
    maps = np.random.default_rng(0).normal(size=(3, 2, 4))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert announce_empty(maps, "the method", "no reason") is maps


def test_zeros_and_constants_are_told_apart():
    maps = np.stack([np.zeros((2, 3)), np.full((2, 3), 0.5), np.arange(6.0).reshape(2, 3)])
    with pytest.warns(EmptyMap) as caught:
        announce_empty(maps, "the method", "the light is off")
    assert [str(each.message) for each in caught] == [
        "the method of image 0 is zero everywhere: the light is off",
        "the method of image 1 is the same everywhere, so it tells no pixel from another",
    ]


def test_many_images_are_counted():
    with pytest.warns(EmptyMap, match="of image 0, 1, 2, 3, 4 and 3 more is zero"):
        announce_empty(np.zeros((8, 2, 2, 3)), "the method", "the light is off")


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_no_number_is_refused(bad):
    maps = np.ones((2, 3, 4))
    maps[1, 2, 3] = bad
    with pytest.raises(FloatingPointError, match="the method of image 1: the map holds NaN or infinity"):
        announce_empty(maps, "the method", "the light is off")
