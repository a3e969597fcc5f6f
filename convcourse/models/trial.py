"""Train a model anew under a budget, and measure it on data it has not seen: what a check does with a network."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.models.budget import Fitted, TrainingFault, fit_within
from convcourse.models.layer_table import checked_model
from convcourse.models.quiet import import_keras

LARGEST_INPUT = 10.0  # an image scaled to [0, 1] or to zero mean and unit spread stays well below


@dataclass(frozen=True)
class Trial(Fitted):
    """How far a training came, and what it was good for.

    Args:
        accuracy: Part of the held-out images that are classified rightly, from 0 to 1.
    """

    accuracy: float


def trial(
    model: Any,
    train: tuple[ArrayLike, ArrayLike],
    test: tuple[ArrayLike, ArrayLike],
    *,
    seconds: float,
    epochs: int,
    batch_size: int = 32,
    seed: int = 0,
    callbacks: tuple[Any, ...] = (),
) -> Trial:
    """Train a compiled classifier for some epochs, but no longer than its budget, and score it on held-out images.

    Args:
        model: A Keras model that was built and compiled; it is trained in place, from the weights it has.
        train: Images of shape (count, height, width, channels), and labels, whole numbers of shape (count,).
        test: The same, never trained on.
        seconds: Budget, in seconds of two cores (see `budget.Stopwatch`). Training ends with the batch in which it is
            used up; the measurement comes on top.
        epochs, batch_size: As for `fit`.
        seed: Of Keras's random numbers, so that a second trial gives the same.
        callbacks: Further Keras callbacks.

    Raises:
        TypeError: It is no Keras model.
        ValueError: The model was not built.
        TrainingFault: It was not compiled, or does not fit the images or the labels, or its loss became NaN.

    Source: chapter 07.
    """
    images, labels = np.asarray(train[0], dtype="float32"), np.asarray(train[1])
    unseen, truth = np.asarray(test[0], dtype="float32"), np.asarray(test[1])
    examine(model, images, labels)
    fitted = fit_within(
        model, images, labels, seconds=seconds, epochs=epochs, batch_size=batch_size, seed=seed, callbacks=callbacks
    )
    accuracy = float(np.mean(np.argmax(outputs_of(model, unseen), axis=-1) == truth))
    return Trial(**vars(fitted), accuracy=accuracy)


def outputs_of(model: Any, images: NDArray, *, batch_size: int = 256) -> NDArray:
    """Return what a model gives for images, in use and not in training.

    `model.predict` does the same, and first translates the model for its backend: here, longer than the work takes.

    Args:
        model: A Keras model that was built.
        images: Shape (count, ...), as the model takes them.
        batch_size: Images at a time.
    """
    ops = import_keras().ops
    batches = [images[start : start + batch_size] for start in range(0, len(images), batch_size)]
    return np.concatenate([ops.convert_to_numpy(model(batch, training=False)) for batch in batches])


def examine(model: Any, images: NDArray, labels: NDArray) -> None:
    """Raise the error that names what is wrong with a classifier and its data, before any time goes into training.

    Args:
        model: A Keras model.
        images: Shape (count, height, width, channels).
        labels: Whole numbers of shape (count,).

    Raises:
        TypeError, ValueError, TrainingFault: As `trial`.
    """
    examine_compiled(model)
    examine_images(model, images)
    out = tuple(getattr(model, "output_shape", (None,)))
    if len(out) != 2:
        advice = "is a Flatten or a Dense missing?"
        raise TrainingFault(f"expected one row of scores for each image, the model gives shape {out}: {advice}")
    examine_labels(labels, (len(images),), out[1])


def examine_compiled(model: Any) -> None:
    """Raise the error that says that this is no Keras model, or one that was not built or not compiled."""
    checked_model(model)
    if getattr(model, "optimizer", None) is None:
        raise TrainingFault("the model was not compiled: call model.compile(optimizer=..., loss=...) first")


def examine_images(model: Any, images: NDArray) -> None:
    """Raise the error that names what is wrong with images for a model: their shape, or the size of their numbers."""
    expected = tuple(getattr(model, "input_shape", None) or (None,) * images.ndim)
    if images.ndim != 4:
        advice = ": one image needs a batch axis, images[None]" if images.ndim == 3 else ""
        raise TrainingFault(f"expected images of shape (count, height, width, channels), came {images.shape}{advice}")
    if len(expected) != 4 or any(want not in (None, came) for want, came in zip(expected, images.shape, strict=True)):
        raise TrainingFault(f"the model takes inputs of shape {expected}, the images have shape {images.shape}")
    bad = int(np.sum(~np.isfinite(images)))
    if bad:
        raise TrainingFault(f"expected finite numbers, {bad} of the images' numbers are NaN or infinite")
    if np.abs(images).max() > LARGEST_INPUT and not _rescales(model):
        span = f"from {images.min():g} to {images.max():g}"
        raise TrainingFault(f"the images run {span}: networks learn badly from such large inputs, divide by 255")


def examine_labels(labels: NDArray, shape: tuple[int, ...], scores: int) -> None:
    """Raise the error that names what is wrong with labels: their shape, their type, or a label that has no score.

    Args:
        labels: What came.
        shape: What they should have: (count,), or (count, height, width) where each pixel has a label.
        scores: How many the model gives for each label.
    """
    if labels.shape != shape or not np.issubdtype(labels.dtype, np.integer):
        came = f"{labels.dtype} of shape {labels.shape}"
        raise TrainingFault(f"expected labels of shape {shape}, whole numbers, came {came}")
    if labels.min() < 0 or labels.max() >= scores:
        fits = f"{scores} scores, for labels 0 to {scores - 1}"
        raise TrainingFault(f"labels run from {labels.min()} to {labels.max()}, but the model has {fits}")


def _rescales(model: Any) -> bool:
    scaling = ("Rescaling", "Normalization", "BatchNormalization")
    return any(type(layer).__name__ in scaling for layer in model.layers[:3])
