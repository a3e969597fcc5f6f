"""A network in the stages of its paper's table."""

import pytest

from convcourse import explain, models
from convcourse.models import zoo
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def keras():
    return import_keras()


def test_a_block_of_branches_is_one_row_and_normalisation_belongs_to_what_came_before(keras):
    layers = keras.layers
    image = keras.Input((12, 17, 2))
    x = layers.Conv2D(4, (3, 2), use_bias=False, name="first_conv")(layers.ZeroPadding2D(1)(image))
    x = layers.ReLU()(layers.BatchNormalization()(x))
    narrow, wide = layers.Conv2D(3, 1)(x), layers.Conv2D(5, (5, 3), padding="same")(x)
    x = layers.Dropout(0.5)(layers.Concatenate(name="block")([narrow, wide]))
    x = layers.MaxPooling2D((2, 3), name="pool")(x)
    model = keras.Model(image, layers.Dense(6, name="scores")(layers.Flatten()(x)))
    assert explain.stages(model) == [
        ("first", (12, 18, 4), 48 + 8, 12 * 18 * 6 * 2 * 4, (3, 2)),
        ("block", (12, 18, 8), (4 + 1) * 3 + (15 * 4 + 1) * 5, 12 * 18 * (4 * 3 + 15 * 4 * 5), (7, 4)),
        ("pool", (6, 6, 8), 0, 0, (8, 6)),
        ("scores", (6,), 289 * 6, 288 * 6, None),
    ]


def test_a_sequential_model_has_a_row_for_each_layer_that_says_something():
    rows = explain.stages(models.lenet5(form="common"))
    assert [row.name for row in rows] == ["C1", "S2", "C3", "S4", "C5", "F6", "scores"]
    assert [row.parameters for row in rows] == [156, 0, 2416, 0, 48120, 10164, 850]
    assert [row.field for row in rows[:4]] == [(5, 5), (6, 6), (14, 14), (16, 16)]


@pytest.mark.parametrize("name", ["AlexNet", "VGG16", "GoogLeNet"])
def test_nothing_of_a_network_is_lost_between_the_rows(name):
    network = zoo.network(name)
    rows = explain.stages(models.weightless(network.build))
    assert sum(row.parameters for row in rows) == network.parameters
    assert sum(row.multiply_adds for row in rows) == network.multiply_adds


def test_googlenet_has_the_nine_modules_of_its_table():
    rows = explain.stages(models.weightless(zoo.network("GoogLeNet").build))
    modules = {row.name.removeprefix("inception_"): row for row in rows if "inception" in row.name}
    assert list(modules) == list(models.GOOGLENET_MODULES)
    for name, row in modules.items():
        ones, _, threes, _, fives, projection = models.GOOGLENET_MODULES[name]
        assert row.shape[-1] == ones + threes + fives + projection
    assert modules["3a"].parameters == 163_696
