"""Guided backpropagation and deconvnet: what a ReLU lets back, by hand; `score_cases.py` has every way to write one."""

import numpy as np
import pytest

from convcourse.explain import EmptyMap, deconvnet, guided_backpropagation, saliency
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def four_units(relu):
    """Return a network that bends each of four pixels, and adds them up with weights 2, 2, -2, -2."""
    keras = import_keras()
    steps = [relu, keras.layers.Flatten(), keras.layers.Dense(1, use_bias=False)]
    model = keras.Sequential([keras.Input((1, 4, 1)), *steps])
    model.set_weights([np.float32([[2], [2], [-2], [-2]])])
    return model


IMAGE = np.array([1.0, -1, 1, -1]).reshape(1, 1, 4, 1)


def test_three_rules_by_hand():
    model = four_units(import_keras().layers.ReLU())
    assert saliency(model, IMAGE, 0, channels="sum").tolist() == [[[2, 0, -2, 0]]]
    assert deconvnet(model, IMAGE, 0, channels="sum").tolist() == [[[2, 2, 0, 0]]]
    assert guided_backpropagation(model, IMAGE, 0, channels="sum").tolist() == [[[2, 0, 0, 0]]]


@pytest.mark.parametrize("method", [guided_backpropagation, deconvnet])
def test_without_a_relu_there_is_an_error_and_no_plain_gradient(method, networks):
    model, _ = networks.linear_model()
    with pytest.raises(ValueError, match="none was met as it ran: the answer would be the plain gradient"):
        method(model, networks.IMAGES, 0)


@pytest.mark.parametrize("method", [guided_backpropagation, deconvnet])
def test_batches_of_any_size_give_the_same(method, networks):
    model = networks.averaging_network(bias=1.0)
    found = method(model, networks.IMAGES, networks.CLASSES, batch_size=2)
    np.testing.assert_allclose(found, method(model, networks.IMAGES, networks.CLASSES), rtol=1e-5)


def test_a_gradient_of_which_nothing_is_left_is_announced():
    keras = import_keras()
    model = four_units(keras.layers.ReLU())
    model.set_weights([-np.ones((4, 1), "float32")])
    with pytest.warns(EmptyMap, match="deconvnet of image 0 is zero everywhere: at some layer the gradient was"):
        deconvnet(model, IMAGE, 0)
    with pytest.warns(EmptyMap, match="guided backpropagation of image 0 is zero everywhere: at some layer no"):
        guided_backpropagation(model, IMAGE, 0)
