"""Normalisation that was folded into the convolutions: the network says the same."""

import numpy as np
import pytest

from convcourse import models
from convcourse.models.folding import fold_normalisation
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


@pytest.fixture
def normalised():
    """Return a network whose normalisation has learnt something, by chance."""
    import_keras().utils.set_random_seed(0)
    network = models.shapes_network(classes=3, normalised=True)
    random = np.random.default_rng(0)
    for number in range(1, 6):
        layer = network.get_layer(f"norm{number}")
        layer.set_weights([random.uniform(0.5, 2, size=weight.shape) for weight in layer.get_weights()])
    return network


def test_one_channel_by_hand():
    """gamma 6, beta 1, mean 2, variance 9 - epsilon: 6 / 3 = 2 times the kernel, and 1 - 2 * 2 = -3 as bias."""
    network, plain = models.shapes_network(normalised=True), models.shapes_network()
    norm = network.get_layer("norm1")
    gamma, beta, mean, variance = (np.ones(16) for _ in range(4))
    gamma[5], beta[5], mean[5], variance[5] = 6, 1, 2, 9 - norm.epsilon
    norm.set_weights([gamma, beta, mean, variance])
    fold_normalisation(network, plain)
    kernel, bias = plain.get_layer("conv1").get_weights()
    np.testing.assert_allclose(kernel[..., 5], 2 * network.get_layer("conv1").get_weights()[0][..., 5], rtol=1e-6)
    assert bias[5] == pytest.approx(-3)


def test_the_folded_network_gives_the_same_scores_and_maps(normalised):
    plain = models.shapes_network(classes=3)
    fold_normalisation(normalised, plain)
    images = np.random.default_rng(1).random((4, 48, 64, 3), dtype=np.float32)
    np.testing.assert_allclose(
        models.outputs_of(plain, images), models.outputs_of(normalised, images), rtol=1e-3, atol=1e-4
    )
    for number in range(1, 6):
        np.testing.assert_allclose(
            models.layer_activations(plain, images, f"conv{number}"),
            models.layer_activations(normalised, images, f"relu{number}"),
            rtol=1e-3,
            atol=1e-3,
        )


def test_a_network_without_normalisation_is_refused():
    with pytest.raises(ValueError, match="expected conv1 without a bias and followed by norm1, came"):
        fold_normalisation(models.shapes_network(), models.shapes_network())
