"""Trunks that are frozen, given new heads and thawed."""

import numpy as np
import pytest

from convcourse import models
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def small_trunk():
    keras = import_keras()
    keras.utils.set_random_seed(3)
    layers = keras.layers
    x = images = keras.Input((7, 5, 3))
    for number, filters in enumerate((4, 6), start=1):
        x = layers.Conv2D(filters, 3, use_bias=False, padding="same", name=f"conv{number}")(x)
        x = layers.ReLU()(layers.BatchNormalization(name=f"norm{number}")(x))
    trunk = keras.Model(images, layers.GlobalAveragePooling2D(name="average")(x), name="trunk")
    trunk.get_layer("norm2").moving_mean.assign(np.arange(6.0))
    return trunk


def row(model, name: str):
    return dict(models.transfer_in_short(model))[name]


def test_a_new_head_learns_its_own_numbers_and_none_of_the_trunk() -> None:
    model = models.frozen_with_head(small_trunk(), 5)
    assert models.learning_layers(model) == [model.layers[-1].name]
    assert row(model, "learns") == 6 * 5 + 5
    assert row(model, "holds") == 9 * 3 * 4 + 4 * 4 + 9 * 4 * 6 + 4 * 6 + 35
    assert row(model, "gives") == [[5]]


def test_training_a_head_moves_no_number_of_the_trunk_not_even_running_means() -> None:
    trunk = small_trunk()
    model = models.frozen_with_head(trunk, 4)
    before = trunk.get_weights()
    model.compile("sgd", import_keras().losses.SparseCategoricalCrossentropy(from_logits=True))
    images = np.random.default_rng(0).normal(size=(6, 7, 5, 3)).astype("float32")
    model.fit(images, np.arange(6) % 4, verbose=0)
    for old, new in zip(before, trunk.get_weights(), strict=True):
        assert np.array_equal(old, new)


def test_a_trunk_gives_the_features_that_its_network_computes() -> None:
    network = models.letters_network()
    images = np.random.default_rng(1).random((2, 32, 40, 3), dtype=np.float32)
    trunk = models.trunk_of(network)
    kernel, bias = network.get_layer("scores").get_weights()
    scores = models.outputs_of(trunk, images) @ kernel + bias
    assert np.allclose(scores, models.outputs_of(network, images), atol=1e-4)


@pytest.mark.parametrize("frozen", [True, False])
def test_thawing_lets_the_last_convolutions_learn_and_no_normalisation(frozen: bool) -> None:
    trunk = small_trunk()
    model = models.frozen_with_head(trunk, 3)
    trunk.trainable = not frozen
    for count, names in ((0, []), (1, ["conv2"]), (2, ["conv1", "conv2"])):
        assert models.thaw_last(trunk, count) is trunk
        assert models.learning_layers(model)[:-1] == names


def test_thawing_more_than_there_is_says_how_many_there_are() -> None:
    with pytest.raises(ValueError, match="expected 0 to 2 convolutions to thaw, came 3"):
        models.thaw_last(small_trunk(), 3)


def test_two_phases_train_the_head_first_and_then_the_last_layers_slowly() -> None:
    told = []
    trunk = models.trunk_of(models.letters_network())


    def note(each, rate: float) -> None:
        told.append((each, rate, models.learning_layers(each)[:-1]))

    model = models.train_in_two_phases(trunk, 10, note)
    assert [each[1:] for each in told] == [(0.03, []), (0.001, ["conv4", "conv5"])]
    assert all(each[0] is model for each in told)


def test_two_heads_share_one_trunk_and_leave_its_flags() -> None:
    trunk = small_trunk()
    both = models.with_two_heads(trunk, 3, 4)
    assert row(both, "gives") == [[3], [4]]
    assert row(both, "holds") == trunk.count_params() + 7 * 3 + 7 * 4
    assert row(both, "scores end in") == ["linear", "linear"]
    assert {"conv1", "norm1"} <= set(models.learning_layers(both))


def test_a_trunk_with_fresh_weights_is_told_from_the_one_that_was_handed_over() -> None:
    trunk = small_trunk()
    clone = import_keras().models.clone_model(trunk)
    sums = [row(models.frozen_with_head(each, 3), "running means") for each in (trunk, small_trunk(), clone)]
    assert sums == [15, 15, 0]


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(TypeError, match="a Keras model was expected, came None"):
        models.transfer_in_short(None)
    with pytest.raises(TypeError, match="a Keras model was expected"):
        models.learning_layers([1])
