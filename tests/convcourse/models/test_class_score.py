"""Scores before softmax, and rules at ReLUs: exact answers on every backend, and errors in words."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from convcourse.models import class_score
from convcourse.models.quiet import import_keras

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
pytestmark = pytest.mark.keras


def load_cases():
    """Load the cases from the file beside this one; tests are no package."""
    spec = importlib.util.spec_from_file_location("score_cases", HERE / "score_cases.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


cases = load_cases()


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: case.__name__)
def test_on_the_backend_of_the_course(case):
    case()


@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
def test_on_another_backend(backend):
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    if import_keras().backend.backend() == backend:
        pytest.skip(f"{backend} is the backend of the tests above")
    environment = {**os.environ, "KERAS_BACKEND": backend, "JAX_PLATFORMS": "cpu"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *sys.path])
    command = [sys.executable, HERE / "score_cases.py"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, backend), done.stderr


def dense(*units, activation=None, name="small"):
    keras = import_keras()
    layers = [keras.layers.Dense(size, name=f"dense_of_{size}") for size in units[:-1]]
    last = keras.layers.Dense(units[-1], activation=activation, name="last")
    return keras.Sequential([keras.Input((3, 4, 2)), keras.layers.Flatten(), *layers, last], name=name)


def own_softmax():
    keras = import_keras()

    class Own(keras.Model):
        def __init__(self):
            super().__init__(name="own")
            self.inner = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(3, name="last")])

        def call(self, images):
            return keras.ops.softmax(self.inner(images))

    model = Own()
    model(cases.IMAGES.astype("float32"))
    return model


def test_scores_of_one_layer_by_hand():
    model = dense(2, activation="softmax")
    weights = np.arange(48.0).reshape(24, 2)
    model.set_weights([weights, np.array([5, -5])])
    np.testing.assert_allclose(class_score.class_scores(model, np.ones((1, 3, 4, 2))), [[552 + 5, 576 - 5]])


@pytest.mark.parametrize("activation", ["softmax", "log_softmax", "sigmoid"])
def test_every_squashing_is_left_out(activation):
    model, plain = dense(3, activation=activation), dense(3)
    plain.set_weights(model.get_weights())
    found = class_score.class_scores(model, cases.IMAGES)
    np.testing.assert_array_equal(found, class_score.class_scores(plain, cases.IMAGES))


def test_a_softmax_in_code_of_ones_own_is_named_and_the_layer_before_it_helps():
    model = own_softmax()
    with pytest.raises(ValueError, match=r"model 'own' gives probabilities, .* score_layer=\.\.\. .*'last'\)"):
        class_score.class_scores(model, cases.IMAGES)
    found = class_score.class_scores(model, cases.IMAGES, score_layer="last")
    weights, biases = model.get_weights()
    np.testing.assert_allclose(found, cases.IMAGES.reshape(4, -1) @ weights + biases, rtol=1e-4, atol=1e-5)
    gradient = class_score.score_gradient(model, cases.IMAGES, 1, score_layer="last")
    np.testing.assert_allclose(gradient[3], weights[:, 1].reshape(3, 4, 2), rtol=1e-5)


def test_a_layer_inside_is_enough_to_score_a_model_of_two_outputs():
    keras = import_keras()
    inputs = keras.Input((3, 4, 2))
    flat = keras.layers.Flatten()(inputs)
    ends = [keras.layers.Dense(size, activation="softmax", name=f"end_{size}")(flat) for size in (2, 5)]
    model = keras.Model(inputs, ends, name="forked")
    with pytest.raises(ValueError, match=r"'forked' to give scores, \(batch, classes\), came a list; name the layer"):
        class_score.class_scores(model, cases.IMAGES)
    found = class_score.class_scores(model, cases.IMAGES, score_layer="end_5")
    weights, biases = model.get_layer("end_5").get_weights()
    np.testing.assert_allclose(found, cases.IMAGES.reshape(4, -1) @ weights + biases, rtol=1e-4, atol=1e-5)


def test_a_softmax_in_the_middle_stays():
    keras = import_keras()
    layers = [keras.layers.Flatten(), keras.layers.Dense(4, activation="softmax"), keras.layers.Dense(3)]
    model = keras.Sequential([keras.Input((3, 4, 2)), *layers])
    said = keras.ops.convert_to_numpy(model(cases.IMAGES.astype("float32")))
    np.testing.assert_array_equal(class_score.class_scores(model, cases.IMAGES), said)


def test_a_score_model_has_what_the_model_has_and_is_not_wrapped_twice():
    model = dense(3, activation="softmax")
    scored = class_score.score_model(model, cases.IMAGES)
    assert (scored.name, scored.classes, scored.input_shape) == ("small", 3, (None, 3, 4, 2))
    assert scored.squashing is model.layers[-1]
    assert class_score.score_model(scored, cases.IMAGES) is scored


def test_a_probability_saturates_where_the_score_does_not():
    """Why the score is taken: behind a softmax that is sure, nothing is left of the gradient."""
    keras = import_keras()
    model = dense(3, activation="softmax")
    weights, biases = model.get_weights()
    model.set_weights([weights, biases + np.array([200, 0, 0])])
    images = cases.IMAGES[:1]
    through = class_score.input_gradient(model, images, lambda outputs: outputs[:, 0])
    assert np.all(through == 0)
    np.testing.assert_allclose(
        class_score.score_gradient(model, images, 0)[0], weights[:, 0].reshape(3, 4, 2), rtol=1e-5
    )
    assert keras.ops.convert_to_numpy(model(images.astype("float32")))[0, 0] == 1


def test_a_class_that_does_not_exist_is_refused():
    model = dense(3)
    with pytest.raises(ValueError, match="expected class_index from 0 to 2, came 3"):
        class_score.score_gradient(model, cases.IMAGES, 3)
    with pytest.raises(ValueError, match="expected class_index from 0 to 2, came -1"):
        class_score.score_gradient(model, cases.IMAGES, [0, -1, 2, 0])
    with pytest.raises(ValueError, match=r"one whole number, or one for each of 4 images; came \[0, 1\]"):
        class_score.score_gradient(model, cases.IMAGES, [0, 1])
    with pytest.raises(ValueError, match=r"one whole number, or one for each of 4 images; came 1\.0"):
        class_score.score_gradient(model, cases.IMAGES, 1.0)


def test_outputs_that_are_no_classes_are_refused():
    keras = import_keras()
    maps = keras.Sequential([keras.Input((3, 4, 2)), keras.layers.Conv2D(2, 1)], name="maps")
    with pytest.raises(ValueError, match=r"'maps' to give scores, \(batch, classes\), came shape \(4, 3, 4, 2\)"):
        class_score.class_scores(maps, cases.IMAGES)
    with pytest.raises(ValueError, match=r"expected one image or more, along a batch axis; came shape \(0, 3, 4, 2\)"):
        class_score.class_scores(maps, cases.IMAGES[:0])
    with pytest.raises(ValueError, match="has no layer 'lost': did you mean 'last'"):
        class_score.class_scores(dense(3), cases.IMAGES, score_layer="lost")
