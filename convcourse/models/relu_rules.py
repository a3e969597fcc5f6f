"""What a gradient does when it comes back to a ReLU: three rules, and three pictures of what a network has seen.

rule         comes back       goes on to where the ReLU's input was
plain        gradient g       positive: g                 the calculus
deconvnet    gradient g       anything: max(g, 0)         Zeiler and Fergus (2014)
guided       gradient g       positive: max(g, 0)         Springenberg and others (2015)
"""

import contextlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

from convcourse.models.layer_calls import parts_inside, replaced
from convcourse.models.quiet import import_keras

RULES = ("plain", "guided", "deconvnet")
# Functions, layers and operations that are a ReLU, spelled in small letters without underscores.
RELUS = ("relu", "relu6", "leakyrelu")


@contextlib.contextmanager
def relu_rule(model: Any, rule: str) -> Iterator[None]:
    """Let gradients that come back to the ReLUs of a model follow a rule, for as long as it takes.

    What the model says is the same under each rule.

    Args:
        model: A Keras model: with ReLU as a layer, as `activation="relu"` of any layer, as an operation of a functional
            model, or as a call of `keras.ops.relu` in code of your own; models inside it are included. ReLU6 and leaky
            ReLU count as well; other activations, such as tanh, keep their own gradient. Not seen is what a layer of
            your own computes with a backend's functions, or with a `relu` that it imported by itself.
        rule: "plain", "guided" or "deconvnet".

    Raises:
        ValueError: There is no such rule, or no ReLU was met while the model ran: the answer would have been the plain
            gradient.

    Source: Springenberg and others (2015), "Striving for simplicity", figure 1; chapter 16.
    """
    if rule not in RULES:
        raise ValueError(f"expected relu_rule to be one of {', '.join(map(repr, RULES))}; came {rule!r}")
    if rule == "plain":
        yield
        return
    met: list[Any] = []
    with contextlib.ExitStack() as stack:
        for holder, attribute in _relus(model):
            bent = _bent(getattr(holder, attribute), rule, met)
            stack.enter_context(replaced(holder, attribute, bent))
        yield
    if not met:
        raise ValueError(
            f"expected a ReLU in model {model.name!r}, to put the rule {rule!r} into, but none was met as it ran: the "
            "answer would be the plain gradient. It is found as a layer, as activation='relu', and as keras.ops.relu"
        )


def _relus(model: Any) -> list[tuple[Any, str]]:
    """Return where a ReLU can be met: an object, and the name of its attribute that is called."""
    keras = import_keras()
    # A model may hold a function of its own, such as `self.bend = keras.activations.relu`.
    parts = [getattr(model, "__wrapped__", model), *parts_inside(model)]
    places = [(part, "call") for part in parts if _name(part) in RELUS]
    places += [(part, name) for part in parts for name, value in vars(part).items() if _is_relu_function(value)]
    # What code of one's own calls; the layers of Keras do not go this way.
    for module in (keras.ops, keras.activations):
        places += [(module, name) for name, value in vars(module).items() if _is_relu_function(value)]
    return places


def _bent(relu: Callable[..., Any], rule: str, met: list[Any]) -> Callable[..., Any]:
    """Return a function with the values of a ReLU, whose gradient follows a rule; it notes down that it was met."""
    ops = import_keras().ops

    def guided(inputs: Any, *args: Any, **kwargs: Any) -> Any:
        met.append(relu)
        return _only_positive_gradients(relu(inputs, *args, **kwargs))

    def deconvnet(inputs: Any, *args: Any, **kwargs: Any) -> Any:
        met.append(relu)
        # The difference counts as a constant, so the gradient comes through as if the ReLU were not there.
        difference = ops.stop_gradient(relu(inputs, *args, **kwargs) - inputs)
        return _only_positive_gradients(inputs + difference)

    return guided if rule == "guided" else deconvnet


def _only_positive_gradients(tensor: Any) -> Any:
    """Return the tensor; of a gradient that comes back, only what is positive goes on."""
    keras = import_keras()

    def identity(values: Any) -> Any:
        def gradient(*args: Any, upstream: Any = None) -> Any:
            (came,) = args if upstream is None else (upstream,)  # backends give it in two ways
            return keras.ops.maximum(came, 0)

        return values, gradient

    return keras.ops.custom_gradient(identity)(tensor)


def _is_relu_function(value: Any) -> bool:
    return inspect.isfunction(value) and _name(value) in RELUS


def _name(part: Any) -> str:
    return getattr(part, "__name__", type(part).__name__).replace("_", "").lower()
