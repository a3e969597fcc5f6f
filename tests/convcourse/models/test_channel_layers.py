"""Layers that mix or reorder channels: against the formula, and kept whole by Keras."""

import numpy as np
import pytest

from convcourse.models.channel_layers import local_response_normalization, shuffled, take_channels
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras
IMAGES = np.random.default_rng(0).normal(size=(2, 3, 4, 7)).astype("float32")


@pytest.fixture(scope="module")
def keras():
    return import_keras()


def run(keras, layer, images):
    return keras.ops.convert_to_numpy(layer(keras.ops.convert_to_tensor(images)))


def test_one_channel_is_divided_by_its_neighbours_as_on_paper(keras):
    pixel = np.array([1, 2, 0, 3, 4, 10, 0], "float32").reshape(1, 1, 1, 7)
    found = run(keras, lambda x: local_response_normalization(x, bias=1, alpha=1, beta=0.5), pixel)[0, 0, 0]
    # Channel 3 has 2, 0, 3, 4 and 10 around it: squares 4 + 0 + 9 + 16 + 100.
    assert found[3] == pytest.approx(3 / np.sqrt(1 + 129))
    # Channel 0 has nothing before it: 1 + 4 + 0.
    assert found[0] == pytest.approx(1 / np.sqrt(1 + 5))
    assert found[2] == 0


@pytest.mark.parametrize("neighbours", [1, 4, 5])
def test_local_response_normalization_is_the_formula_of_the_paper(keras, neighbours):
    expected = np.empty_like(IMAGES)
    for channel in range(7):
        first, last = channel - (neighbours - 1) // 2, channel + neighbours // 2
        energy = np.sum(IMAGES[..., max(first, 0) : last + 1] ** 2, axis=-1)
        expected[..., channel] = IMAGES[..., channel] / (2 + 1e-4 * energy) ** 0.75
    found = run(keras, lambda x: local_response_normalization(x, neighbours=neighbours), IMAGES)
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_channels_are_taken_in_the_order_that_is_asked_for(keras):
    found = run(keras, lambda x: take_channels(x, [6, 0, 0]), IMAGES)
    np.testing.assert_array_equal(found, IMAGES[..., [6, 0, 0]])


@pytest.mark.parametrize(("channels", "groups"), [(6, 2), (6, 3), (5, 1), (12, 4)])
def test_a_shuffle_writes_groups_in_rows_and_reads_columns(channels, groups):
    order = shuffled(channels, groups)
    assert order == np.arange(channels).reshape(groups, -1).T.ravel().tolist()


def test_a_shuffle_is_undone_by_the_shuffle_with_as_many_groups_as_each_had_channels():
    order, back = shuffled(12, 3), shuffled(12, 4)
    assert [order[place] for place in back] == list(range(12))


def test_groups_must_divide_the_channels():
    with pytest.raises(ValueError, match="expected groups that divide 7 channels, came 2"):
        shuffled(7, 2)


def test_a_model_with_these_layers_is_saved_and_read_again(keras, tmp_path):
    inputs = keras.Input((3, 4, 7))
    x = take_channels(local_response_normalization(inputs, neighbours=3, alpha=0.5, name="norm"), [2, 0, 5])
    model = keras.Model(inputs, x)
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    assert again.get_layer("norm").get_config()["alpha"] == 0.5
    np.testing.assert_array_equal(run(keras, again, IMAGES), run(keras, model, IMAGES))
