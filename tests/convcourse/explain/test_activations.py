"""What layers give: by hand, in batches, and for all layers at once."""

import numpy as np
import pytest

from convcourse.explain import activations, all_activations
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def test_by_hand_on_one_convolution():
    keras = import_keras()
    model = keras.Sequential([keras.Input((1, 3, 1)), keras.layers.Conv2D(1, (1, 2), activation="relu", name="step")])
    model.set_weights([np.float32([-1, 1]).reshape(1, 2, 1, 1), np.zeros(1)])
    assert activations(model, np.array([3.0, 5, 1]).reshape(1, 1, 3, 1), "step").ravel().tolist() == [2, 0]


def test_batches_of_any_size_give_the_same(networks):
    model = networks.averaging_network()
    found = [activations(model, networks.IMAGES, "late", batch_size=size) for size in (1, 2, 32)]
    assert found[0].shape == (3, 4, 2, 6)
    np.testing.assert_allclose(found[0], found[2], rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(found[1], found[2], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", ["sequential", "functional", "subclassed"])
def test_all_layers_at_once_give_what_each_gives_alone(networks, kind):
    model = networks.averaging_network(kind, "layer")
    found = all_activations(model, networks.IMAGES)
    names = [name for name in found if "input" not in name]
    assert names == ["early", "pool", "late", "bend", "average", "scores"]
    for name in names:
        np.testing.assert_array_equal(found[name], activations(model, networks.IMAGES, name))
    np.testing.assert_allclose(found["scores"].sum(axis=1), 1, rtol=1e-5)


def test_a_layer_that_runs_twice_is_left_out():
    keras = import_keras()
    twice, inputs = keras.layers.Conv2D(2, 1, name="twice"), keras.Input((3, 4, 2))
    model = keras.Model(inputs, keras.layers.ReLU(name="end")(twice(twice(inputs))))
    found = all_activations(model, np.ones((1, 3, 4, 2)))
    assert "end" in found and "twice" not in found
    with pytest.raises(ValueError, match="expected layer 'twice' to be called once when the model runs"):
        activations(model, np.ones((1, 3, 4, 2)), "twice")
