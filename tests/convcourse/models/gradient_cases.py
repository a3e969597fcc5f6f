"""Gradients with exact answers. Run in the test process, and as a program of its own on another backend of Keras."""

import numpy as np

from convcourse.models import gradients
from convcourse.models.quiet import import_keras


def a_linear_model_has_its_weights_as_gradient():
    keras = import_keras()
    model = keras.Sequential([keras.Input((3, 2, 2)), keras.layers.Flatten(), keras.layers.Dense(4)])
    weights, _ = model.get_weights()
    images = np.random.default_rng(0).normal(size=(5, 3, 2, 2))
    found = gradients.input_gradient(model, images, lambda outputs: outputs[:, 3])
    assert isinstance(found, np.ndarray)
    np.testing.assert_allclose(found, np.broadcast_to(weights[:, 3].reshape(3, 2, 2), (5, 3, 2, 2)), rtol=1e-6)


def batches_of_any_size_also_translated_give_the_gradient_of_all_images_at_once():
    keras = import_keras()
    keras.utils.set_random_seed(0)
    model = small_network(keras, "functional")
    images = np.random.default_rng(1).normal(size=(11, 7, 6, 2))
    classes = np.array([0, 3, 1, 2, 2, 0, 1, 3, 3, 0, 1])

    def of_each(scores, wanted):
        one_hot = keras.ops.one_hot(wanted, 4)
        return keras.ops.sum(scores * one_hot, axis=1)

    whole = gradients.input_gradient(model, images, of_each, along=classes)
    much = gradients.WORTH_TRANSLATING
    try:
        for gradients.WORTH_TRANSLATING in (much, 0):
            for size in (1, 3, 4, 10, 11, 50):
                found = gradients.input_gradient(model, images, of_each, along=classes, batch_size=size)
                np.testing.assert_allclose(found, whole, atol=1e-6)
    finally:
        gradients.WORTH_TRANSLATING = much


def small_network(keras, kind):
    """Return the same network, smooth so that differences can measure it, as Keras lets one write it."""
    layers = [
        keras.layers.Conv2D(3, (3, 2), strides=(2, 1), activation="tanh", name="early"),
        keras.layers.BatchNormalization(name="norm"),
        keras.layers.Conv2D(2, 2, padding="same", activation="sigmoid", name="late"),
        keras.layers.GlobalAveragePooling2D(name="pool"),
        keras.layers.Dense(4, name="scores"),
    ]
    if kind == "sequential":
        return keras.Sequential([keras.Input((7, 6, 2)), *layers])
    if kind == "functional":
        tensor = inputs = keras.Input((7, 6, 2))
        for layer in layers:
            tensor = layer(tensor)
        return keras.Model(inputs, tensor)

    class Written(keras.Model):
        def __init__(self):
            super().__init__()
            self.steps = layers

        def call(self, images, training=False):
            for layer in self.steps:
                images = layer(images, training=training) if layer.name == "norm" else layer(images)
            return images

    model = Written()
    model(np.zeros((1, 7, 6, 2), "float32"))
    return model


def differences(function, at, step=0.01):
    """Measure the gradient of a function of an array with central differences."""
    slopes = np.zeros(at.shape)
    for place in np.ndindex(at.shape):
        moved = np.zeros(at.shape)
        moved[place] = step
        slopes[place] = (function(at + moved) - function(at - moved)) / (2 * step)
    return slopes


def every_kind_of_model_agrees_with_central_differences():
    keras = import_keras()
    images = np.random.default_rng(1).normal(size=(2, 7, 6, 2))
    for kind in ("sequential", "functional", "subclassed"):
        keras.utils.set_random_seed(3)
        model = small_network(keras, kind)

        def output(given, model=model):
            return keras.ops.convert_to_numpy(model(given.astype("float32"), training=False))

        found = gradients.input_gradient(model, images, lambda outputs: outputs[:, 1] ** 2)
        # One image and few pixels: each difference is two runs of the model.
        patch = images[1, 2:4, 3:5]

        def score(values, output=output):
            moved = images.copy()
            moved[1, 2:4, 3:5] = values
            return np.sum(output(moved)[:, 1].astype(float) ** 2)

        np.testing.assert_allclose(found[1, 2:4, 3:5], differences(score, patch), rtol=0.02, atol=2e-5)


def a_layer_can_be_scored_and_can_be_asked():
    keras = import_keras()
    images = np.random.default_rng(2).normal(size=(2, 7, 6, 2))
    for kind in ("sequential", "functional", "subclassed"):
        model = small_network(keras, kind)
        inner = gradients.input_gradient(model, images, lambda maps: maps[:, 1, 2, 0], layer="early")
        seen = np.argwhere(np.any(inner != 0, axis=(0, 3)))
        assert (seen.min(axis=0).tolist(), seen.max(axis=0).tolist()) == ([2, 2], [4, 3])
        late = gradients.layer_gradient(model, images, "late", lambda outputs: outputs[:, 3])
        assert late.activations.shape == late.gradient.shape == (2, 3, 5, 2)
        # From the maps on, the network is linear: their mean, then the weights of the last layer.
        weights = model.get_weights()[-2]
        np.testing.assert_allclose(late.gradient, np.broadcast_to(weights[:, 3] / 15, (2, 3, 5, 2)), rtol=1e-5)
        np.testing.assert_array_equal(late.activations, gradients.layer_activations(model, images, "late"))


def the_gradient_goes_on_through_the_layers_before():
    """Chain rule: gradient of the score at the maps, times gradient of the maps at the image."""
    keras = import_keras()
    model = small_network(keras, "functional")
    images = np.random.default_rng(4).normal(size=(1, 7, 6, 2))
    late = gradients.layer_gradient(model, images, "late", lambda outputs: outputs[:, 0])
    through = gradients.input_gradient(
        model, images, lambda maps: keras.ops.sum(maps * keras.ops.convert_to_tensor(late.gradient)), layer="late"
    )
    direct = gradients.input_gradient(model, images, lambda outputs: outputs[:, 0])
    np.testing.assert_allclose(through, direct, rtol=1e-4, atol=1e-7)


def a_layer_is_left_as_it_was():
    keras = import_keras()
    model = small_network(keras, "sequential")
    images = np.random.default_rng(5).normal(size=(1, 7, 6, 2)).astype("float32")
    before = keras.ops.convert_to_numpy(model(images))
    gradients.layer_gradient(model, images, "late", lambda outputs: outputs[:, 0])
    assert "call" not in vars(model.get_layer("late"))
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(model(images)), before)


CASES = [
    batches_of_any_size_also_translated_give_the_gradient_of_all_images_at_once,
    a_linear_model_has_its_weights_as_gradient,
    every_kind_of_model_agrees_with_central_differences,
    a_layer_can_be_scored_and_can_be_asked,
    the_gradient_goes_on_through_the_layers_before,
    a_layer_is_left_as_it_was,
]

if __name__ == "__main__":
    for case in CASES:
        case()
    print(import_keras().backend.backend())
