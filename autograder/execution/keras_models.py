"""A Keras model as plain data: its configuration and its weights. Whoever receives it builds it anew.

So a model cannot lie about its layers, its parameters or its shapes: they are those of Keras's own classes.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.execution.wire import Refused

MODULES = frozenset(
    f"keras{part}"
    for part in ("", ".layers", ".initializers", ".regularizers", ".constraints", ".optimizers", ".losses", ".metrics")
) | {"keras.optimizers.schedules", "keras.src.models.functional", "keras.src.models.sequential"}
"""Where Keras's own classes are found; anything else is a stranger."""
PLAIN = frozenset(
    {"__keras_tensor__", "__tensor__", "__numpy__", "__bytes__", "__ellipsis__", "__tuple__", "__slice__"}
)
RUNS_CODE = frozenset({"Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "Operation"})
LONGEST_CONFIG = 2_000_000


def is_model(value: Any) -> bool:
    """Say whether a value is a Keras model or one of Keras's own layers, without importing Keras."""
    keras = sys.modules.get("keras")
    if keras is None or not hasattr(keras, "Model"):
        return False
    return isinstance(value, keras.Model) or (isinstance(value, keras.layers.Layer) and _is_stock(type(value)))


def is_symbolic(value: Any) -> bool:
    """Say whether a value is what `keras.Input` gives: it has a shape, and no numbers that could cross."""
    keras = sys.modules.get("keras")
    return keras is not None and isinstance(value, getattr(keras, "KerasTensor", ()))


def describe(value: Any) -> dict[str, Any] | None:
    """Describe a Keras model or layer in plain data, or return None for every other value.

    Raises:
        Refused: a model that is not of Keras's own classes alone.
    """
    if not is_model(value):
        return None
    keras = sys.modules["keras"]
    try:
        config = keras.saving.serialize_keras_object(value)
        text = json.dumps(config)
    except Exception as error:
        raise Refused(f"this model cannot be written down: {type(error).__name__}: {error}"[:300]) from None
    refuse_strangers(without_compilation(json.loads(text)))
    return {"t": "keras", "config": text, "weights": [*value.get_weights()]}


def rebuild(form: Mapping[str, Any]) -> Any:
    """Build a model or layer from its description.

    Raises:
        Refused: when it is not of Keras's own classes alone, or its weights do not fit.
    """
    text, weights = form["config"], form["weights"]
    if not isinstance(text, str) or not isinstance(weights, list) or len(text) > LONGEST_CONFIG:
        raise Refused("the configuration and the weights of a Keras model were expected")
    keras = importlib.import_module("keras")
    try:
        config = json.loads(text)
        refuse_strangers(without_compilation(config))
        if any(True for _ in strangers(config)):
            config = without_compilation(config)  # a loss of the student's own; the rest of the model is Keras's
        made = keras.saving.deserialize_keras_object(config, safe_mode=True)
        if not is_model(made):
            raise Refused(f"a Keras model was expected; came {type(made).__name__}")
        if weights or made.weights:
            made.set_weights(weights)
    except Refused:
        raise
    except Exception as error:
        raise Refused(f"this model cannot be built: {type(error).__name__}: {error}"[:300]) from None
    return made


def without_compilation(config: Any) -> Any:
    """Leave out how a model is trained: a loss may be a function of the student's."""
    return {key: value for key, value in config.items() if key != "compile_config"} if isinstance(config, dict) else {}


def refuse_strangers(config: Any) -> None:
    """Refuse a configuration that names anything but Keras's own classes.

    Raises:
        Refused: naming the first class that is not Keras's own.
    """
    stranger = next(strangers(config), None)
    if stranger is not None:
        raise Refused(f"a model made of Keras's own layers was expected; it has a {stranger}")


def strangers(config: Any) -> Iterator[str]:
    """Yield the names of classes and functions in a configuration that are not Keras's own, or that run code."""
    if isinstance(config, dict):
        if "class_name" in config:
            name, module = config.get("class_name"), config.get("module")
            if name not in PLAIN and (
                module not in MODULES or config.get("registered_name") not in (None, name) or name in RUNS_CODE
            ):
                yield str(name)[:100]
        for value in config.values():
            yield from strangers(value)
    elif isinstance(config, list):
        for value in config:
            yield from strangers(value)


def _is_stock(kind: type) -> bool:
    return kind.__module__.split(".")[0] == "keras"
