"""Filters of every kind of convolution, each with its own axes."""

import numpy as np
import pytest

from convcourse.explain import filter_pictures, filters
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def test_filters_come_one_after_the_other():
    keras = import_keras()
    model = keras.Sequential([keras.Input((6, 7, 3)), keras.layers.Conv2D(4, (2, 5), name="conv")])
    kernel, _ = model.get_weights()
    found = filters(model, "conv")
    assert found.shape == (4, 2, 5, 3)
    for number in range(4):
        np.testing.assert_array_equal(found[number], kernel[..., number])


def with_one_layer(kind, **options):
    keras = import_keras()
    layer = getattr(keras.layers, kind)(kernel_size=(2, 5), name="conv", use_bias=False, padding="valid", **options)
    return keras.Sequential([keras.Input((3, 9, 3)), layer])


def response_to_one_bright_pixel(model):
    """Return what comes out, (height, width, channels), where the last channel is 1 in the middle and all else is 0."""
    image = np.zeros((1, 3, 9, 3), "float32")
    image[0, 1, 4, 2] = 1
    return import_keras().ops.convert_to_numpy(model(image))[0]


@pytest.mark.parametrize(
    ("kind", "options"), [("DepthwiseConv2D", {"depth_multiplier": 2}), ("Conv2D", {"filters": 6, "groups": 3})]
)
def test_filters_that_see_one_channel_each(kind, options):
    model = with_one_layer(kind, **options)
    found = filters(model, "conv")
    assert found.shape == (6, 2, 5, 1)
    # The last channel of the image has the last two filters; what comes out is turned by half.
    said = response_to_one_bright_pixel(model)
    np.testing.assert_allclose(said[..., 4:], found[4:, ::-1, ::-1, 0].transpose(1, 2, 0), rtol=1e-5)


def test_filters_that_paint():
    model = with_one_layer("Conv2DTranspose", filters=4)
    found = filters(model, model.layers[0])
    assert found.shape == (4, 2, 5, 3)
    said = response_to_one_bright_pixel(model)
    np.testing.assert_allclose(said[1:3, 4:9], found[..., 2].transpose(1, 2, 0), rtol=1e-5)


def test_of_a_separable_convolution_the_filters_over_space_are_given():
    model = with_one_layer("SeparableConv2D", filters=4)
    depthwise, _ = model.get_weights()
    np.testing.assert_array_equal(filters(model)[..., 0], depthwise[..., 0].transpose(2, 0, 1))


def test_the_first_layer_with_filters_is_taken(networks):
    model = networks.averaging_network()
    np.testing.assert_array_equal(filters(model), filters(model, "early"))
    assert filters(model, "late").shape == (6, 2, 2, 3)


def test_zero_is_mid_grey_and_each_filter_has_its_own_scale():
    weights = np.zeros((2, 1, 3, 1))
    weights[0, 0, :, 0] = [-4, 0, 2]
    assert filter_pictures(weights).reshape(2, 3).tolist() == [[0, 0.5, 0.75], [0.5, 0.5, 0.5]]


def test_a_layer_without_filters_is_named(networks):
    model = networks.averaging_network()
    for layer in ("pool", "scores"):
        with pytest.raises(ValueError, match=f"expected layer '{layer}' to be a convolution over height and width"):
            filters(model, layer)
    with pytest.raises(ValueError, match="to have a convolution over height and width; it has none"):
        filters(networks.linear_model()[0])
