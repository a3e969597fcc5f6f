"""Style transfer: Gram matrices by hand, distances that are known, and what each weight does."""

import numpy as np
import pytest

from convcourse.explain import gram_matrix, style_transfer, total_variation
from convcourse.models.gradients import layer_activations
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras
LAYERS = {"content_layer": "high", "style_layers": ["low", "high"]}


@pytest.fixture(scope="module")
def model():
    keras = import_keras()
    keras.utils.set_random_seed(6)
    layers = [
        keras.layers.Conv2D(4, 3, activation="relu", padding="same", name="low"),
        keras.layers.MaxPool2D(2),
        keras.layers.Conv2D(6, (3, 2), activation="relu", name="high"),
        keras.layers.Flatten(name="flat"),
        keras.layers.Dense(2),
    ]
    return keras.Sequential([keras.Input((12, 17, 3)), *layers])


@pytest.fixture(scope="module")
def pictures():
    """A soft picture, and one of stripes."""
    rows, columns = np.indices((12, 17))
    soft = np.stack([rows / 11, columns / 16, (rows + columns) / 27], axis=-1)
    stripes = np.repeat((columns % 4 < 2)[..., None], 3, axis=-1) * [1.0, 0.4, 0.1]
    return soft.astype("float32"), stripes.astype("float32")


def test_a_gram_matrix_is_the_mean_product_of_two_channels():
    # Three places with two channels: (1, 0), (2, 1), (0, 4).
    np.testing.assert_allclose(gram_matrix([[[[1, 0], [2, 1], [0, 4]]]])[0], np.array([[5, 2], [2, 17]]) / 3)


def test_a_gram_matrix_does_not_know_where():
    random = np.random.default_rng(0)
    maps = random.normal(size=(2, 5, 7, 3))
    elsewhere = random.permutation(maps.reshape(2, 35, 3), axis=1).reshape(2, 7, 5, 3)
    np.testing.assert_allclose(gram_matrix(maps), gram_matrix(elsewhere))


def test_distances_are_those_of_maps_and_gram_matrices(model, pictures):
    soft, stripes = pictures
    start = np.random.default_rng(2).random(soft.shape).astype("float32")
    found = style_transfer(model, soft, stripes, **LAYERS, start=start, steps=1)

    def apart(one, other):
        return np.sum((one - other) ** 2) / np.sum(other**2)

    maps = {name: layer_activations(model, np.stack([start, soft, stripes]), name) for name in ("low", "high")}
    assert found.content[0] == pytest.approx(apart(maps["high"][0], maps["high"][1]), rel=1e-4)
    grams = [gram_matrix(maps[name]) for name in ("low", "high")]
    assert found.style[0] == pytest.approx(np.mean([apart(each[0], each[2]) for each in grams]), rel=1e-4)
    assert found.variation[0] == pytest.approx(total_variation(start[None]).values[0], rel=1e-5)


def test_from_the_content_only_the_style_is_far(model, pictures):
    soft, stripes = pictures
    found = style_transfer(model, soft, stripes, **LAYERS, steps=40, style_weight=10, variation_weight=0)
    assert found.content[0] == pytest.approx(0, abs=1e-8) and found.content[-1] < 1
    assert found.style[-1] < 0.2 * found.style[0]
    assert found.image.shape == soft.shape and found.image.min() >= 0 and found.image.max() <= 1


def test_without_style_a_random_image_becomes_the_content(model, pictures):
    soft, stripes = pictures
    start = np.random.default_rng(2).random(soft.shape).astype("float32")
    found = style_transfer(model, soft, stripes, **LAYERS, start=start, style_weight=0, variation_weight=0, steps=80)
    assert found.content[-1] < 0.02 * found.content[0]
    assert np.all(found.style > 0)  # told though it weighs nothing


def test_variation_makes_a_smoother_image(model, pictures):
    soft, stripes = pictures
    rough, smooth = (
        style_transfer(model, soft, stripes, **LAYERS, steps=40, variation_weight=weight) for weight in (0, 100)
    )
    assert smooth.variation[-1] < rough.variation[-1] / 2


def test_the_input_scale_does_not_matter(model, pictures):
    """The same network with the scale put into its first layer comes to the same picture."""
    keras = import_keras()
    scaled = keras.models.clone_model(model)
    kernel, bias, *others = model.get_weights()
    scaled.set_weights([kernel / 255, bias, *others])
    expected = style_transfer(model, *pictures, **LAYERS, steps=5)
    found = style_transfer(scaled, *(255 * each for each in pictures), **LAYERS, steps=5, input_range=(0, 255))
    np.testing.assert_allclose(found.image / 255, expected.image, atol=0.01)
    np.testing.assert_allclose(found.style, expected.style, rtol=0.01)


def test_what_cannot_be_transferred_is_named(model, pictures):
    soft, stripes = pictures
    with pytest.raises(ValueError, match="expected a list of one or more style_layers, came 'low'"):
        style_transfer(model, soft, stripes, content_layer="high", style_layers="low")
    with pytest.raises(ValueError, match=r"expected layer 'flat' to give maps, .*; came \(1, 168\)"):
        style_transfer(model, soft, stripes, content_layer="high", style_layers=["flat"])
    with pytest.raises(ValueError, match=r"expected weights of 0 or more, came 1.0, -1, 30.0"):
        style_transfer(model, soft, stripes, **LAYERS, style_weight=-1)
    with pytest.raises(ValueError, match="has no layer 'hgih': did you mean 'high'"):
        style_transfer(model, soft, stripes, content_layer="hgih", style_layers=["low"])
    with pytest.raises(ValueError, match=r"expected 1 step or more and a rate above 0, came 0 and 0.02"):
        style_transfer(model, soft, stripes, **LAYERS, steps=0)
    with pytest.raises(ValueError, match=r"expects images of shape \(None, 12, 17, 3\), came \(1, 6, 17, 3\)"):
        style_transfer(model, soft, stripes[:6], **LAYERS)
