"""Import Keras without what its backend has to say about the machine."""

import contextlib
import importlib
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from types import ModuleType


def import_keras() -> ModuleType:
    """Import Keras, and keep its backend from greeting on standard error.

    TensorFlow writes there from C++, below `sys.stderr`, and partly before it has read how much it should write; and
    nbgrader counts a cell that writes to standard error as failed. So file descriptor 2 leads into a temporary file
    while the import lasts. If the import fails, all that was written comes out after all.

    Returns:
        The module `keras`.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # Its faster convolutions, which it leaves off on older processors: measured there, a fifth less time in training.
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    # On a GPU both would round the factors of a product to 10 bits, and answers are compared to four digits and more.
    os.environ.setdefault("NVIDIA_TF32_OVERRIDE", "0")
    os.environ.setdefault("JAX_DEFAULT_MATMUL_PRECISION", "highest")
    if "keras" in sys.modules:
        return sys.modules["keras"]
    with _standard_error_kept_back():
        if os.environ.get("KERAS_BACKEND", "tensorflow") == "tensorflow":
            # Where TensorFlow is missing, Keras has the better words for it.
            with _jax_left_out(), contextlib.suppress(ModuleNotFoundError):
                importlib.import_module("tensorflow")
        keras = importlib.import_module("keras")
    # Its advice, such as "triggered tf.function retracing", is for programmers, and would count as the cell's error.
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    return keras


@contextlib.contextmanager
def _standard_error_kept_back() -> Iterator[None]:
    """Catch what is written to file descriptor 2, and let it out only if an exception passes."""
    _flush()
    try:
        real = os.dup(2)
    except OSError:  # closed from the start: nothing can come out
        yield
        return
    with tempfile.TemporaryFile() as caught:
        os.dup2(caught.fileno(), 2)
        failed = True
        try:
            yield
            failed = False
        finally:
            _flush()
            os.dup2(real, 2)
            os.close(real)
            if failed:
                caught.seek(0)
                os.write(2, caught.read())


@contextlib.contextmanager
def _jax_left_out() -> Iterator[None]:
    """Keep TensorFlow from importing JAX, where that is installed too, for a converter that no chapter uses.

    It would cost every process half a second and 100 MB. JAX can be imported as usual afterwards.
    """
    if "jax" in sys.modules:
        yield
        return
    sys.modules["jax"] = None  # type: ignore[assignment]  # how Python marks a module that must not be found
    try:
        yield
    finally:
        del sys.modules["jax"]


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()
