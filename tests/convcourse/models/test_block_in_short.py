"""Blocks in a few rows, and one block of each network."""

import numpy as np
import pytest

from convcourse import models
from convcourse.models import zoo
from convcourse.models.quiet import import_keras


@pytest.fixture
def keras():
    return import_keras()


def block(keras, filters: int = 4, *, swap: bool = False, relu: bool = True, names: str = "a"):
    layers = keras.layers
    x = keras.Input((5, 7, 4))
    shortcut = None if not swap else layers.Conv2D(filters, 1, use_bias=False)(x)
    change = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=f"{names}_conv")(x)
    change = layers.BatchNormalization(name=f"{names}_norm")(change)
    change = layers.ReLU()(change) if relu else change
    shortcut = layers.Conv2D(filters, 1, use_bias=False)(x) if shortcut is None else shortcut
    return keras.Model(x, layers.Add()([shortcut, change]))


def test_rows_name_shapes_convolutions_and_what_is_learnt(keras) -> None:
    rows = dict(models.block_in_short(block(keras, 6)))
    assert rows["takes"] == [5, 7, 4] and rows["gives"] == [5, 7, 6]
    assert rows["convolutions"] == [[6, [1, 1], [1, 1]], [6, [3, 3], [1, 1]]]
    assert rows["learns"] == 4 * 6 + 36 * 6 + 2 * 6 and len(rows["answers"]) == 4


def test_names_order_and_first_weights_make_no_difference(keras) -> None:
    first = models.block_in_short(block(keras))
    keras.utils.set_random_seed(5)
    assert models.block_in_short(block(keras, swap=True, names="b")) == first


def test_a_relu_more_changes_the_answers_and_nothing_else(keras) -> None:
    with_, without = (dict(models.block_in_short(block(keras, relu=relu))) for relu in (True, False))
    assert np.abs(np.subtract(with_.pop("answers"), without.pop("answers"))).max() > 0.1
    assert with_ == without


def test_the_models_own_weights_are_put_back(keras) -> None:
    model = block(keras)
    before = model.get_weights()
    models.block_in_short(model)
    assert all(np.array_equal(mine, theirs) for mine, theirs in zip(before, model.get_weights(), strict=True))


def test_a_tensor_is_no_model(keras) -> None:
    with pytest.raises(TypeError, match="a Keras model was expected"):
        models.block_in_short(keras.Input((3, 3, 1)))


def test_one_block_of_each_network_keeps_the_shape_of_its_maps_or_grows_by_32() -> None:
    built = models.one_block_each(6, 9)
    for name, model in built.items():
        grown = 32 if name.startswith("DenseNet") else 0
        before, after = model.input_shape, model.output_shape
        assert after == (None, 6, 9, before[-1] + grown), name
    networks = {each.name for each in zoo.ZOO}
    assert all(name in networks or name.startswith("DenseNet") for name in built)


def test_a_gate_costs_a_block_of_resnet_no_more_than_its_two_small_layers() -> None:
    built = models.one_block_each(14, 14)
    learnt = {name: sum(cost.parameters for cost in models.layer_costs(model)) for name, model in built.items()}
    assert learnt["SE-ResNet-50"] - learnt["ResNet-50"] == 2 * 1024 * 64 + 1024 + 64
