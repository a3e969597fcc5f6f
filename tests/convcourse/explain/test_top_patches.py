"""Top patches: by hand, against a search over all units, and cut where the unit looks."""

import numpy as np
import pytest

from convcourse.explain import activations, top_patches
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def model():
    keras = import_keras()
    keras.utils.set_random_seed(1)
    layers = [
        keras.layers.Conv2D(3, (3, 2), strides=(2, 1), padding="same", activation="relu", name="early"),
        keras.layers.MaxPooling2D((1, 2), name="pool"),
        keras.layers.Conv2D(4, 2, padding="same", name="late"),
        keras.layers.GlobalAveragePooling2D(name="average"),
        keras.layers.Dense(5, name="scores"),
    ]
    return keras.Sequential([keras.Input((9, 12, 2)), *layers])


IMAGES = np.random.default_rng(0).normal(size=(7, 9, 12, 2))


def test_a_detector_of_one_bright_pixel_finds_it():
    keras = import_keras()
    layer = keras.layers.Conv2D(1, (1, 3), padding="same", use_bias=False, name="middle")
    model = keras.Sequential([keras.Input((2, 5, 1)), layer])
    model.set_weights([np.float32([0, 1, 0]).reshape(1, 3, 1, 1)])
    images = np.zeros((3, 2, 5, 1))
    images[1, 1, 2], images[2, 0, 4] = 5, 7
    first, second = top_patches(model, images, "middle", 0, count=2)
    assert (first.activation, first.image, first.unit) == (7, 2, (0, 4))
    assert (first.rows, first.columns, first.padding) == ((0, 0), (3, 5), (0, 0, 0, 1))
    assert first.pixels.tolist() == [[[0], [7]]]  # the third pixel lies outside
    assert (second.activation, second.image, second.unit) == (5, 1, (1, 2))
    assert second.pixels.ravel().tolist() == [0, 5, 0] and second.padding == (0, 0, 0, 0)


@pytest.mark.parametrize("size", [2, 32])
def test_the_strongest_units_of_all_are_found(model, size):
    maps = activations(model, IMAGES, "late")[..., 2]
    found = top_patches(model, IMAGES, "late", 2, count=10, one_per_image=False, batch_size=size)
    np.testing.assert_allclose([each.activation for each in found], np.sort(maps.ravel())[::-1][:10], rtol=1e-5)
    for each in found:
        assert maps[each.image][each.unit] == pytest.approx(each.activation)


def test_an_image_comes_once_where_that_is_asked(model):
    found = top_patches(model, IMAGES, "late", 1, count=20)
    assert sorted(each.image for each in found) == list(range(7))
    best = activations(model, IMAGES, "late")[..., 1].max(axis=(1, 2))
    np.testing.assert_allclose([each.activation for each in found], np.sort(best)[::-1], rtol=1e-5)


def test_nothing_outside_the_patch_moves_the_unit(model):
    """The coordinates are exact: all else can be replaced by noise."""
    random = np.random.default_rng(5)
    for each in top_patches(model, IMAGES, "late", 3, count=7):
        (top, bottom), (left, right) = each.rows, each.columns
        part = np.s_[max(0, top) : bottom + 1, max(0, left) : right + 1]
        np.testing.assert_array_equal(each.pixels, IMAGES[each.image][part])
        noisy = random.normal(size=(1, 9, 12, 2))
        noisy[0][part] = each.pixels
        said = activations(model, noisy, "late")[0, ..., 3][each.unit]
        assert said == pytest.approx(each.activation, rel=1e-4)
        size = each.pixels.shape[0] + sum(each.padding[:2]), each.pixels.shape[1] + sum(each.padding[2:])
        assert size == (bottom - top + 1, right - left + 1)


def test_a_unit_without_a_map_has_seen_the_whole_image(model):
    found = top_patches(model, IMAGES, "scores", 4, count=1)[0]
    assert (found.unit, found.rows, found.columns, found.padding) == ((), (0, 8), (0, 11), (0, 0, 0, 0))
    np.testing.assert_array_equal(found.pixels, IMAGES[found.image])


def test_what_is_not_there_is_refused(model):
    with pytest.raises(ValueError, match="expected a channel of layer 'late' from 0 to 3, came 4"):
        top_patches(model, IMAGES, "late", 4)
    with pytest.raises(ValueError, match="has no layer 'lat': did you mean 'late'"):
        top_patches(model, IMAGES, "lat", 0)
    with pytest.raises(ValueError, match="expected count of 1 or more, came 0"):
        top_patches(model, IMAGES, "late", 0, count=0)
