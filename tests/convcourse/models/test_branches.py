"""The branches of a block, in words."""

import pytest

from convcourse import models
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def keras():
    return import_keras()


def test_branches_are_told_layer_by_layer_in_the_order_of_the_stack(keras):
    layers = keras.layers
    image = keras.Input((7, 10, 3))
    late = layers.Conv2D(4, (1, 3), padding="same", activation="relu")(image)
    thinned = layers.UpSampling2D(2)(layers.Conv2D(6, 2, strides=2)(layers.ZeroPadding2D(((0, 1), (0, 0)))(image)))
    thinned = layers.Cropping2D(((0, 1), (0, 0)))(thinned)
    early = layers.MaxPooling2D((3, 2), strides=1, padding="same")(image)
    early = layers.Conv2D(5, 1, activation="tanh")(early)
    model = keras.Model(image, layers.Concatenate()([early, late, thinned]))
    assert models.branches(model) == [
        ["3x2 MaxPooling2D -> 3", "1x1 Conv2D tanh -> 5"],
        ["1x3 Conv2D relu -> 4"],
        ["ZeroPadding2D -> 3", "2x2 Conv2D stride 2 -> 6", "UpSampling2D -> 6", "Cropping2D -> 6"],
    ]


def test_a_relu_of_its_own_is_the_activation_of_the_layer_before(keras):
    layers = keras.layers
    image = keras.Input((7, 10, 3))
    alone = layers.ReLU()(layers.Conv2D(4, 1)(image))
    named = layers.Activation("relu")(layers.Conv2D(4, 1)(image))
    inside = layers.Conv2D(4, 1, activation="relu")(image)
    first, second, third = models.branches(keras.Model(image, layers.Concatenate()([alone, named, inside])))
    assert first == second == third == ["1x1 Conv2D relu -> 4"]


def test_the_image_itself_is_a_branch_without_layers(keras):
    image = keras.Input((7, 10, 3))
    model = keras.Model(image, keras.layers.Concatenate()([image, keras.layers.Conv2D(2, 1)(image)]))
    assert models.branches(model)[0] == []


def test_an_inception_module_has_the_branches_of_the_papers_table(keras):
    image = keras.Input((6, 9, 5))
    block = keras.Model(image, models.inception_module(image, *models.GOOGLENET_MODULES["3a"], name="block"))
    assert models.branches(block) == [
        ["1x1 Conv2D relu -> 64"],
        ["1x1 Conv2D relu -> 96", "3x3 Conv2D relu -> 128"],
        ["1x1 Conv2D relu -> 16", "5x5 Conv2D relu -> 32"],
        ["3x3 MaxPooling2D -> 5", "1x1 Conv2D relu -> 32"],
    ]


def test_a_model_without_a_stack_is_refused(keras):
    image = keras.Input((7, 10, 3))
    with pytest.raises(ValueError, match="ends in Concatenate, came one that ends in Conv2D"):
        models.branches(keras.Model(image, keras.layers.Conv2D(2, 1)(image)))
    with pytest.raises(TypeError, match="a Keras model was expected"):
        models.branches(image)


def test_a_stack_along_another_axis_is_refused(keras):
    image = keras.Input((7, 10, 3))
    with pytest.raises(ValueError, match="along the channels, the last axis; came axis 1"):
        models.branches(keras.Model(image, keras.layers.Concatenate(axis=1)([image, image])))


def test_a_branch_that_takes_two_inputs_is_refused(keras):
    image = keras.Input((7, 10, 3))
    both = keras.layers.Add()([image, keras.layers.Conv2D(3, 1)(image)])
    with pytest.raises(ValueError, match="chains of layers, came Add, which takes 2 inputs"):
        models.branches(keras.Model(image, keras.layers.Concatenate()([image, both])))
