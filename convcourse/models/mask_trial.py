"""Train a model that labels every pixel under a budget, and measure its masks on scenes it has not seen."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse import reference
from convcourse.models.budget import Fitted, TrainingFault, fit_within
from convcourse.models.trial import examine_compiled, examine_images, examine_labels, outputs_of


@dataclass(frozen=True)
class MaskTrial(Fitted):
    """How far a training came, and how good the masks are.

    Args:
        iou: Mean intersection over union on the held-out scenes, background left out, from 0 to 1.
    """

    iou: float


def mask_trial(
    model: Any,
    train: tuple[ArrayLike, ArrayLike],
    test: tuple[ArrayLike, ArrayLike],
    *,
    seconds: float,
    epochs: int,
    batch_size: int = 16,
    seed: int = 0,
    callbacks: tuple[Any, ...] = (),
) -> MaskTrial:
    """Train a compiled model for some epochs, but no longer than its budget, and score its masks on held-out scenes.

    Args:
        model: A Keras model that was built and compiled, from images to scores of shape (batch, height, width,
            classes); it is trained in place, from the weights it has.
        train: Images of shape (count, height, width, channels), and labels, whole numbers of shape (count, height,
            width).
        test: The same, never trained on.
        seconds: Budget. Training ends with the batch in which it is used up; the measurement comes on top.
        epochs, batch_size: As for `fit`.
        seed: Of Keras's random numbers, so that a second trial gives the same.
        callbacks: Further Keras callbacks.

    Raises:
        TypeError: It is no Keras model.
        ValueError: The model was not built.
        TrainingFault: It was not compiled, or does not fit the images or the labels, or its loss became NaN.

    Source: chapter 10.
    """
    images, labels = np.asarray(train[0], dtype="float32"), np.asarray(train[1])
    unseen, truth = np.asarray(test[0], dtype="float32"), np.asarray(test[1])
    examine_masks(model, images, labels)
    fitted = fit_within(
        model, images, labels, seconds=seconds, epochs=epochs, batch_size=batch_size, seed=seed, callbacks=callbacks
    )
    scores = outputs_of(model, unseen, batch_size=64)
    iou = reference.mean_iou(truth, np.argmax(scores, axis=-1), scores.shape[-1])
    return MaskTrial(**vars(fitted), iou=iou)


def examine_masks(model: Any, images: NDArray, labels: NDArray) -> None:
    """Raise the error that names what is wrong with a model of masks and its data, before any time goes into training.

    Args:
        model: A Keras model.
        images: Shape (count, height, width, channels).
        labels: Whole numbers of shape (count, height, width).

    Raises:
        TypeError, ValueError, TrainingFault: As `mask_trial`.
    """
    examine_compiled(model)
    examine_images(model, images)
    out, size = tuple(model.output_shape), images.shape[1:3]
    if len(out) != 4 or any(want not in (None, came) for want, came in zip(out[1:3], size, strict=True)):
        raise TrainingFault(
            f"expected scores for each pixel, of shape (batch, {size[0]}, {size[1]}, classes), the model gives {out}"
        )
    examine_labels(labels, images.shape[:3], out[3])
