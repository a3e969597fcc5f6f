"""The network of chapter 18's supplier."""

import pytest

from convcourse import explain, models

pytestmark = pytest.mark.keras


def test_the_suppliers_network_is_half_as_large_again_as_the_camera_allows_and_sees_a_whole_number() -> None:
    network = models.parcel_reader(seed=3, batches=20)
    assert network.count_params() == 22_545
    assert network.input_shape == (None, 32, 40, 3) and network.output_shape == (None, 5)
    maps = [layer for layer in network.layers if len(layer.output.shape) == 4]
    field = explain.receptive_field(network, maps[-1].name, pointwise=["RandomTranslation"])
    assert field.size == (27, 27)


def test_one_seed_gives_the_same_first_weights_and_another_gives_others() -> None:
    first, again, other = (models.parcel_reader(4, seed=seed).get_weights()[0] for seed in (1, 1, 2))
    assert (first == again).all() and (first != other).any()
