"""The score of a class: what a classifier says before its last softmax.

A probability can rise because the score of another class falls; a score cannot. So what is explained, maximised or
differentiated is the score. This file finds it in any Keras model, whether the softmax is an `activation=` argument, a
layer of its own or an operation, and lets the model run without it.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.models.gradients import Running, as_array, as_tensor, in_batches, input_gradient
from convcourse.models.kept import kept_for
from convcourse.models.layer_calls import Call, find_layer, holds_others, listening, only, parts_inside, replaced
from convcourse.models.quiet import import_keras

Floats = NDArray[np.floating[Any]]

# What turns scores into probabilities, each class or all together; spelled without underscores.
SQUASHING = ("softmax", "logsoftmax", "sigmoid")
# Layers that hand on what they get, in use, or in another shape: a softmax may stand before them.
HANDING_ON = ("Activation", "Dropout", "Flatten", "Identity", "Reshape")


class ScoreModel:
    """A classifier that gives scores in place of probabilities. It has all that the model has, and the same weights.

    Args:
        model: A Keras model.
        squashing: The layer or operation whose softmax is left out; None if there is none.
        score_layer: The layer whose output is the scores; the model's output if None.

    Attributes:
        classes: How many classes it has scores for; 0 until `score_model` has seen them.
    """

    def __init__(self, model: Any, squashing: Any = None, score_layer: Any = None) -> None:
        self.model, self.squashing, self.score_layer = model, squashing, score_layer
        self.classes = 0
        self.__wrapped__ = model  # as Python's own wrappers call it

    def __call__(self, images: Any, training: bool = False) -> Any:
        """Return a tensor of scores, shape (batch, classes), for a tensor of images."""
        with _silenced(self.squashing):
            if self.score_layer is None:
                return self.model(images, training=training)
            with listening(self.score_layer) as calls:
                self.model(images, training=training)
            return only(calls, self.score_layer)

    def __getattr__(self, name: str) -> Any:
        if name == "model":  # not there yet: a copy is being made
            raise AttributeError(name)
        return getattr(self.model, name)


def score_model(model: Any, images: ArrayLike, *, score_layer: Any = None) -> ScoreModel:
    """Return the model without its last softmax.

    The model is run on the first images, to see which layer's output is the model's: so it may be written in any way.
    A last sigmoid is left out too, for the same reason. The model itself stays as it is.

    Args:
        model: A Keras model that was built, or a `ScoreModel`, which is returned as it is.
        images: Shape (batch, height, width, channels), one or more.
        score_layer: Name of the layer that gives the scores, or the layer. It is only needed where the softmax cannot
            be found, as in a model whose own `call` ends in `keras.ops.softmax`, or where there are several outputs.
            If the layer ends in a softmax, that is left out.

    Raises:
        ValueError: The softmax cannot be found, though what comes out are probabilities; the output is not of shape
            (batch, classes); or as `input_gradient`.

    Source: Simonyan, Vedaldi and Zisserman (2014), section 2; chapter 16.
    """
    if isinstance(model, ScoreModel) and score_layer is None:
        return model
    tensor = as_tensor(model, np.asarray(images)[:4])
    if len(tensor.shape) == 0 or tensor.shape[0] == 0:
        raise ValueError(f"expected one image or more, along a batch axis; came shape {tuple(np.shape(images))}")
    layer = None if score_layer is None else find_layer(model, score_layer)
    kept = kept_for(model)
    if (known := kept.get(("scores", layer))) is not None:
        return known
    with listening(*parts_inside(model)) as calls:
        output = model(tensor, training=False)
    if layer is not None:
        output = only([call for call in calls if call.layer is layer], layer)
    found = ScoreModel(model, _squashing(calls, output), layer)
    found.classes = _count_classes(found, tensor)
    kept["scores", layer] = found
    return found


def class_scores(model: Any, images: ArrayLike, *, score_layer: Any = None, batch_size: int = 32) -> Floats:
    """Return the score of each class for each image, before softmax.

    Args:
        model, images, score_layer: As for `score_model`.
        batch_size: So many images go through the model at a time, which bounds the memory.

    Returns:
        Shape (batch, classes).

    Raises:
        ValueError, FloatingPointError: As `score_model`.

    Source: chapter 16.
    """
    scored = score_model(model, images, score_layer=score_layer)
    running = kept_for(scored.model).setdefault(("running", scored), Running(scored))
    scores = in_batches(running, batch_size, as_tensor(scored, images))
    assert scores is not None  # a model gives something
    return scores


def score_gradient(
    model: Any,
    images: ArrayLike,
    class_index: ArrayLike,
    *,
    relu_rule: str = "plain",
    score_layer: Any = None,
    batch_size: int = 16,
) -> Floats:
    """Return the gradient of the score of a class with respect to the images.

    Args:
        model, images, score_layer: As for `score_model`.
        class_index: Of one class for all images, or of one for each image.
        relu_rule: What a gradient does at a ReLU: "plain", "guided" or "deconvnet"; see `input_gradient`.
        batch_size: So many images go through the model at a time, which bounds the memory.

    Returns:
        Same shape as the images.

    Raises:
        ValueError, FloatingPointError: As `score_model` and `input_gradient`, or there is no such class.

    Source: Simonyan, Vedaldi and Zisserman (2014), section 3; chapter 16.
    """
    scored = score_model(model, images, score_layer=score_layer)
    array = np.asarray(images)
    classes = class_indices(scored, len(array), class_index)
    kept = kept_for(scored.model)
    return input_gradient(scored, array, pick, relu_rule=relu_rule, along=classes, batch_size=batch_size, kept=kept)


def class_indices(model: ScoreModel, count: int, class_index: ArrayLike) -> NDArray[np.integer[Any]]:
    """Return one class for each image.

    Args:
        model: From `score_model`.
        count: Images.
        class_index: One whole number, or one for each image.

    Returns:
        Shape (count,).

    Raises:
        ValueError: There are no such classes, or as many as neither one nor the images.
    """
    wanted = np.asarray(class_index)
    if not np.issubdtype(wanted.dtype, np.integer) or wanted.shape not in ((), (count,)):
        raise ValueError(
            f"expected class_index to be one whole number, or one for each of {count} images; came {class_index!r}"
        )
    outside = wanted[(wanted < 0) | (wanted >= model.classes)]
    if outside.size:
        raise ValueError(
            f"expected class_index from 0 to {model.classes - 1}, came {', '.join(map(str, outside.ravel()))}"
        )
    return np.broadcast_to(wanted, (count,))


def pick(scores: Any, classes: ArrayLike) -> Any:
    """Return the score of one class for each image: a tensor of shape (batch,) from one of shape (batch, classes)."""
    ops = import_keras().ops
    places = ops.expand_dims(ops.cast(ops.convert_to_tensor(classes), "int32"), axis=1)
    return ops.take_along_axis(scores, places, axis=1)[:, 0]


@contextlib.contextmanager
def _silenced(part: Any) -> Iterator[None]:
    """Let a layer hand on what it would have squashed."""
    if part is None:
        yield
    elif _is_squashing(getattr(part, "activation", None)):
        with replaced(part, "activation", lambda scores: scores):
            yield
    else:
        with replaced(part, "call", lambda scores, *args, **kwargs: scores):
            yield


def _squashing(calls: list[Call], output: Any) -> Any:
    """Return the layer or operation that squashes what becomes this output; None if there is none."""
    last = [call for call in calls if call.said is output and not holds_others(call.layer)]
    for call in last:
        if _is_squashing(call.layer) or _is_squashing(getattr(call.layer, "activation", None)):
            return call.layer
    for call in last:
        if type(call.layer).__name__ in HANDING_ON and call.given is not output:
            return _squashing(calls, call.given)
    return None


def _is_squashing(part: Any) -> bool:
    """Tell whether a function, a layer or an operation is a softmax or the like, by its name."""
    name = getattr(part, "__name__", type(part).__name__)
    return name.replace("_", "").lower() in SQUASHING


def _count_classes(model: ScoreModel, images: Any) -> int:
    """Return the number of classes, and refuse what are no scores."""
    scores = model(images)
    advice = "name the layer that gives the scores of the classes: score_layer=..."
    shape = tuple(getattr(scores, "shape", ()))
    if len(shape) != 2 or shape[0] != images.shape[0]:
        came = f"shape {shape}" if shape else f"a {type(scores).__name__}"
        raise ValueError(f"expected model {model.name!r} to give scores, (batch, classes), came {came}; {advice}")
    array = as_array(scores)
    if shape[1] > 1 and np.all(array >= 0) and np.allclose(array.sum(axis=1), 1, atol=1e-3):
        names = ", ".join(repr(each.name) for each in parts_inside(model.model)[-4:])
        raise ValueError(
            f"expected scores before softmax, but model {model.name!r} gives probabilities, and where they are made "
            f"was not found; {advice} (its last layers are {names})"
        )
    return int(shape[1])
