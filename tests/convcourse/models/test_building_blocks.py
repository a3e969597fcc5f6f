"""What the networks share: where windows fall, what is pooled, and which images are refused."""

import numpy as np
import pytest

from convcourse.explain import receptive_fields
from convcourse.models import building_blocks as blocks
from convcourse.models.quiet import import_keras
from convcourse.reference.pooling import max_pool

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def keras():
    return import_keras()


def run(keras, inputs, outputs, images):
    return keras.ops.convert_to_numpy(keras.Model(inputs, outputs)(images, training=False))


@pytest.mark.parametrize(("height", "width"), [(8, 9), (9, 8), (10, 10)])
def test_a_strided_window_and_a_strided_shortcut_look_at_the_same_places(keras, height, width):
    inputs = keras.Input((height, width, 3))
    wide = blocks.convolve_normalized(inputs, 4, 3, stride=2, name="wide")
    narrow = blocks.convolve_normalized(inputs, 4, 1, stride=2, name="narrow")
    fields = receptive_fields(keras.Model(inputs, keras.layers.Add(name="sum")([wide, narrow])))
    assert wide.shape == narrow.shape == (None, (height + 1) // 2, (width + 1) // 2, 4)
    assert (fields["wide"].size, fields["wide"].start) == ((3, 3), (-1, -1))
    assert fields["narrow"].start == (0, 0)


def test_half_the_kernel_is_padded_on_each_side_with_its_own_number_for_height_and_width(keras):
    inputs = keras.Input((20, 31, 1))
    outputs = blocks.convolve(inputs, 2, (7, 3), stride=2, name="conv")
    assert receptive_fields(keras.Model(inputs, outputs))["conv"].start == (-3, -1)
    outputs = blocks.convolve(inputs, 2, 3, padding=2, name="far")
    assert receptive_fields(keras.Model(inputs, outputs))["far"].start == (-2, -2)
    assert outputs.shape[1:3] == (22, 33)


@pytest.mark.parametrize("size", [(3, 3), (4, 7), (8, 5), (2, 6)])
def test_pooling_rounded_up_takes_the_last_window_that_sticks_out(keras, size):
    images = np.random.default_rng(0).uniform(size=(2, *size, 3)).astype("float32")
    inputs = keras.Input((*size, 3))
    found = run(keras, inputs, blocks.pool_rounded_up(inputs), images)
    rows, columns = (max(-(-(side - 3) // 2) + 1, 1) for side in size)
    assert found.shape == (2, rows, columns, 3)
    for row, column in np.ndindex(rows, columns):
        window = images[:, 2 * row : 2 * row + 3, 2 * column : 2 * column + 3]
        np.testing.assert_array_equal(found[:, row, column], window.max(axis=(1, 2)))


def test_pooling_with_a_border_is_pooling_of_the_padded_image(keras):
    images = np.random.default_rng(0).uniform(size=(1, 6, 7, 2)).astype("float32")
    inputs = keras.Input((6, 7, 2))
    padded = np.pad(images, [(0, 0), (1, 1), (1, 1), (0, 0)])
    found = run(keras, inputs, blocks.pool_with_border(inputs), images)
    np.testing.assert_allclose(found, max_pool(padded, 3, stride=2), rtol=1e-6)
    means = run(keras, inputs, blocks.pool_with_border(inputs, "average"), images)
    np.testing.assert_allclose(means[0, 0, 0], padded[0, :3, :3].mean(axis=(0, 1)), rtol=1e-5)


def test_a_normalised_convolution_has_no_bias_and_a_plain_one_has(keras):
    inputs = keras.Input((5, 6, 3))
    plain = keras.Model(inputs, blocks.convolve(inputs, 4, 3, name="conv"))
    assert [weight.shape for weight in plain.weights] == [(3, 3, 3, 4), (4,)]
    full = keras.Model(inputs, blocks.convolve_normalized(inputs, 4, 3))
    assert [weight.name for weight in full.weights] == ["kernel", "gamma", "beta", "moving_mean", "moving_variance"]
    shifting = keras.Model(inputs, blocks.convolve_normalized(inputs, 4, 3, scale=False))
    assert [weight.name for weight in shifting.trainable_weights] == ["kernel", "beta"]


def test_scores_come_out_unless_probabilities_are_asked_for(keras):
    images = np.random.default_rng(0).normal(size=(2, 4, 5, 3)).astype("float32")
    inputs = keras.Input((4, 5, 3))
    scores = blocks.classifier(inputs, inputs, 6, softmax=False, name="scores_out")
    probable = blocks.classifier(inputs, inputs, 6, softmax=True, name="probabilities_out")
    probable.set_weights(scores.get_weights())
    said = keras.ops.convert_to_numpy(scores(images))
    expected = np.exp(said) / np.exp(said).sum(axis=-1, keepdims=True)
    np.testing.assert_allclose(keras.ops.convert_to_numpy(probable(images)), expected, rtol=1e-5)
    kernel, bias = scores.get_weights()
    np.testing.assert_allclose(said, images.mean(axis=(1, 2)) @ kernel + bias, rtol=1e-4, atol=1e-5)


def test_an_image_that_is_too_small_is_refused():
    with pytest.raises(ValueError, match="expected images of 67 x 67 pixels or more, came 90 x 66: the windows"):
        blocks.image_input((90, 66, 3), smallest=67)


@pytest.mark.parametrize("shape", [(90, 66), (90, None, 3), (0, 66, 3)])
def test_a_shape_that_is_none_of_an_image_is_refused(shape):
    with pytest.raises(ValueError, match="expected height, width and channels, three whole numbers, came"):
        blocks.image_input(shape, smallest=1)
