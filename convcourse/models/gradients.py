"""Gradients of what a network says, with respect to its input or to what an inner layer says.

A score is a function that takes a tensor, the model's output or a layer's activations, and returns one number, or one
number for each image; it is written with `keras.ops` or plain indexing, so that it works on every backend:

    input_gradient(model, images, lambda outputs: outputs[:, 3])

No other module of the course knows a backend.
"""

import contextlib
import difflib
import importlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.models.quiet import import_keras

Score = Callable[[Any], Any]
Floats = NDArray[np.floating[Any]]


class LayerGradient(NamedTuple):
    """What a layer says, and how much the score would change with it.

    Attributes:
        activations: What the layer gives for the images: shape (batch, height, width, channels), or (batch, units).
        gradient: Same shape: the change of the score for a small change of each activation.
    """

    activations: Floats
    gradient: Floats


def input_gradient(model: Any, images: ArrayLike, score: Score, *, layer: Any = None) -> Floats:
    """Return the gradient of a score with respect to the images.

    Args:
        model: A Keras model that was built. It runs as in use, not as in training.
        images: Shape (batch, height, width, channels), or as the model takes them.
        score: Function of the model's output, or of the layer's activations. One number, or one for each image: these
            are added up, so that each image gets the gradient of its own.
        layer: Name of the layer whose activations are scored, or the layer; the model's output if there is none.

    Returns:
        Same shape as the images.

    Raises:
        ValueError: The model was not built, it has no such layer, or images or score have another shape than expected.
        FloatingPointError: Images or gradient hold NaN or infinity.

    Source: chapters 09 and 16.
    """
    tensor = _as_tensor(model, images)
    scored = None if layer is None else _find_layer(model, layer)

    def score_of(given: Any) -> Any:
        if scored is None:
            return _one_number(score(model(given, training=False)), given)
        with _listening(scored) as said:
            model(given, training=False)
        return _one_number(score(_only(said, scored)), given)

    return _finite(_differentiate(score_of, tensor), model)


def layer_gradient(model: Any, images: ArrayLike, layer: Any, score: Score) -> LayerGradient:
    """Return a layer's activations, and the gradient of a score of the model's output with respect to them.

    Args:
        model: A Keras model that was built. It runs as in use, not as in training.
        images: Shape (batch, height, width, channels), or as the model takes them.
        layer: Name of the inner layer, or the layer.
        score: Function of the model's output, as for `input_gradient`.

    Raises:
        ValueError, FloatingPointError: As `input_gradient`.

    Source: chapters 16 and 17.
    """
    tensor = _as_tensor(model, images)
    inner = _find_layer(model, layer)
    with _listening(inner) as said:
        model(tensor, training=False)
    activations = _only(said, inner)

    def score_of(given: Any) -> Any:
        with _speaking(inner, given):
            return _one_number(score(model(tensor, training=False)), given)

    gradient = _differentiate(score_of, activations)
    return LayerGradient(_as_array(activations), _finite(gradient, model))


def layer_activations(model: Any, images: ArrayLike, layer: Any) -> Floats:
    """Return what an inner layer gives for the images.

    Args:
        model, images, layer: As for `layer_gradient`.

    Returns:
        Shape (batch, height, width, channels), or (batch, units).

    Raises:
        ValueError, FloatingPointError: As `input_gradient`.

    Source: chapter 15.
    """
    tensor = _as_tensor(model, images)
    inner = _find_layer(model, layer)
    with _listening(inner) as said:
        model(tensor, training=False)
    return _as_array(_only(said, inner))


# --- one layer, overheard or replaced while the model runs: the same for Sequential, functional and subclassed -------


@contextlib.contextmanager
def _listening(layer: Any) -> Iterator[list[Any]]:
    """Collect what the layer gives, once for each time that the model calls it."""
    said: list[Any] = []
    original = layer.call

    def call(*args: Any, **kwargs: Any) -> Any:
        said.append(original(*args, **kwargs))
        return said[-1]

    with _calling(layer, call):
        yield said


@contextlib.contextmanager
def _speaking(layer: Any, tensor: Any) -> Iterator[None]:
    """Let the layer give this tensor, whatever it gets."""
    with _calling(layer, lambda *args, **kwargs: tensor):
        yield


@contextlib.contextmanager
def _calling(layer: Any, call: Callable[..., Any]) -> Iterator[None]:
    before = vars(layer).get("call")
    object.__setattr__(layer, "call", call)  # past Keras, which would take note of a new attribute
    try:
        yield
    finally:
        if before is None:
            object.__delattr__(layer, "call")
        else:
            object.__setattr__(layer, "call", before)


def _only(said: list[Any], layer: Any) -> Any:
    if len(said) == 1:
        return said[0]
    what = "not at all" if not said else f"{len(said)} times"
    raise ValueError(f"expected layer {layer.name!r} to be called once when the model runs, it is called {what}")


def _find_layer(model: Any, layer: Any) -> Any:
    layers = list(_layers_inside(model))
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


def _layers_inside(model: Any) -> Iterator[Any]:
    for layer in model.layers:
        yield layer
        if hasattr(layer, "layers"):
            yield from _layers_inside(layer)


# --- numbers in and out -----------------------------------------------------------------------------------------------


def _as_tensor(model: Any, images: ArrayLike) -> Any:
    keras = import_keras()
    if not getattr(model, "built", False):
        raise ValueError(
            f"model {model.name!r} was not built, so it has no weights yet: "
            "begin it with keras.Input(...), or call it on images once"
        )
    array = np.asarray(images).astype(keras.config.floatx())
    # A subclassed model does not know what it takes.
    expected = model.input_shape if hasattr(model, "input_shape") else None
    if isinstance(expected, tuple) and not _fits(array.shape, expected):
        batch = " (one image needs a batch axis: images[None])" if _fits((1, *array.shape), expected) else ""
        raise ValueError(f"model {model.name!r} expects images of shape {expected}, came {array.shape}{batch}")
    bad = int(np.sum(~np.isfinite(array)))
    if bad:
        raise FloatingPointError(f"expected images of finite numbers, {bad} of {array.size} are NaN or infinite")
    return keras.ops.convert_to_tensor(array)


def _fits(shape: tuple[int, ...], expected: tuple[int | None, ...]) -> bool:
    pairs = zip(shape, expected, strict=False)
    return len(shape) == len(expected) and all(want in (None, size) for size, want in pairs)


def _one_number(score: Any, given: Any) -> Any:
    ops = import_keras().ops
    shape = tuple(ops.shape(score))
    if shape not in ((), (given.shape[0],)):
        raise ValueError(
            f"expected a score of one number, or of one for each of {given.shape[0]} images; came shape {shape}"
        )
    return ops.sum(score)


def _as_array(tensor: Any) -> Floats:
    return np.asarray(import_keras().ops.convert_to_numpy(tensor))


def _finite(gradient: Any, model: Any) -> Floats:
    if gradient is None:
        raise ValueError("the score does not depend on it: write the score with keras.ops, from what it is given")
    array = _as_array(gradient)
    bad = int(np.sum(~np.isfinite(array)))
    if bad == 0:
        return array
    ill = [weight.path for weight in model.weights if not np.all(np.isfinite(weight.numpy()))]
    cause = (
        f"weights {', '.join(ill[:3])} are not finite: training has diverged"
        if ill
        else "the weights are finite: look for a division by zero, a logarithm or a root of zero in the score"
    )
    raise FloatingPointError(f"{bad} of {array.size} values of the gradient are NaN or infinite; {cause}")


# --- the backends -----------------------------------------------------------------------------------------------------


def _differentiate(function: Callable[[Any], Any], at: Any) -> Any:
    """Return the gradient of a function of one tensor; None where the backend sees that the function ignores it."""
    name = import_keras().backend.backend()
    ways = {"tensorflow": _with_tensorflow, "jax": _with_jax, "torch": _with_torch}
    if name not in ways:
        raise ValueError(f"expected Keras on {', '.join(ways)}, to follow gradients; came {name!r}")
    return ways[name](importlib.import_module(name), function, at)


def _with_tensorflow(tensorflow: Any, function: Callable[[Any], Any], at: Any) -> Any:
    with tensorflow.GradientTape() as tape:
        tape.watch(at)
        score = function(at)
    return tape.gradient(score, at)


def _with_jax(jax: Any, function: Callable[[Any], Any], at: Any) -> Any:
    return jax.grad(function)(at)


def _with_torch(torch: Any, function: Callable[[Any], Any], at: Any) -> Any:
    with torch.enable_grad():
        at = at.detach().clone().requires_grad_(True)
        score = function(at)
        return torch.autograd.grad(score, at, allow_unused=True)[0] if score.requires_grad else None
