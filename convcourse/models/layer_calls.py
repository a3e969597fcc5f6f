"""One layer of a model, found, overheard or replaced while the model runs.

It is done by putting another function in the place of the layer's `call` for as long as it takes. So it is the same for
Sequential, functional and subclassed models, on every backend; and nothing is built anew, so weights stay shared.
"""

import contextlib
import difflib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple


class Call(NamedTuple):
    """One run of a layer.

    Attributes:
        layer: The layer, or the operation of a functional model, such as `keras.ops.relu`.
        given: Its first argument.
        said: What it gave.
    """

    layer: Any
    given: Any
    said: Any


def parts_inside(model: Any) -> list[Any]:
    """Return all layers of a model, and those inside its layers, each once, in the order in which they were written.

    Operations of a functional model, such as `keras.ops.relu`, are among them.
    """
    found: dict[int, Any] = {}

    def walk(holder: Any) -> None:
        layers = holder.layers if hasattr(holder, "layers") else getattr(holder, "_layers", [])
        for part in [*layers, *getattr(holder, "operations", [])]:
            if hasattr(part, "call") and id(part) not in found:
                found[id(part)] = part
                walk(part)

    walk(model)
    return list(found.values())


def holds_others(part: Any) -> bool:
    """Tell whether a layer holds further layers inside, as a model inside a model does."""
    return bool(getattr(part, "layers", None) or getattr(part, "_layers", None))


def find_layer(model: Any, layer: Any) -> Any:
    """Return the layer of that name.

    Args:
        model: A Keras model.
        layer: A name, or the layer.

    Raises:
        ValueError: The model has no such layer, or more than one.
    """
    layers = parts_inside(model)
    if not isinstance(layer, str):
        if any(layer is each for each in layers):
            return layer
        raise ValueError(f"expected a layer of model {model.name!r} or its name, came {layer!r}")
    found = [each for each in layers if each.name == layer]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"model {model.name!r} has {len(found)} layers {layer!r}: give the layer and not its name")
    names = [each.name for each in layers]
    close = difflib.get_close_matches(layer, names, cutoff=0.5)
    advice = f"did you mean {' or '.join(map(repr, close))}?" if close else f"it has {', '.join(map(repr, names))}"
    raise ValueError(f"model {model.name!r} has no layer {layer!r}: {advice}")


@contextlib.contextmanager
def listening(*parts: Any) -> Iterator[list[Call]]:
    """Collect what layers give, once for each time that the model calls them, in order."""
    calls: list[Call] = []

    def overheard(part: Any) -> Callable[..., Any]:
        original = part.call

        def call(*args: Any, **kwargs: Any) -> Any:
            said = original(*args, **kwargs)
            calls.append(Call(part, args[0] if args else next(iter(kwargs.values()), None), said))
            return said

        return call

    with contextlib.ExitStack() as stack:
        for part in parts:
            stack.enter_context(replaced(part, "call", overheard(part)))
        yield calls


def speaking(layer: Any, tensor: Any) -> contextlib.AbstractContextManager[None]:
    """Let the layer give this tensor, whatever it gets."""
    return replaced(layer, "call", lambda *args, **kwargs: tensor)


@contextlib.contextmanager
def replaced(layer: Any, attribute: str, value: Any) -> Iterator[None]:
    """Give a layer another attribute, such as `call` or `activation`, and take it back at the end, come what may."""
    absent = object()
    before = vars(layer).get(attribute, absent)
    object.__setattr__(layer, attribute, value)  # past Keras, which would take note of a new attribute
    try:
        yield
    finally:
        if before is absent:
            object.__delattr__(layer, attribute)
        else:
            object.__setattr__(layer, attribute, before)


def only(calls: list[Call], layer: Any) -> Any:
    """Return what a layer gave, which the model must have called once.

    Raises:
        ValueError: It was not called, or more than once.
    """
    if len(calls) == 1:
        return calls[0].said
    what = "not at all" if not calls else f"{len(calls)} times"
    raise ValueError(f"expected layer {layer.name!r} to be called once when the model runs, it is called {what}")
