"""Gradients of inputs and of inner layers: exact answers on every backend, and errors in words."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from convcourse.models import gradients
from convcourse.models.quiet import import_keras

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
pytestmark = pytest.mark.keras


def cases():
    """Load the cases from the file beside this one; tests are no package."""
    spec = importlib.util.spec_from_file_location("gradient_cases", HERE / "gradient_cases.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CASES


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.__name__)
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
    command = [sys.executable, HERE / "gradient_cases.py"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, backend), done.stderr


@pytest.fixture(scope="module")
def model():
    keras = import_keras()
    keras.utils.set_random_seed(0)
    layers = [keras.layers.Conv2D(2, 2, name="conv"), keras.layers.Flatten(name="flat"), keras.layers.Dense(1)]
    return keras.Sequential([keras.Input((3, 4, 1)), *layers])


IMAGES = np.ones((2, 3, 4, 1))


def first(outputs):
    return outputs[:, 0]


def test_images_of_whole_numbers_are_taken_as_numbers(model):
    whole = gradients.input_gradient(model, IMAGES.astype("uint8"), first)
    np.testing.assert_array_equal(whole, gradients.input_gradient(model, IMAGES, first))


def test_each_image_gets_the_gradient_of_its_own(model):
    images = np.random.default_rng(0).normal(size=(2, 3, 4, 1))
    both = gradients.input_gradient(model, images, lambda outputs: outputs[:, 0] ** 2)
    alone = [gradients.input_gradient(model, each[None], lambda outputs: outputs[0, 0] ** 2)[0] for each in images]
    np.testing.assert_allclose(both, alone, rtol=1e-5)


def test_a_layer_can_be_given_instead_of_its_name(model):
    named = gradients.layer_gradient(model, IMAGES, "conv", first)
    given = gradients.layer_gradient(model, IMAGES, model.layers[0], first)
    np.testing.assert_array_equal(named.gradient, given.gradient)


def test_a_layer_inside_a_model_inside_is_found(model):
    keras = import_keras()
    outer = keras.Sequential([keras.Input((3, 4, 1)), model, keras.layers.Dense(2)])
    assert gradients.layer_activations(outer, IMAGES, "conv").shape == (2, 2, 3, 2)


def test_an_unknown_layer_is_answered_with_close_names(model):
    with pytest.raises(ValueError, match="has no layer 'convv': did you mean 'conv'"):
        gradients.layer_activations(model, IMAGES, "convv")
    with pytest.raises(ValueError, match="has no layer 'zzz': it has 'conv', 'flat', 'dense"):
        gradients.layer_activations(model, IMAGES, "zzz")


def test_a_model_that_was_not_built_is_named():
    keras = import_keras()
    model = keras.Sequential([keras.layers.Dense(1)], name="young")
    with pytest.raises(ValueError, match="model 'young' was not built, so it has no weights yet"):
        gradients.input_gradient(model, np.ones((1, 3)), first)


def test_a_missing_batch_axis_is_named(model):
    with pytest.raises(ValueError, match=r"came \(3, 4, 1\) \(one image needs a batch axis: images\[None\]\)"):
        gradients.input_gradient(model, IMAGES[0], first)
    with pytest.raises(ValueError, match=r"expects images of shape \(None, 3, 4, 1\), came \(2, 4, 3, 1\)$"):
        gradients.input_gradient(model, IMAGES.transpose(0, 2, 1, 3), first)


def test_a_score_must_be_a_number_or_one_for_each_image(model):
    with pytest.raises(ValueError, match=r"of one for each of 2 images; came shape \(2, 1\)"):
        gradients.input_gradient(model, IMAGES, lambda outputs: outputs)


def test_a_score_that_ignores_the_output_is_named(model):
    if import_keras().backend.backend() == "jax":
        pytest.skip("JAX gives zeros")
    with pytest.raises(ValueError, match="the score does not depend on it"):
        gradients.input_gradient(model, IMAGES, lambda outputs: 1.0)


def test_a_layer_that_is_called_twice_has_no_one_gradient():
    keras = import_keras()
    twice = keras.layers.Dense(3, name="twice")
    inputs = keras.Input((3,))
    model = keras.Model(inputs, twice(twice(inputs)))
    with pytest.raises(ValueError, match=r"expected layer 'twice' to be called once when the model runs, .* 2 times"):
        gradients.layer_gradient(model, np.ones((1, 3)), "twice", first)


def test_images_that_are_not_finite_are_named(model):
    images = IMAGES.copy()
    images[0, 1, 1, 0] = np.nan
    with pytest.raises(FloatingPointError, match="expected images of finite numbers, 1 of 24 are NaN"):
        gradients.input_gradient(model, images, first)


def test_a_gradient_that_is_not_finite_is_traced_to_the_score_or_the_weights(model):
    keras = import_keras()
    with pytest.raises(FloatingPointError, match="the weights are finite: look for a division by zero"):
        gradients.input_gradient(model, IMAGES, lambda outputs: keras.ops.log(outputs[:, 0] * 0))
    broken = keras.models.clone_model(model)
    kernel, *others = model.get_weights()
    broken.set_weights([np.full_like(kernel, np.nan), *others])
    with pytest.raises(FloatingPointError, match="conv/kernel are not finite: training has diverged"):
        gradients.input_gradient(broken, IMAGES, first)
