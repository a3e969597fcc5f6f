"""The sanity check: which weights it randomises, what it compares, and that it leaves no trace."""

import warnings

import numpy as np
import pytest

from convcourse.explain import EmptyMap, grad_cam, guided_backpropagation, saliency, sanity_check
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def small_network(kind="functional"):
    keras = import_keras()
    keras.utils.set_random_seed(4)
    layers = [
        keras.layers.Conv2D(4, 3, activation="relu", name="first"),
        keras.layers.BatchNormalization(name="norm"),
        keras.layers.Conv2D(6, (2, 3), name="second"),
        keras.layers.ReLU(name="relu"),
        keras.layers.GlobalAveragePooling2D(name="pool"),
        keras.layers.Dense(3, name="scores"),
    ]
    if kind == "functional":
        tensor = inputs = keras.Input((9, 12, 2))
        for layer in layers:
            tensor = layer(tensor)
        return keras.Model(inputs, tensor)

    class Written(keras.Model):
        def __init__(self):
            super().__init__()
            self.steps = layers[::-1]  # not in the order in which they are called

        def call(self, images, training=False):
            for layer in self.steps[::-1]:
                images = layer(images)
            return images

    model = Written()
    model(np.zeros((1, 9, 12, 2), "float32"))
    return model


@pytest.fixture
def images():
    return np.random.default_rng(0).normal(size=(2, 9, 12, 2)).astype("float32")


class Recorder:
    """A method that notes down the weights that it finds."""

    def __init__(self):
        self.seen = []

    def __call__(self, model, images, class_index):
        self.seen.append({weight.path: np.array(weight.numpy()) for weight in model.weights})
        return np.ones(images.shape[:3]) * np.arange(images.shape[2])


@pytest.mark.parametrize("kind", ["functional", "subclassed"])
def test_layers_forget_one_after_the_other_from_the_output_down(images, kind):
    method, model = Recorder(), small_network(kind)
    check = sanity_check(method, model, images, 0)
    assert check.layers == ("scores", "second", "norm", "first")
    assert check.similarity.shape == (4, 2)
    before, *after = method.seen
    for number, found in enumerate(after, start=1):
        changed = {path.split("/")[-2] for path, value in found.items() if np.any(value != before[path])}
        assert changed == {"scores", "second", "first"} & set(check.layers[:number])  # a fresh norm is 0 and 1 only


def test_a_method_that_does_not_look_at_the_network_keeps_its_maps(images):
    check = sanity_check(lambda model, given, wanted: given.sum(axis=-1), small_network(), images, 0)
    np.testing.assert_array_equal(check.similarity, 1)
    assert check.left == 1


def test_the_gradient_of_a_linear_model_is_forgotten_with_its_weights(images):
    """Its map is the size of the weights; two draws of them have nothing to do with each other."""
    keras = import_keras()
    model = keras.Sequential([keras.Input((40, 50, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    check = sanity_check(saliency, model, np.ones((1, 40, 50, 1)), 0)
    assert check.layers[0].startswith("dense") and abs(check.left) < 4 / np.sqrt(2000)


def test_a_kernel_keeps_its_size_and_biases_change_places():
    keras = import_keras()
    model = keras.Sequential([keras.Input((30, 40, 1)), keras.layers.Flatten(), keras.layers.Dense(5)])
    model.set_weights([np.random.default_rng(0).normal(size=(1200, 5)) * 0.03, np.arange(5.0)])
    method = Recorder()
    sanity_check(method, model, np.ones((1, 30, 40, 1)), 0)
    (kernel, bias), (new_kernel, new_bias) = (list(each.values()) for each in method.seen)
    assert np.sqrt(np.mean(new_kernel**2)) == pytest.approx(np.sqrt(np.mean(kernel**2)), rel=0.05)
    assert sorted(new_bias) == sorted(bias)


def test_signs_are_left_out_unless_asked_for(images):
    signs = iter([1, -1, 1, -1, 1, 1, 1, 1])

    def method(model, given, wanted):
        return next(signs) * given[..., 0]

    model, layers = small_network(), ["scores"]
    assert sanity_check(method, model, images, 0, layers=layers).left == 1
    assert sanity_check(method, model, images, 0, layers=layers, absolute=False).left == -1


def test_all_weights_are_as_before_and_so_they_are_after_a_failure(images):
    model = small_network()
    before = [np.array(weight) for weight in model.get_weights()]
    sanity_check(saliency, model, images, 1)
    for one, other in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    calls = []

    def fails(model, given, wanted):
        calls.append(1)
        if len(calls) == 3:
            raise RuntimeError("out of memory")
        return given[..., 0]

    with pytest.raises(RuntimeError, match="out of memory"):
        sanity_check(fails, model, images, 1)
    for one, other in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_same_seed_gives_the_same_numbers(images):
    one, same, other = (
        sanity_check(saliency, small_network(), images, 0, layers=["second"], seed=seed) for seed in (5, 5, 6)
    )
    np.testing.assert_array_equal(one.similarity, same.similarity)
    assert np.any(one.similarity != other.similarity)


def test_a_random_network_with_nothing_to_show_is_no_news(images):
    def method(model, given, wanted):
        maps = given[..., 0] if not calls else np.zeros(given.shape[:3])
        if calls:
            warnings.warn(EmptyMap("nothing"), stacklevel=1)
        calls.append(1)
        return maps

    calls = []
    check = sanity_check(method, small_network(), images, 0, layers=["scores"])
    assert check.left == 0


def test_the_methods_of_the_course_can_be_checked(images):
    for method in (saliency, guided_backpropagation, grad_cam):
        check = sanity_check(method, small_network(), images, [0, 2], layers=["scores", "second"])
        assert np.all(np.abs(check.similarity) <= 1)


def test_what_cannot_be_checked_is_named(images):
    model = small_network()
    with pytest.raises(ValueError, match="expected layers that have weights, came relu"):
        sanity_check(saliency, model, images, 0, layers=["relu"])
    with pytest.raises(ValueError, match="has no layer 'socres': did you mean 'scores'"):
        sanity_check(saliency, model, images, 0, layers=["socres"])
    with pytest.raises(ValueError, match=r"one map for each of 2 images from the method, came shape \(9, 12\)"):
        sanity_check(lambda *given: np.ones((9, 12)), model, images, 0)
    with pytest.raises(FloatingPointError, match="map 1 holds NaN or infinity"):
        sanity_check(lambda *given: np.array([np.ones((9, 12)), np.full((9, 12), np.nan)]), model, images, 0)
