"""Integrated gradients: exact on a linear model, and complete; `explanation_cases.py` has more, on every backend."""

import numpy as np
import pytest

from convcourse.explain import EmptyMap, IncompleteSum, integrated_gradients
from convcourse.models.class_score import class_scores
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def test_on_a_linear_model_one_step_is_weight_times_way(networks):
    model, weights = networks.linear_model()
    found = integrated_gradients(model, networks.IMAGES, networks.CLASSES, baseline=[1, -1], steps=1, channels="all")
    np.testing.assert_allclose(found, weights[networks.CLASSES] * (networks.IMAGES - [1, -1]), rtol=1e-4, atol=1e-5)


def test_the_mean_colour_of_each_image_is_where_the_way_begins(networks):
    model, weights = networks.linear_model()
    found = integrated_gradients(model, networks.IMAGES, 2, steps=3)
    way = networks.IMAGES - networks.IMAGES.mean(axis=(1, 2), keepdims=True)
    np.testing.assert_allclose(found, (weights[2] * way).sum(axis=-1), rtol=1e-4, atol=1e-5)


def test_channels_can_be_kept_apart_and_still_add_up(networks):
    model = networks.averaging_network()
    apart = integrated_gradients(model, networks.IMAGES, 1, baseline=0, steps=100, channels="all")
    change = class_scores(model, networks.IMAGES)[:, 1] - class_scores(model, 0 * networks.IMAGES)[:, 1]
    np.testing.assert_allclose(apart.sum(axis=(1, 2, 3)), change, rtol=0.02, atol=0.02)


def test_the_scale_of_the_images_does_not_matter(networks):
    keras = import_keras()
    model = networks.averaging_network()
    behind = keras.Sequential([keras.Input((5, 7, 2)), keras.layers.Rescaling(1 / 127.5, offset=-1), model])
    images = np.random.default_rng(3).uniform(0, 255, size=(2, 5, 7, 2))
    found = integrated_gradients(behind, images, 1)
    np.testing.assert_allclose(found, integrated_gradients(model, images / 127.5 - 1, 1), rtol=1e-2, atol=1e-4)


def test_too_few_steps_are_announced():
    keras = import_keras()
    layers = [keras.layers.Flatten(), keras.layers.Dense(2, activation="relu"), keras.layers.Dense(1)]
    model = keras.Sequential([keras.Input((1, 2, 1)), *layers])
    model.set_weights([np.eye(2), np.array([-0.9, -0.9]), np.ones((2, 1)), np.zeros(1)])
    # The ReLU opens at 0.9 only, and the one step is at 0.5: so the map is zero, too.
    message = r"of image 0 add up to 0, where the score changes by 0\.1: take more than 1 steps"
    with pytest.warns(IncompleteSum, match=message), pytest.warns(EmptyMap):
        integrated_gradients(model, [[[[1.0], [0.0]]]], 0, baseline=0, steps=1)
    found = integrated_gradients(model, [[[[1.0], [0.0]]]], 0, baseline=0, steps=100)
    np.testing.assert_allclose(found, [[[0.1, 0]]], atol=0.002)


def test_an_image_that_is_its_own_baseline_is_announced(networks):
    model, _ = networks.linear_model()
    with pytest.warns(EmptyMap, match="integrated gradients of image 0, 1 is zero everywhere: it is the baseline"):
        integrated_gradients(model, np.ones((2, 5, 7, 2)), 0)


def test_what_does_not_fit_is_refused(networks):
    model, _ = networks.linear_model()
    with pytest.raises(ValueError, match="expected steps of 1 or more, came 0"):
        integrated_gradients(model, networks.IMAGES, 0, steps=0)
    with pytest.raises(ValueError, match=r"an image or a batch like images, \(3, 5, 7, 2\); came shape \(3,\)"):
        integrated_gradients(model, networks.IMAGES, 0, baseline=[0, 0, 0])
