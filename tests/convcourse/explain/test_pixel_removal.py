"""Deletion and insertion: curves that can be worked out, laws, and errors in words."""

import numpy as np
import pytest

from convcourse.explain import RemovalCurve, deletion, insertion
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras
SHAPE = (3, 5, 2)


@pytest.fixture(scope="module")
def linear():
    """A linear model of two classes, with a softmax at its end."""
    keras = import_keras()
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Flatten(), keras.layers.Dense(2, activation="softmax")]
    return keras.Sequential([keras.Input(SHAPE), *layers])


@pytest.fixture(scope="module")
def images():
    return np.random.default_rng(2).normal(size=(2, *SHAPE)).astype("float32")


def weights_of(model, wanted):
    return model.get_weights()[0][:, wanted].reshape(SHAPE)


def test_the_area_is_that_of_trapezoids():
    curve = RemovalCurve(np.array([0, 0.25, 1]), np.array([[1, 0.5, 0.5], [0.2, 0.2, 0.2]]))
    np.testing.assert_allclose(curve.area, [0.25 * 0.75 + 0.75 * 0.5, 0.2])


def test_pixels_go_from_the_highest_to_the_lowest(linear, images):
    """Against a loop that covers one pixel after the other, and knows nothing of batches."""
    maps = np.random.default_rng(3).normal(size=(2, 3, 5))
    found = deletion(linear, images, maps, [0, 1], steps=15, batch_size=4)
    keras = import_keras()
    for number, wanted in enumerate((0, 1)):
        image = images[number].copy()
        colour = image.reshape(-1, 2).mean(axis=0)
        expected = [keras.ops.convert_to_numpy(linear(image[None]))[0, wanted]]
        for place in np.argsort(-maps[number], axis=None):
            image[np.unravel_index(place, (3, 5))] = colour
            expected.append(keras.ops.convert_to_numpy(linear(image[None]))[0, wanted])
        np.testing.assert_allclose(found.probabilities[number], expected, rtol=1e-4)
    np.testing.assert_allclose(found.fractions, np.arange(16) / 15)


def test_the_map_that_knows_what_each_pixel_adds_has_the_smallest_and_the_largest_area(linear, images):
    """On a linear model the score falls by weights times (pixel - fill), whatever else has gone."""
    fill = images.mean(axis=(1, 2), keepdims=True)
    adds = np.sum((weights_of(linear, 0) - weights_of(linear, 1)) * (images - fill), axis=-1)
    random = np.random.default_rng(0)
    best = deletion(linear, images, adds, 0, steps=15).area
    most = insertion(linear, images, adds, 0, steps=15, fill=fill).area
    for _ in range(10):
        other = random.normal(size=adds.shape)
        assert np.all(best <= deletion(linear, images, other, 0, steps=15).area)
        assert np.all(most >= insertion(linear, images, other, 0, steps=15, fill=fill).area)


def test_insertion_is_deletion_backwards(linear, images):
    maps = np.random.default_rng(5).normal(size=(2, 3, 5))
    there = deletion(linear, images, maps, 1, steps=5, fill=0.25).probabilities
    back = insertion(linear, images, -maps, 1, steps=5, fill=0.25).probabilities
    np.testing.assert_allclose(there, back[:, ::-1], rtol=1e-5)


def test_only_the_order_of_a_map_counts(linear, images):
    maps = np.random.default_rng(6).random(size=(2, 3, 5))
    one, other = (deletion(linear, images, each, 0, steps=4).probabilities for each in (maps, np.exp(5 * maps)))
    np.testing.assert_array_equal(one, other)


def test_insertion_begins_with_a_blurred_image(linear, images):
    from convcourse.explain import gaussian_blur

    found = insertion(linear, images, np.ones((2, 3, 5)), 0, steps=3)
    blurred = import_keras().ops.convert_to_numpy(linear(gaussian_blur(images, 3 / 20)))
    np.testing.assert_allclose(found.probabilities[:, 0], blurred[:, 0], rtol=1e-5)


def test_equal_pixels_go_in_an_order_drawn_by_chance_that_the_seed_repeats(linear, images):
    flat = np.zeros((2, 3, 5))
    one, same, other = (deletion(linear, images, flat, 0, steps=15, seed=seed).probabilities for seed in (0, 0, 1))
    np.testing.assert_array_equal(one, same)
    assert np.any(one != other)


def test_one_score_alone_stands_against_zero():
    keras = import_keras()
    model = keras.Sequential([keras.Input((2, 2, 1)), keras.layers.Flatten(), keras.layers.Dense(1)])
    model.set_weights([np.full((4, 1), 0.5), np.zeros(1)])
    found = deletion(model, [[[[1.0], [1.0]], [[1.0], [1.0]]]], [[[4, 3], [2, 1]]], 0, steps=2, fill=0)
    np.testing.assert_allclose(found.probabilities[0], 1 / (1 + np.exp([-2, -1, 0])), rtol=1e-5)


def test_what_cannot_be_followed_is_named(linear, images):
    maps = np.ones((2, 3, 5))
    with pytest.raises(ValueError, match=r"expected a map of the size of each image, \(2, 3, 5\); came \(2, 5, 3\)"):
        deletion(linear, images, maps.transpose(0, 2, 1), 0)
    with pytest.raises(ValueError, match="expected steps from 1 to the 15 pixels of an image, came 50"):
        deletion(linear, images, maps, 0)
    with pytest.raises(ValueError, match=r"expected fill to be a number, a colour, or images of .*; came \(3,\)"):
        deletion(linear, images, maps, 0, steps=3, fill=[1, 2, 3])
    with pytest.raises(FloatingPointError, match="map 0, 1 holds NaN"):
        insertion(linear, images, maps * np.nan, 0, steps=3)
    with pytest.raises(ValueError, match="expected class_index from 0 to 1, came 2"):
        insertion(linear, images, maps, 2, steps=3)
