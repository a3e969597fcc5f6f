"""Layers found, overheard and replaced, in models of every kind, and left as they were."""

import numpy as np
import pytest

from convcourse.models import layer_calls
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def model():
    keras = import_keras()
    inner = keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(3, name="deep"), keras.layers.ReLU(name="bend")], name="inner"
    )
    inputs = keras.Input((4,), name="pixels")
    outputs = keras.layers.Dense(2, name="last")(keras.ops.tanh(inner(inputs)))
    return keras.Model(inputs, outputs, name="outer")


IMAGES = np.random.default_rng(0).normal(size=(3, 4)).astype("float32")


def test_all_parts_are_found_once_and_operations_are_among_them(model):
    names = [part.name for part in layer_calls.parts_inside(model)]
    assert [name for name in names if name in ("inner", "deep", "bend", "last")] == ["inner", "deep", "bend", "last"]
    assert sum("tanh" in name for name in names) == 1
    assert len(set(names)) == len(names)


def test_layers_inside_a_layer_of_ones_own_are_found():
    keras = import_keras()

    class Block(keras.layers.Layer):
        def __init__(self):
            super().__init__(name="block")
            self.first, self.others = keras.layers.Dense(3, name="first"), [keras.layers.Dense(3, name="second")]

        def call(self, inputs):
            return self.others[0](self.first(inputs))

    model = keras.Sequential([keras.Input((4,)), Block()])
    assert [part.name for part in layer_calls.parts_inside(model)][:3] == ["block", "first", "second"]
    assert layer_calls.find_layer(model, "second").units == 3
    assert layer_calls.holds_others(model.layers[0]) and not layer_calls.holds_others(model.layers[0].first)


def test_calls_are_heard_in_order_with_what_goes_in_and_out(model):
    parts = [layer_calls.find_layer(model, name) for name in ("last", "bend", "deep")]
    with layer_calls.listening(*parts) as calls:
        output = model(IMAGES)
    assert [call.layer.name for call in calls] == ["deep", "bend", "last"]
    assert calls[0].said is calls[1].given and calls[2].said is output
    model(IMAGES)
    assert len(calls) == 3


def test_a_layer_can_be_made_to_say_something_else(model):
    keras = import_keras()
    instead = keras.ops.ones((3, 3))
    with layer_calls.speaking(layer_calls.find_layer(model, "inner"), instead):
        said = model(IMAGES)
    weights, biases = layer_calls.find_layer(model, "last").get_weights()
    np.testing.assert_allclose(said, np.tanh(np.ones((3, 3))) @ weights + biases, rtol=1e-5)


def test_layers_are_given_back_one_inside_the_other_and_after_errors(model):
    layer = layer_calls.find_layer(model, "deep")
    before = layer.activation
    outside, inside = layer_calls.replaced(layer, "activation", abs), layer_calls.speaking(layer, None)
    with pytest.raises(RuntimeError, match="midway"), outside, layer_calls.listening(layer), inside:
        raise RuntimeError("midway")
    assert layer.activation is before and "call" not in vars(layer)


def test_a_layer_is_found_by_name_or_by_itself(model):
    layer = layer_calls.find_layer(model, "bend")
    assert layer_calls.find_layer(model, layer) is layer
    with pytest.raises(ValueError, match="model 'outer' has no layer 'bent': did you mean 'bend'"):
        layer_calls.find_layer(model, "bent")
    with pytest.raises(ValueError, match="expected a layer of model 'outer' or its name, came <Dense name=other"):
        layer_calls.find_layer(model, import_keras().layers.Dense(1, name="other"))


def test_two_layers_of_one_name_are_told():
    keras = import_keras()
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name="same")])
    model = keras.Sequential([keras.Input((4,)), inner, keras.layers.Dense(3, name="same")], name="outer")
    with pytest.raises(ValueError, match="model 'outer' has 2 layers 'same': give the layer and not its name"):
        layer_calls.find_layer(model, "same")


def test_a_layer_that_is_not_called_has_said_nothing(model):
    layer = layer_calls.find_layer(model, "deep")
    with layer_calls.listening(layer) as calls:
        pass
    with pytest.raises(ValueError, match="layer 'deep' to be called once when the model runs, it is called not at all"):
        layer_calls.only(calls, layer)
