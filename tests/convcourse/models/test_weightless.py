"""Models without weights are counted like those that have them, and leave nothing behind."""

import numpy as np
import pytest

from convcourse import explain, models
from convcourse.models import zoo
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def keras():
    return import_keras()


def small(keras):
    layers = keras.layers
    image = keras.Input((9, 14, 2))
    bent = layers.BatchNormalization()(layers.Conv2D(5, (3, 2), strides=(2, 1), activation="relu")(image))
    return keras.Model(image, layers.Dense(3)(layers.Flatten()(layers.MaxPooling2D((2, 3))(bent))))


def test_a_weightless_model_is_counted_like_one_with_weights(keras):
    counted, full = models.weightless(lambda: small(keras)), small(keras)
    assert models.layer_table(counted) == models.layer_table(full)
    assert models.multiply_adds(counted) == models.multiply_adds(full)
    kinds = [(cost.kind, cost.parameters) for cost in models.layer_costs(full)]
    assert [(cost.kind, cost.parameters) for cost in models.layer_costs(counted)] == kinds
    assert explain.receptive_field(counted).size == explain.receptive_field(full).size


@pytest.mark.parametrize("name", ["AlexNet", "VGG19", "GoogLeNet, in training"])
def test_networks_of_history_are_counted_without_their_memory(name):
    network = zoo.network(name)
    model = models.weightless(network.build)
    assert model.count_params() == network.parameters and models.multiply_adds(model) == network.multiply_adds


def test_models_that_are_built_afterwards_have_weights_and_usual_names(keras):
    keras.backend.clear_session()
    before = small(keras).layers[1].name
    models.weightless(lambda: small(keras))
    after = small(keras)
    assert before == "conv2d" and after.layers[1].name == "conv2d_1"  # the one between counts for itself
    given = models.outputs_of(after, np.ones((2, 9, 14, 2), "float32"))
    assert given.shape == (2, 3) and np.isfinite(given).all()


def test_no_weight_takes_memory(keras):
    assert {weight._value is None for weight in models.weightless(lambda: small(keras)).weights} == {True}


def test_an_error_while_building_is_the_callers(keras):
    def build():
        raise NotImplementedError("not yet")

    with pytest.raises(NotImplementedError, match="not yet"):
        models.weightless(build)
    assert len(small(keras).get_weights()) == 8
