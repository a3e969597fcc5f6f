"""Multiply-adds of Keras models: by hand, and against the count over lists of layers."""

import numpy as np
import pytest

from convcourse.models.multiply_adds import layer_costs, multiply_adds
from convcourse.models.quiet import import_keras
from convcourse.reference import counting

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def keras():
    return import_keras()


def test_each_kind_of_layer_costs_what_it_does_on_paper(keras):
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((9, 12, 4)),
            layers.Conv2D(6, (3, 2), strides=(2, 1), name="plain"),  # 4 x 11 places, 3 * 2 * 4 taps, 6 filters
            layers.Conv2D(8, 3, groups=2, padding="same", name="grouped"),  # 4 x 11, 9 * 3 taps, 8 filters
            layers.BatchNormalization(name="norm"),
            layers.DepthwiseConv2D((2, 3), depth_multiplier=2, name="depthwise"),  # 3 x 9, 6 taps, 16 filters
            layers.SeparableConv2D(5, (1, 3), use_bias=False, name="separable"),  # 3 x 7, 3 taps * 16, then 16 * 5
            layers.Conv2DTranspose(2, (2, 3), strides=2, name="transposed"),  # 3 x 7 places of the input, 6 * 5 * 2
            layers.MaxPooling2D(2, name="pool"),  # 3 x 7 from 6 x 15
            layers.Dense(3, name="mixing"),  # at each of 3 x 7 places, 2 * 3
            layers.Flatten(name="flat"),
            layers.Dense(10, name="scores"),  # 63 * 10
        ]
    )
    costs = {cost.name: cost for cost in layer_costs(model)}
    products = {name: cost.multiply_adds for name, cost in costs.items() if cost.multiply_adds}
    assert products == {
        "plain": 44 * 24 * 6,
        "grouped": 44 * 27 * 8,
        "depthwise": 27 * 6 * 16,
        "separable": 21 * (3 * 16 + 16 * 5),
        "transposed": 21 * 60,
        "mixing": 21 * 6,
        "scores": 630,
    }
    assert multiply_adds(model) == sum(products.values())
    assert list(costs) == [layer.name for layer in model.layers]
    assert (costs["plain"].kind, costs["plain"].shape, costs["plain"].parameters) == ("Conv2D", (4, 11, 6), 150)
    assert costs["norm"].parameters == 16  # gamma and beta; the running mean and variance are not learnt


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("stride", "dilation"), [(1, 1), (2, 1), (3, 1), (1, 2)])
def test_a_stack_costs_what_the_list_of_its_layers_costs(keras, padding, stride, dilation):
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((14, 19, 3)),
            layers.Conv2D(4, (3, 2), stride, padding, dilation_rate=dilation),
            layers.MaxPooling2D((2, 3), padding=padding),
            layers.Conv2D(6, 2, groups=2, use_bias=False),
            layers.Flatten(),
            layers.Dense(5),
        ]
    )
    expected = counting.count_layers(
        [
            counting.Conv(4, (3, 2), stride, padding, dilation),
            counting.Pool((2, 3), padding=padding),
            counting.Conv(6, 2, groups=2, bias=False),
            counting.Flatten(),
            counting.Dense(5),
        ],
        (14, 19, 3),
    )
    found = [(cost.shape, cost.parameters, cost.multiply_adds) for cost in layer_costs(model)]
    assert found == [(count.shape, count.parameters, count.multiply_adds) for count in expected]


def test_a_layer_that_is_called_twice_costs_twice_and_learns_once(keras):
    inputs = keras.Input((5, 6, 2))
    shared = keras.layers.Conv2D(2, 3, padding="same", use_bias=False, name="shared")
    model = keras.Model(inputs, shared(shared(inputs)))
    assert [(cost.parameters, cost.multiply_adds) for cost in layer_costs(model)] == [(36, 1080), (0, 1080)]


def test_layers_of_a_model_inside_are_counted_in_their_place(keras):
    inside = keras.Sequential([keras.Input((4, 5, 2)), keras.layers.Conv2D(3, 2, name="inner")])
    outer = keras.Sequential([keras.Input((4, 5, 1)), keras.layers.Conv2D(2, 1, name="first"), inside])
    assert [cost.name for cost in layer_costs(outer)] == ["first", "inner"]
    assert multiply_adds(outer) == 20 * 2 + 12 * 8 * 3


def test_sums_between_branches_cost_no_products(keras):
    inputs = keras.Input((4, 5, 2))
    model = keras.Model(inputs, keras.ops.relu(keras.layers.Conv2D(2, 1)(inputs) + inputs))
    assert multiply_adds(model) == 80


def test_multiply_adds_grow_with_the_image_and_parameters_do_not(keras):
    def cost(height, width):
        model = keras.Sequential([keras.Input((height, width, 3)), keras.layers.Conv2D(4, 3, padding="same")])
        return multiply_adds(model), model.count_params()

    assert cost(10, 24) == (3 * cost(10, 8)[0], cost(10, 8)[1])


def test_a_model_for_images_of_any_size_is_refused(keras):
    model = keras.Sequential([keras.Input((None, 8, 3)), keras.layers.Conv2D(4, 3, name="wide")])
    with pytest.raises(ValueError, match="layer 'wide': its size is not known, build the model for one size of image"):
        multiply_adds(model)


def test_a_model_that_records_no_order_is_refused(keras):
    with pytest.raises(ValueError, match="expected a Sequential model that was built or a functional model, came Seq"):
        multiply_adds(keras.Sequential([keras.layers.Dense(2)]))


def test_a_matrix_of_weights_of_unknown_kind_is_not_passed_over(keras):
    model = keras.Sequential([keras.Input((6, 3)), keras.layers.LSTM(2, name="memory")])
    with pytest.raises(ValueError, match="expected convolutions and dense layers, came 'memory' of class LSTM"):
        multiply_adds(model)


def test_products_counted_are_products_done(keras):
    """With ones for images and weights each product is one, so the sum of what comes out is their number."""
    model = keras.Sequential(
        [keras.Input((6, 7, 4)), keras.layers.Conv2D(6, (3, 2), strides=2, groups=2, kernel_initializer="ones")]
    )
    sums = keras.ops.convert_to_numpy(model(np.ones((1, 6, 7, 4), "float32")))
    assert sums.sum() == multiply_adds(model)
