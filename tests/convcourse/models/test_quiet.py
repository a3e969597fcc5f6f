"""Keras comes without a greeting."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def run_alone(code: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a program in a fresh interpreter, as a kernel would be: nothing set that would keep TensorFlow silent."""
    clean = {name: value for name, value in os.environ.items() if name != "TF_CPP_MIN_LOG_LEVEL"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True)


@pytest.mark.keras
def test_keras_is_imported_and_used_without_a_word_on_standard_error():
    done = run_alone("""
from convcourse.models.quiet import import_keras
keras = import_keras()
model = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Conv2D(1, 3)])
model(keras.ops.ones((1, 4, 4, 1)))
from convcourse.models import devices
print(import_keras() is keras, len(devices.time_matrix_product(20)) > 0)
""")
    assert (done.returncode, done.stdout, done.stderr) == (0, "True True\n", "")


@pytest.mark.keras
def test_keras_on_tensorflow_comes_without_jax_which_can_be_imported_afterwards():
    pytest.importorskip("jax")
    done = run_alone("""
import sys
from convcourse.models.quiet import import_keras
import_keras()
print("jax" in sys.modules, "jaxlib" in sys.modules)
import jax
print(jax.__name__)
""")
    assert (done.returncode, done.stdout, done.stderr) == (0, "False False\njax\n", "")


def test_a_failed_import_says_all_that_it_wrote(tmp_path):
    (tmp_path / "keras.py").write_text("import os\nos.write(2, b'from below\\n')\nraise ImportError('no backend')\n")
    done = run_alone(
        "from convcourse.models.quiet import import_keras; import_keras()",
        PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}",
        KERAS_BACKEND="jax",  # without the seconds that TensorFlow takes
    )
    assert done.returncode == 1
    assert done.stderr.startswith("from below\n") and done.stderr.endswith("ImportError: no backend\n")


def test_an_import_that_succeeds_leaves_standard_error_as_it_was(tmp_path):
    (tmp_path / "keras.py").write_text("import os\nos.write(2, b'a greeting\\n')\n")
    done = run_alone(
        "import os, sys\n"
        "from convcourse.models.quiet import import_keras\n"
        "print('before', file=sys.stderr)\nimport_keras()\nos.write(2, b'after\\n')",
        PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}",
        KERAS_BACKEND="jax",
    )
    assert (done.returncode, done.stderr) == (0, "before\nafter\n")


def test_the_packages_that_need_keras_are_imported_without_it():
    done = run_alone(
        "import sys, convcourse.explain, convcourse.models.gradients, convcourse.models.devices\n"
        "print({'keras', 'tensorflow', 'jax', 'torch'} & set(sys.modules))"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "set()\n", "")
