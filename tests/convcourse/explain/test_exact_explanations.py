"""The methods where the answer is known exactly, on every backend of Keras."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from convcourse.models.quiet import import_keras

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
pytestmark = pytest.mark.keras
NAMES = [
    "saliency_of_a_linear_model_is_the_size_of_its_weights",
    "occlusion_of_a_linear_model_is_weights_times_patch_less_grey",
    "integrated_gradients_add_up_to_the_change_of_the_score",
    "grad_cam_behind_a_global_average_is_the_class_activation_map",
    "all_ways_to_write_a_network_give_the_same_maps",
]


@pytest.mark.parametrize("name", NAMES)
def test_on_the_backend_of_the_course(networks, name):
    assert [case.__name__ for case in networks.CASES] == NAMES
    getattr(networks, name)()


@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
def test_on_another_backend(backend):
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    if import_keras().backend.backend() == backend:
        pytest.skip(f"{backend} is the backend of the tests above")
    environment = {**os.environ, "KERAS_BACKEND": backend, "JAX_PLATFORMS": "cpu"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *sys.path])
    command = [sys.executable, HERE / "explanation_cases.py"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, backend), done.stderr
