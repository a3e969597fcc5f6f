"""A score and its gradient from one run."""

import numpy as np
import pytest

from convcourse.models.class_score import score_model
from convcourse.models.gradients import input_gradient, layer_activations
from convcourse.models.quiet import import_keras
from convcourse.models.scored_gradient import scored_gradient

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def model():
    keras = import_keras()
    keras.utils.set_random_seed(7)
    layers = [
        keras.layers.Conv2D(3, (3, 2), activation="relu", name="low"),
        keras.layers.Conv2D(2, 2, name="high"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(4, activation="softmax"),
    ]
    return keras.Sequential([keras.Input((6, 8, 2)), *layers])


@pytest.fixture(scope="module")
def images():
    return np.random.default_rng(0).normal(size=(3, 6, 8, 2)).astype("float32")


def numbers(tensor):
    return import_keras().ops.convert_to_numpy(tensor)


def test_the_score_is_what_the_model_says_and_the_gradient_is_the_gradient(model, images):
    found = scored_gradient(model, images, lambda outputs: outputs[:, 2])
    np.testing.assert_allclose(found.scores, numbers(model(images))[:, 2], rtol=1e-5)
    expected = input_gradient(model, images, lambda outputs: outputs[:, 2])
    np.testing.assert_allclose(found.gradient, expected, rtol=1e-4, atol=1e-7)


def test_a_model_without_its_softmax_can_be_asked(model, images):
    scored = score_model(model, images)
    found = scored_gradient(scored, images, lambda scores: scores[:, 1])
    np.testing.assert_allclose(found.scores, numbers(scored(images))[:, 1], rtol=1e-5)


def test_layers_can_be_scored_together(model, images):
    ops = import_keras().ops

    def score(said):
        low, high = said
        return ops.mean(low, axis=(1, 2, 3)) + high[:, 0, 1, 1]

    found = scored_gradient(model, images, score, layers=["low", "high"])
    low, high = (layer_activations(model, images, name) for name in ("low", "high"))
    np.testing.assert_allclose(found.scores, low.mean(axis=(1, 2, 3)) + high[:, 0, 1, 1], rtol=1e-4, atol=1e-6)
    one = input_gradient(model, images, lambda maps: ops.mean(maps, axis=(1, 2, 3)), layer="low")
    two = input_gradient(model, images, lambda maps: maps[:, 0, 1, 1], layer="high")
    np.testing.assert_allclose(found.gradient, one + two, rtol=1e-4, atol=1e-7)


def test_terms_are_told_apart_and_their_gradients_are_weighted(model, images):
    found = scored_gradient(model, images, lambda outputs: outputs[:, :2], weights=[3, 0])
    np.testing.assert_allclose(found.scores, numbers(model(images))[:, :2], rtol=1e-5)
    expected = 3 * input_gradient(model, images, lambda outputs: outputs[:, 0])
    np.testing.assert_allclose(found.gradient, expected, rtol=1e-4, atol=1e-7)


def test_what_cannot_be_scored_is_named(model, images):
    with pytest.raises(ValueError, match=r"expected scores of shape \(3,\) for 3 images, came \(3, 4\)"):
        scored_gradient(model, images, lambda outputs: outputs)
    with pytest.raises(ValueError, match=r"expected scores of shape \(3, 2\) for 3 images, came \(3, 4\)"):
        scored_gradient(model, images, lambda outputs: outputs, weights=[1, 1])
    with pytest.raises(ValueError, match=r"expects images of shape \(None, 6, 8, 2\), came \(3, 8, 6, 2\)"):
        scored_gradient(model, images.transpose(0, 2, 1, 3), lambda outputs: outputs[:, 0])
    with pytest.raises(ValueError, match="has no layer 'lwo': did you mean 'low'"):
        scored_gradient(model, images, lambda said: said[0][:, 0, 0, 0], layers=["lwo"])
