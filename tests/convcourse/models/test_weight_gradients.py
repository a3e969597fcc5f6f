"""The gradients of a model's weights, read from its first step."""

import numpy as np
import pytest

from convcourse import models, reference
from convcourse.models.quiet import import_keras


@pytest.fixture
def keras():
    return import_keras()


def small_model(keras, normalised: bool = False):
    layers = keras.layers
    inner = [layers.Conv2D(3, (2, 3))] + ([layers.BatchNormalization()] if normalised else [])
    return keras.Sequential([keras.Input((4, 5, 2)), *inner, layers.ReLU(), layers.Flatten(), layers.Dense(3)])


def test_a_dense_layers_gradient_is_that_of_chapter_06(keras) -> None:
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, name="only")])
    images, labels = np.array([[1.0, 2], [-1, 0.5]]), np.array([2, 0])
    kernel, bias = model.get_weights()
    scores = images @ kernel + bias
    back = reference.cross_entropy_gradient(scores, labels)
    found = models.weight_gradients(model, images, labels)
    assert [path.split("/", 1)[1] for path in found] == ["only/kernel", "only/bias"]
    kernel_gradient, bias_gradient = found.values()
    assert kernel_gradient == pytest.approx(images.T @ back, abs=1e-6)
    assert bias_gradient == pytest.approx(back.sum(axis=0), abs=1e-6)


@pytest.mark.parametrize("normalised", [False, True])
def test_gradients_agree_with_central_differences_also_with_the_batchs_own_statistics(keras, normalised: bool) -> None:
    keras.utils.set_random_seed(1)
    model = small_model(keras, normalised)
    images = np.random.default_rng(0).normal(size=(6, 4, 5, 2)).astype("float32")
    labels = np.array([0, 1, 2, 0, 2, 1])
    found = models.weight_gradients(model, images, labels)
    kernel = model.trainable_weights[0]
    values = model.get_weights()[0]
    for place in [(0, 0, 0, 0), (1, 2, 1, 2), (0, 1, 1, 0)]:
        losses = []
        for sign in (1, -1):
            moved = values.copy()
            moved[place] += sign * 0.002
            kernel.assign(moved)
            scores = keras.ops.convert_to_numpy(model(images, training=True))
            losses.append(reference.cross_entropy(scores.astype(float), labels))
        kernel.assign(values)
        slope = (losses[0] - losses[1]) / 0.004
        assert next(iter(found.values()))[place] == pytest.approx(slope, abs=4e-3)


def test_weights_running_values_and_the_models_own_optimiser_stay_as_they_were(keras) -> None:
    model = small_model(keras, normalised=True)
    model.compile("adam", "mse")
    before = model.get_weights()
    models.weight_gradients(model, np.ones((2, 4, 5, 2)), [0, 1])
    assert all(np.array_equal(mine, theirs) for mine, theirs in zip(before, model.get_weights(), strict=True))
    assert type(model.optimizer).__name__ == "Adam" and model.loss == "mse"


def test_tiny_gradients_keep_their_digits(keras) -> None:
    """Read from the weights' change, a gradient a billion times smaller than its weight would be lost."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(2, use_bias=False)])
    model.set_weights([np.array([[1.0, 1.0]])])
    (found,) = models.weight_gradients(model, np.array([[1e-9]]), [0]).values()
    assert found == pytest.approx(np.array([[-0.5e-9, 0.5e-9]]), rel=1e-3)


def test_kernels_are_listed_from_the_input_up_without_biases(keras) -> None:
    lengths = models.kernel_gradient_lengths(small_model(keras, True), np.ones((3, 4, 5, 2)), [0, 1, 2])
    assert len(lengths) == 2


def test_a_model_that_is_none_is_named(keras) -> None:
    with pytest.raises(TypeError, match="a Keras model was expected, came None"):
        models.weight_gradients(None, np.ones((1, 2)), [0])
