"""Rules at ReLUs: by hand on one unit, for every kind of ReLU, and never the plain gradient in disguise.

`score_cases.py` checks them against NumPy for networks written in all ways, on every backend.
"""

import numpy as np
import pytest

from convcourse.models import class_score, gradients, relu_rules
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def units(activation, incoming, weights):
    """Return a network of units side by side: each gets one number, bends it, and adds it up with a weight."""
    keras = import_keras()
    model = keras.Sequential([keras.Input((len(weights),)), activation, keras.layers.Dense(1, use_bias=False)])
    model.layers[-1].set_weights([np.array(weights, "float32")[:, None]])
    return model, np.array([incoming])


# Inputs of the ReLUs, and the gradients that come back to them: the figure of Springenberg and others, in four numbers.
INCOMING, WEIGHTS = [1.0, -1.0, 1.0, -1.0], [2.0, 2.0, -2.0, -2.0]
EXPECTED = {"plain": [2, 0, -2, 0], "deconvnet": [2, 2, 0, 0], "guided": [2, 0, 0, 0]}


@pytest.mark.parametrize("rule", EXPECTED)
@pytest.mark.parametrize("activation", ["ReLU()", "Activation('relu')", "Activation('relu6')", "ReLU(max_value=6)"])
def test_each_rule_by_hand(rule, activation):
    layer = eval(activation, vars(import_keras().layers))
    model, images = units(layer, INCOMING, WEIGHTS)
    found = gradients.input_gradient(model, images, lambda outputs: outputs[:, 0], relu_rule=rule)
    np.testing.assert_array_equal(found, [EXPECTED[rule]])


def test_a_leaky_relu_keeps_its_slope_under_the_guided_rule():
    model, images = units(import_keras().layers.LeakyReLU(negative_slope=0.25), INCOMING, WEIGHTS)
    found = gradients.input_gradient(model, images, lambda outputs: outputs[:, 0], relu_rule="guided")
    np.testing.assert_array_equal(found, [[2, 0.5, 0, 0]])


@pytest.mark.parametrize("rule", ["guided", "deconvnet"])
def test_what_the_model_says_stays_the_same(rule):
    keras = import_keras()
    model, images = units(keras.layers.ReLU(max_value=6), [7.3, -4.1, 0.1, 5.9], [1.0, 10.0, 100.0, 1000.0])
    before = keras.ops.convert_to_numpy(model(images))
    with relu_rules.relu_rule(model, rule):
        after = keras.ops.convert_to_numpy(model(images))
    np.testing.assert_allclose(after, before, rtol=1e-6)


def test_a_function_held_by_a_model_of_ones_own_is_found():
    keras = import_keras()

    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.bend = keras.activations.relu
            self.add = keras.layers.Dense(1, use_bias=False)

        def call(self, images):
            return self.add(self.bend(images))

    model = Own()
    model(np.array([INCOMING], "float32"))
    model.set_weights([np.array(WEIGHTS)[:, None]])
    found = gradients.input_gradient(model, [INCOMING], lambda outputs: outputs[:, 0], relu_rule="guided")
    np.testing.assert_array_equal(found, [EXPECTED["guided"]])
    np.testing.assert_array_equal(class_score.score_gradient(model, [INCOMING], 0, relu_rule="guided"), found)


def test_a_rule_that_meets_no_relu_is_refused_in_place_of_a_plain_gradient():
    model, images = units(import_keras().layers.Activation("tanh"), INCOMING, WEIGHTS)
    model.name = "smooth"
    for rule in ("guided", "deconvnet"):
        with pytest.raises(ValueError, match=f"model 'smooth', to put the rule '{rule}' into, but none was met"):
            gradients.input_gradient(model, images, lambda outputs: outputs[:, 0], relu_rule=rule)


def test_an_unknown_rule_is_refused():
    model, images = units(import_keras().layers.ReLU(), INCOMING, WEIGHTS)
    with pytest.raises(ValueError, match="relu_rule to be one of 'plain', 'guided', 'deconvnet'; came 'relu'"):
        gradients.input_gradient(model, images, lambda outputs: outputs[:, 0], relu_rule="relu")


def test_relus_are_given_back_after_an_error():
    keras = import_keras()
    model, images = units(keras.layers.ReLU(), INCOMING, WEIGHTS)
    before = keras.ops.relu
    with pytest.raises(ValueError, match="expected a score of one number"):
        gradients.input_gradient(model, images, lambda outputs: keras.ops.ones((3, 2)), relu_rule="guided")
    assert "call" not in vars(model.layers[0])
    assert keras.ops.relu is before
