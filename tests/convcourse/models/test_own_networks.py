"""The architectures of the course's own networks: their maps, their parameters by hand, and what stays put."""

import numpy as np
import pytest

from convcourse import explain, models
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def convolution(kernel: int, into: int, out: int, bias: bool = True) -> int:
    return kernel * kernel * into * out + bias * out


def test_the_shapes_network_has_the_parameters_that_one_counts_by_hand():
    network = models.shapes_network()
    by_hand = [convolution(7, 3, 16), convolution(3, 16, 32), convolution(3, 32, 48), convolution(3, 48, 48)]
    assert network.count_params() == sum(by_hand) + convolution(3, 48, 48) + 48 * 5 + 5


def test_the_letters_network_has_the_parameters_that_one_counts_by_hand():
    network = models.letters_network()
    filters = [16, 32, 48, 64, 64]
    sizes = zip([5, 3, 3, 3, 3], [3, *filters[:-1]], filters, strict=True)
    weights = [convolution(kernel, into, out, bias=False) for kernel, into, out in sizes]
    assert network.count_params() == sum(weights) + 4 * sum(filters) + 64 * 21 + 21
    assert sum(int(np.prod(w.shape)) for w in network.non_trainable_weights) == 2 * sum(filters)


def test_maps_have_a_place_for_every_four_by_four_pixels():
    assert models.shapes_network().get_layer("conv5").output.shape == (None, 12, 16, 48)
    assert models.letters_network().get_layer("relu5").output.shape == (None, 8, 10, 64)
    assert models.shapes_network().get_layer("conv1").output.shape == (None, 24, 32, 16)


def test_the_parcels_network_is_half_as_large_again_as_the_camera_allows_and_sees_a_whole_number():
    network = models.parcels_network()
    filters = [20, 24, 32, 32]
    sizes = zip([5, 3, 3, 3], [3, *filters[:-1]], filters, strict=True)
    weights = [convolution(kernel, into, out, bias=False) for kernel, into, out in sizes]
    assert network.count_params() == sum(weights) + 4 * sum(filters) + 32 * 5 + 5 == 22_545
    assert 1.5 * 15_000 < 22_545 < 1.6 * 15_000, "chapter 18"
    assert explain.receptive_field(network, "relu4", pointwise=["RandomTranslation"]).size == (27, 27)


@pytest.mark.parametrize("build", [models.shapes_network, models.letters_network, models.parcels_network])
def test_as_many_scores_come_out_as_asked_for_and_they_are_no_probabilities(build):
    import_keras().utils.set_random_seed(0)
    network = build(classes=3)
    images = np.random.default_rng(0).random((2, *network.input_shape[1:]), dtype=np.float32)
    scores = models.outputs_of(network, images)
    assert scores.shape == (2, 3)
    assert not np.allclose(scores.sum(axis=1), 1)


def test_the_scores_are_linear_in_the_averaged_maps():
    """So that Grad-CAM on conv5 is the plain class activation map."""
    import_keras().utils.set_random_seed(1)
    network = models.shapes_network()
    images = np.random.default_rng(1).random((2, 48, 64, 3), dtype=np.float32)
    kernel, bias = network.get_layer("scores").get_weights()
    maps = models.layer_activations(network, images, "conv5")
    np.testing.assert_allclose(maps.mean(axis=(1, 2)) @ kernel + bias, models.outputs_of(network, images), rtol=1e-4)
