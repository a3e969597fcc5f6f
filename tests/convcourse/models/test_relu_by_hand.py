"""Gradients that go back through a chain of layers with a rule of one's own."""

import numpy as np
import pytest

from convcourse import models, reference
from convcourse.models.quiet import import_keras


def made() -> object:
    keras = import_keras()
    keras.utils.set_random_seed(11)
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((9, 7, 2)),
            layers.Conv2D(5, (3, 2), strides=(2, 1), activation="relu"),
            layers.MaxPool2D((2, 3), strides=1),
            layers.Conv2D(4, (2, 3), padding="same", activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(6, activation="relu"),
            layers.Dense(3),
        ]
    )


IMAGES = np.random.default_rng(12).normal(size=(3, 9, 7, 2)).astype("float32")


@pytest.mark.parametrize("rule", ["plain", "deconvnet", "guided"])
def test_a_rule_in_numpy_gives_what_the_rule_of_the_library_gives(rule: str) -> None:
    model = made()
    by_hand = models.gradient_by_rule(
        model, IMAGES, 1, lambda given, back: reference.back_through_relu(given, back, rule)
    )
    np.testing.assert_allclose(by_hand, models.score_gradient(model, IMAGES, 1, relu_rule=rule), rtol=1e-4, atol=1e-7)
    assert np.abs(by_hand).max() > 1e-3


def test_the_model_is_afterwards_as_it_was() -> None:
    model = made()
    before = models.outputs_of(model, IMAGES)
    with pytest.raises(ZeroDivisionError):
        models.gradient_by_rule(model, IMAGES, 0, lambda given, back: 1 // 0)
    np.testing.assert_array_equal(models.outputs_of(model, IMAGES), before)


def test_what_it_cannot_go_through_is_refused() -> None:
    keras = import_keras()
    inputs = keras.Input((9, 7, 2))
    functional = keras.Model(inputs, keras.layers.Flatten()(inputs))
    with pytest.raises(ValueError, match="expected a Sequential model, a chain of layers; came a Functional"):
        models.gradient_by_rule(functional, IMAGES, 0, lambda given, back: back)
    with pytest.raises(ValueError, match=r"expected the rule to return the shape \(3, 6\); came \(6,\)"):
        models.gradient_by_rule(made(), IMAGES, 0, lambda given, back: back[0])
