"""Images made by a network, and the sanity check, on any backend of Keras; run as a program on a further one."""

import numpy as np

from convcourse.explain import class_model, deep_dream, deletion, saliency, sanity_check, style_transfer
from convcourse.models.quiet import import_keras
from convcourse.models.scored_gradient import scored_gradient


def small_network():
    keras = import_keras()
    keras.utils.set_random_seed(8)
    layers = [
        keras.layers.Conv2D(4, 3, activation="relu", padding="same", name="low"),
        keras.layers.Conv2D(5, (2, 3), activation="relu", name="high"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(3, activation="softmax", name="scores"),
    ]
    return keras.Sequential([keras.Input((10, 13, 3)), *layers])


def photos():
    return np.random.default_rng(0).random((2, 10, 13, 3)).astype("float32")


def a_score_comes_with_its_gradient():
    keras, model = import_keras(), small_network()
    found = scored_gradient(model, photos(), lambda outputs: outputs[:, :2], weights=[1, 2])
    np.testing.assert_allclose(found.scores, keras.ops.convert_to_numpy(model(photos()))[:, :2], rtol=1e-4)
    assert found.gradient.shape == photos().shape and np.any(found.gradient)


def a_linear_class_model_shows_the_signs_of_its_weights():
    keras = import_keras()
    keras.utils.set_random_seed(8)
    layers = [keras.layers.Flatten(), keras.layers.Dense(3, activation="softmax")]
    model = keras.Sequential([keras.Input((4, 5, 2)), *layers])
    found = class_model(model, [0, 2], steps=12, step_size=10)
    weights = np.array(model.get_weights()[0])[:, [0, 2]].T.reshape(2, 4, 5, 2)
    np.testing.assert_array_equal(found.images, weights > 0)


def a_dream_and_a_style_come_closer():
    model = small_network()
    dream = deep_dream(model, photos()[0], layer="high", octaves=1, steps=5)
    assert dream.scores[0, -1] > dream.scores[0, 0]
    styled = style_transfer(model, *photos(), content_layer="high", style_layers=["low"], steps=20)
    assert styled.style[-1] < styled.style[0]


def the_sanity_check_leaves_no_trace():
    model = small_network()
    before = [np.array(weight) for weight in model.get_weights()]
    check = sanity_check(saliency, model, photos(), 1)
    assert check.layers == ("scores", "high", "low") and check.similarity.shape == (3, 2)
    for one, other in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def a_deletion_ends_with_one_colour():
    model = small_network()
    grey = np.broadcast_to(photos().mean(axis=(1, 2), keepdims=True), photos().shape)
    found = deletion(model, photos(), photos().sum(axis=-1), 1, steps=5)
    expected = import_keras().ops.convert_to_numpy(model(grey))[:, 1]
    np.testing.assert_allclose(found.probabilities[:, -1], expected, rtol=1e-4)


CASES = [
    a_score_comes_with_its_gradient,
    a_linear_class_model_shows_the_signs_of_its_weights,
    a_dream_and_a_style_come_closer,
    the_sanity_check_leaves_no_trace,
    a_deletion_ends_with_one_colour,
]

if __name__ == "__main__":
    for case in CASES:
        case()
    print(import_keras().backend.backend())
