"""Images made by a network, and the sanity check, on the backends that are installed beside that of the tests."""

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


@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
def test_on_another_backend(backend):
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    if import_keras().backend.backend() == backend:
        pytest.skip(f"{backend} is the backend of the other tests")
    environment = {**os.environ, "KERAS_BACKEND": backend, "JAX_PLATFORMS": "cpu"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *sys.path])
    command = [sys.executable, HERE / "climbing_cases.py"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, backend), done.stderr
