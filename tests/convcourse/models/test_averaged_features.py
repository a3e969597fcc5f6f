"""Averages of the maps of several layers in one run."""

import numpy as np
import pytest

from convcourse import models

IMAGES = np.random.default_rng(2).random((5, 32, 40, 3), dtype=np.float32)
pytestmark = pytest.mark.keras


def test_the_last_averages_are_the_features_of_the_network_itself() -> None:
    network = models.letters_network()
    first, last = models.averaged_features(network, IMAGES, ["relu1", "relu5"], batch_size=2)
    assert first.shape == (5, 16) and last.shape == (5, 64)
    assert np.allclose(last, models.outputs_of(models.trunk_of(network), IMAGES), atol=1e-5)


def test_averages_are_those_of_the_maps_alone() -> None:
    network = models.letters_network()
    maps = models.layer_activations(network, IMAGES, "relu2")
    (found,) = models.averaged_features(network, IMAGES, ["relu2"])
    assert np.allclose(found, np.mean(maps, axis=(1, 2)), atol=1e-5)


def test_a_layer_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="relu9"):
        models.averaged_features(models.letters_network(), IMAGES, ["relu9"])
