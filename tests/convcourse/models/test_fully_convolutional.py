"""The convolutional part of a network slides over pictures of any size."""

import numpy as np
import pytest

from convcourse.models.fully_convolutional import maps_network
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def small_network():
    keras = import_keras()
    keras.utils.set_random_seed(2)
    layers = [
        keras.layers.Conv2D(3, (3, 2), strides=(2, 1), activation="relu", name="first"),
        keras.layers.MaxPooling2D((1, 2)),
        keras.layers.Conv2D(4, 2, name="second"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(5),
    ]
    return keras.Sequential([keras.Input((9, 12, 2)), *layers])


def test_on_a_part_of_a_larger_picture_it_says_what_the_network_says_there() -> None:
    network = small_network()
    picture = np.random.default_rng(0).normal(size=(1, 21, 30, 2)).astype(np.float32)
    large = maps_network(network, (21, 30))
    small = maps_network(network, (9, 12))
    assert [layer.name for layer in large.layers] == [layer.name for layer in network.layers[:3]]
    part = small.predict(picture[:, 4:13, 6:18], verbose=0)
    whole = large.predict(picture, verbose=0)
    np.testing.assert_allclose(whole[:, 2 : 2 + part.shape[1], 3 : 3 + part.shape[2]], part, rtol=1e-4, atol=1e-5)


def test_the_weights_are_the_networks_own() -> None:
    network = small_network()
    maps = maps_network(network, (15, 14))
    network.layers[0].kernel.assign(0 * network.layers[0].kernel)
    assert not np.any(maps.layers[0].kernel.numpy())


def test_what_cannot_slide_is_refused() -> None:
    keras = import_keras()
    flat = keras.Sequential([keras.Input((3, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(2)], name="flat")
    with pytest.raises(ValueError, match="expected model 'flat' to begin with layers that give maps; it has none"):
        maps_network(flat, (5, 6))
    image = keras.Input((3, 4, 1))
    functional = keras.Model(image, keras.layers.Conv2D(2, 1)(image))
    with pytest.raises(ValueError, match="expected a Sequential model, came Functional"):
        maps_network(functional, (5, 6))
