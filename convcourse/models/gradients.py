"""Gradients of what a network says, with respect to its input or to what an inner layer says.

A score is a function that takes a tensor, the model's output or a layer's activations, and returns one number, or one
number for each image; it is written with `keras.ops` or plain indexing, so that it works on every backend:

    input_gradient(model, images, lambda outputs: outputs[:, 3])

No other module of the course knows a backend.
"""

import importlib
import math
from collections import Counter
from collections.abc import Callable, Hashable, MutableMapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.models.layer_calls import find_layer, listening, only, speaking
from convcourse.models.quiet import import_keras
from convcourse.models.relu_rules import relu_rule as bent_relus

Score = Callable[..., Any]
Floats = NDArray[np.floating[Any]]

# From so many numbers on, a backend that can translate a network once for all batches is faster than one that runs it
# step by step, the time for translating included: measured with SqueezeNet on two cores.
WORTH_TRANSLATING = 4 * 2**20


class Running:
    """A function of tensors that is run step by step, until that was much work; then it is translated.

    It must always be the same function of what it gets: what it reads elsewhere is read once, when it is translated.

    Args:
        function: From tensors of shape (batch, ...) to one of shape (batch, ...); None where it has nothing to give.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.numbers: Counter[tuple[int, ...]] = Counter()  # that have gone through, by the shape of a batch
        self.translated: dict[tuple[int, ...], Callable[..., Any]] = {}

    def expecting(self, shape: tuple[int, ...], batches: int) -> Callable[..., Any]:
        """Return the function as it runs fastest, for so many batches of this shape and all that came before."""
        self.numbers[shape] += batches * math.prod(shape)
        if self.numbers[shape] < WORTH_TRANSLATING:
            return self.function
        if shape not in self.translated:
            self.translated[shape] = _translated(self.function)
        return self.translated[shape]


class LayerGradient(NamedTuple):
    """What a layer says, and how much the score would change with it.

    Attributes:
        activations: What the layer gives for the images: shape (batch, height, width, channels), or (batch, units).
        gradient: Same shape: the change of the score for a small change of each activation.
    """

    activations: Floats
    gradient: Floats


def input_gradient(
    model: Any,
    images: ArrayLike,
    score: Score,
    *,
    layer: Any = None,
    relu_rule: str = "plain",
    along: ArrayLike | None = None,
    batch_size: int | None = None,
    kept: MutableMapping[Hashable, Any] | None = None,
) -> Floats:
    """Return the gradient of a score with respect to the images.

    Args:
        model: A Keras model that was built. It runs as in use, not as in training.
        images: Shape (batch, height, width, channels), or as the model takes them.
        score: Function of the model's output, or of the layer's activations. One number, or one for each image: these
            are added up, so that each image gets the gradient of its own.
        layer: Name of the layer whose activations are scored, or the layer; the model's output if there is none.
        relu_rule: What the gradient does as it comes back to a ReLU: "plain", "guided" or "deconvnet"; see
            `convcourse.models.relu_rules`.
        along: Shape (batch, ...): what the score needs to know of each image, such as its class. The score gets it,
            for the images at hand, as its second argument.
        batch_size: So many images go through the model at a time, which bounds the memory; all of them if None.
        kept: From `kept_for`, where the same score is asked again and again: what was translated is then used again.

    Returns:
        Same shape as the images.

    Raises:
        ValueError: The model was not built, it has no such layer, images or score have another shape than expected, or
            there is no such rule, or no ReLU that it could be put into.
        FloatingPointError: Images or gradient hold NaN or infinity.

    Source: chapters 09 and 16.
    """
    tensor = as_tensor(model, images)
    scored = None if layer is None else find_layer(model, layer)
    known = [] if along is None else [import_keras().ops.convert_to_tensor(np.asarray(along))]

    def score_of(given: Any, *of_each: Any) -> Any:
        if scored is None:
            return _one_number(score(model(given, training=False), *of_each), given)
        with listening(scored) as said:
            model(given, training=False)
        return _one_number(score(only(said, scored), *of_each), given)

    def gradient_of(given: Any, *of_each: Any) -> Any:
        with bent_relus(model, relu_rule):  # in here, so that the rule is looked for when this runs, and not after
            return _differentiate(lambda at: score_of(at, *of_each), given)

    running = Running(gradient_of)
    if kept is not None:
        running = kept.setdefault(("gradient", model, score, scored, relu_rule), running)
    return _finite(in_batches(running, batch_size, tensor, *known), model)


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
    tensor = as_tensor(model, images)
    inner = find_layer(model, layer)
    with listening(inner) as said:
        model(tensor, training=False)
    activations = only(said, inner)

    def score_of(given: Any) -> Any:
        with speaking(inner, given):
            return _one_number(score(model(tensor, training=False)), given)

    gradient = _differentiate(score_of, activations)
    return LayerGradient(as_array(activations), _finite(gradient, model))


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
    tensor = as_tensor(model, images)
    inner = find_layer(model, layer)
    with listening(inner) as said:
        model(tensor, training=False)
    return as_array(only(said, inner))


def in_batches(running: Running, batch_size: int | None, *tensors: Any) -> Floats | None:
    """Return what a function gives for all images, of which it gets some at a time.

    All batches have one size, so that it is translated once; the last one is filled up with copies of its last image,
    and what they give is left out.

    Args:
        running: The function.
        batch_size: Images at a time; all of them if None.
        tensors: What it gets, images first, all of one length along the batch axis.
    """
    count = int(tensors[0].shape[0]) if len(tensors[0].shape) else 1
    least = 1 if batch_size is None else max(1, math.ceil(count / batch_size))
    if least == 1:
        return _array_or_none(running.expecting(tuple(tensors[0].shape), 1)(*tensors))
    batches = min(range(least, 2 * least), key=lambda some: some * math.ceil(count / some))  # least to be filled up
    size = math.ceil(count / batches)
    run = running.expecting((size, *tensors[0].shape[1:]), batches)
    ops, found = import_keras().ops, []
    for first in range(0, count, size):
        part = [tensor[first : first + size] for tensor in tensors]
        missing = size - int(part[0].shape[0])
        if missing:
            part = [ops.concatenate([tensor, ops.repeat(tensor[-1:], missing, axis=0)]) for tensor in part]
        given = _array_or_none(run(*part))
        if given is None:
            return None
        found.append(given[: len(given) - missing])
    return np.concatenate(found)


# --- numbers in and out -----------------------------------------------------------------------------------------------


def as_tensor(model: Any, images: ArrayLike) -> Any:
    """Return images as a tensor of the backend, and refuse what the model cannot take.

    Args:
        model: A Keras model that was built.
        images: Shape (batch, height, width, channels), or as the model takes them.

    Raises:
        ValueError: The model was not built, or expects another shape.
        FloatingPointError: Images hold NaN or infinity.
    """
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


def as_array(tensor: Any) -> Floats:
    """Return a tensor of the backend as a NumPy array."""
    return np.asarray(import_keras().ops.convert_to_numpy(tensor))


def _array_or_none(tensor: Any) -> Floats | None:
    return None if tensor is None else as_array(tensor)


def _finite(gradient: Any, model: Any) -> Floats:
    array = _array_or_none(gradient)
    if array is None:
        raise ValueError("the score does not depend on it: write the score with keras.ops, from what it is given")
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


def _translated(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function, translated by a backend that gains by it; else as it is.

    TensorFlow, step by step, computes the gradient of every kernel as well, and throws it away.
    """
    name = import_keras().backend.backend()
    if name == "tensorflow":
        return importlib.import_module(name).function(function, autograph=False)
    return function


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
