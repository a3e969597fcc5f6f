"""Adversarial images: exact on a linear model, within the budget on every model, and errors in words."""

import numpy as np
import pytest

from convcourse.explain import adversarial
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def linear():
    """Two scores of 3 by 2 pixels: the first rises with the weights, the second is always 0."""
    keras = import_keras()
    model = keras.Sequential([keras.Input((3, 2, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    weights = np.array([[2.0, 0], [-1, 0], [0, 0], [3, 0], [-0.5, 0], [1, 0]])
    model.set_weights([weights, np.zeros(2)])
    return model


IMAGE = np.array([0.5, 0.4, 0.3, 0.02, 0.99, 0.6]).reshape(1, 3, 2, 1)


def test_on_a_linear_model_each_number_moves_by_the_budget_against_the_sign_of_its_weight(linear):
    changed = adversarial(linear, IMAGE, 0, budget=0.05)
    signs = np.array([1, -1, 0, 1, -1, 1]).reshape(IMAGE.shape)
    np.testing.assert_allclose(changed, np.clip(IMAGE - 0.05 * signs, 0, 1), atol=1e-6)
    other = adversarial(linear, IMAGE, [1], budget=0.05)
    np.testing.assert_allclose(other, np.clip(IMAGE + 0.05 * signs, 0, 1), atol=1e-6)


@pytest.mark.parametrize("steps", [1, 2, 7])
def test_the_budget_is_kept_in_every_input_range(linear, steps):
    scaled = 200 * IMAGE - 100
    changed = adversarial(linear, scaled, 0, budget=0.03, steps=steps, input_range=(-100.0, 100.0))
    assert np.abs(changed - scaled).max() <= 0.03 * 200 + 1e-3
    assert changed.min() >= -100 and changed.max() <= 100
    assert np.abs(changed - scaled).max() > 0.03 * 200 - 1e-3


def test_several_steps_lower_the_true_probability_at_least_as_far_as_one():
    keras = import_keras()
    keras.utils.set_random_seed(4)
    layers = [keras.layers.Conv2D(4, 3, activation="relu"), keras.layers.Flatten(), keras.layers.Dense(3)]
    model = keras.Sequential([keras.Input((6, 5, 3)), *layers])
    images = np.random.default_rng(0).random((8, 6, 5, 3))
    labels = np.arange(8) % 3

    def true_probability(given):
        scores = keras.ops.softmax(model(given.astype("float32")))
        return float(np.mean(keras.ops.convert_to_numpy(scores)[np.arange(8), labels]))

    one, many = (adversarial(model, images, labels, budget=0.1, steps=steps) for steps in (1, 10))
    assert true_probability(images) > true_probability(one) >= true_probability(many) - 1e-3


def test_a_budget_of_nothing_changes_nothing(linear):
    np.testing.assert_allclose(adversarial(linear, IMAGE, 0, budget=0.0), IMAGE, atol=1e-7)


@pytest.mark.parametrize("given", [{"budget": -0.1}, {"budget": 0.1, "steps": 0}])
def test_what_cannot_be_is_named(linear, given):
    with pytest.raises(ValueError, match="expected a budget of 0 or more and 1 step or more, came"):
        adversarial(linear, IMAGE, 0, **given)
