"""A Keras model crosses as configuration and weights, and is what it is: it cannot lie about itself."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

import pytest

from autograder.execution import CellResult, NoBox, RunCell, TwoProcessExecution
from autograder.execution.limits import Limits

pytestmark = [pytest.mark.keras, pytest.mark.slow]
CODE = """
import numpy as np
import keras
from keras import layers

def example(filters=5):
    inputs = keras.Input((8, 6, 1))
    x = layers.Conv2D(filters, (3, 2), activation="relu", name="first")(inputs)
    return keras.Model(inputs, layers.Dense(3)(layers.GlobalAveragePooling2D()(x)))
"""
BUILD = """
def f(n):
    return keras.Sequential([keras.Input((6,)), layers.Dense(n, activation="relu"), layers.Dense(2)])
"""


@pytest.fixture(scope="module")
def boxed() -> Iterator[TwoProcessExecution]:
    imports = ["import numpy as np", "import keras", "from keras import layers"]
    try:
        execution = TwoProcessExecution(imports, limits=Limits(memory=1 << 30))
    except NoBox as reason:
        pytest.skip(str(reason))
    with execution:
        yield execution


def run(execution: TwoProcessExecution, exercise: str, check: str) -> CellResult:
    exercise, check = dedent(exercise), dedent(check)
    cells = [RunCell("code", CODE), RunCell("f", exercise, "exercise", "f = 0"), RunCell("check", check, "check")]
    return execution.run(cells, cell_seconds=300, total_seconds=600)[-1]


ASKED = {
    "a sequential model": (
        BUILD,
        """
        model = f(4)
        assert isinstance(model, keras.Sequential) and model.count_params() == 6 * 4 + 4 + 4 * 2 + 2
        assert [layer.name for layer in model.layers] and model.layers[0].activation.__name__ == "relu"
        assert model(np.ones((3, 6))).shape == (3, 2)
        """,
    ),
    "a model as a value, with how it is trained": (
        BUILD + "f = f(4)\nf.compile(optimizer=keras.optimizers.SGD(0.05), loss='mse')\n",
        """
        assert type(f.optimizer).__name__ == "SGD" and abs(float(f.optimizer.learning_rate) - 0.05) < 1e-6
        assert f.loss == "mse"
        """,
    ),
    "weights": (
        BUILD + "f = f(4)\nf.set_weights([np.full(w.shape, 0.5) for w in f.get_weights()])\n",
        "assert all((w == 0.5).all() for w in f.get_weights()) and np.allclose(f(np.ones((1, 6))), 7.5)",
    ),
    "a functional model": (
        "def f(n): return example(n)",
        """
        model = f(7)
        assert model.get_layer("first").kernel_size == (3, 2)
        assert model.count_params() == 7 * 6 + 7 + 7 * 3 + 3
        """,
    ),
    "a layer": (
        "def f(): return layers.Conv2D(4, 3, strides=2, padding='same')",
        "assert type(f()) is layers.Conv2D and f().strides == (2, 2) and f().filters == 4",
    ),
    "a layer of the student's own is called": (
        """
        class f(layers.Layer):
            def __init__(self, factor):
                super().__init__()
                self.factor = factor
            def call(self, x):
                return x * self.factor
        """,
        "assert np.array_equal(f(3)(np.arange(4.0)), [0, 3, 6, 9])",
    ),
    "a model is handed over, and trained there": (
        """
        def f(model, x, y):
            model.compile("sgd", "mse")
            return model.fit(x, y, epochs=2, verbose=0).history["loss"]
        """,
        """
        model, x = example(), np.random.default_rng(0).normal(size=(4, 8, 6, 1))
        before = [w.copy() for w in model.get_weights()]
        losses = f(model, x, np.ones((4, 3)))
        assert len(losses) == 2 and losses[1] < losses[0]
        assert any((one != other).any() for one, other in zip(before, model.get_weights()))
        assert np.mean((model(x) - 1.0) ** 2) < losses[1]
        """,
    ),
    "a tensor is an array": (
        "def f(x): return keras.ops.relu(x)",
        "assert type(f(np.array([-1.0, 2.0]))) is np.ndarray and f(np.array([-1.0, 2.0])).tolist() == [0, 2]",
    ),
    "layers in a list, with an input that has no numbers": (
        "def f(): return [keras.Input((4, 3, 1)), keras.layers.Flatten()]",
        "image, flat = f()\nassert tuple(image.shape) == (None, 4, 3, 1) and isinstance(flat, keras.layers.Flatten)",
    ),
    "a loss of the student's own": (
        BUILD + "f = f(4)\nf.compile('adam', loss=lambda y, p: keras.ops.mean((y - p) ** 2))\n",
        "assert f.count_params() == 38 and isinstance(f, keras.Model)",
    ),
}


@pytest.mark.parametrize(("exercise", "check"), ASKED.values(), ids=ASKED.keys())
def test_a_check_asks_a_model_as_if_it_were_its_own(boxed: TwoProcessExecution, exercise: str, check: str) -> None:
    result = run(boxed, exercise, check)
    assert result.status == "ok", (result.error_name, result.error_text)


LIES = {
    "of another count": (
        """
        class Small(keras.Model):
            def count_params(self): return 10
            def call(self, x): return x

        f = Small()
        """,
        "Small",
    ),
    "with a patched method": (
        BUILD + "f = f(400)\nf.count_params = lambda: 10\nf.summary = lambda: None\n",
        "came 3602",
    ),
    "with a patched class": (
        BUILD + "keras.Model.count_params = keras.Sequential.count_params = lambda self: 10\nf = f(400)\n",
        "came 3602",
    ),
    "with another configuration": (
        BUILD + "f = f(400)\nsmall = keras.Sequential([keras.Input((6,)), layers.Dense(1)])\n"
        "f.get_config = small.get_config\n",
        "",
    ),
    "with code of its own": (
        "f = keras.Sequential([keras.Input((6,)), layers.Lambda(lambda x: x)])",
        "Lambda",
    ),
    "with a layer of its own": (
        """
        @keras.saving.register_keras_serializable("keras.layers", "Dense")
        class Dense(layers.Layer):
            def call(self, x): return x

        f = keras.Sequential([keras.Input((6,)), Dense()])
        """,
        "Dense",
    ),
    "that is as large as a house": (
        BUILD + "f = f(1 << 30)\n",
        "",
    ),
}


@pytest.mark.parametrize(("exercise", "said"), LIES.values(), ids=LIES.keys())
def test_a_model_that_lies_does_not_pass(boxed: TwoProcessExecution, exercise: str, said: str) -> None:
    check = "assert f.count_params() == 10, f'10 parameters were expected; came {f.count_params()}'"
    result = run(boxed, exercise, check)
    assert result.status == "error"
    assert said in result.error_text
    assert run(boxed, "f = 10", "assert f == 10").status == "ok"
