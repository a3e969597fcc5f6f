"""Integrated gradients: what each pixel adds to the score on the way from an empty image to this one."""

import warnings
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.channel_reduction import reduce_channels
from convcourse.explain.empty_map import announce_empty
from convcourse.explain.image_batch import image_batch, mean_colours
from convcourse.models.class_score import class_indices, class_scores, score_gradient, score_model

Floats = NDArray[np.floating[Any]]
TOLERANCE = 0.05  # of the change of the score, which the sum over pixels may miss without a warning


class IncompleteSum(UserWarning):
    """The sum of integrated gradients misses the change of the score that it should add up to."""


def integrated_gradients(
    model: Any,
    images: ArrayLike,
    class_index: ArrayLike,
    *,
    baseline: ArrayLike | None = None,
    steps: int = 64,
    channels: str = "sum",
    score_layer: Any = None,
    batch_size: int = 16,
) -> Floats:
    """Return how much of the difference in score between an image and an empty one each pixel accounts for.

    The image is faded in from the baseline in small steps; at each, the gradient is taken. Its mean over the steps,
    times the way that the pixel has come, is the pixel's part. All parts together are f(image) - f(baseline).

    Args:
        model, images, class_index, score_layer, batch_size: As for `saliency`.
        baseline: Where the way begins: a number, a colour of shape (channels,), an image, or one for each image. The
            mean colour of each image if None. Pixels of the baseline's colour get 0, whatever they mean.
        steps: Gradients are taken in the middle of so many equal parts of the way.
        channels: "sum", so that the map still adds up to the difference; or "max", "mean" or "all".

    Returns:
        Shape (batch, height, width), or (batch, height, width, channels) for "all".

    Raises:
        ValueError: Steps are fewer than one, or the baseline has a shape that does not fit; or as `saliency`.
        FloatingPointError: As `saliency`.

    Warns:
        IncompleteSum: The parts miss the difference by more than 5 % of it, and by more than 1 % of their sizes: more
            steps are needed.
        EmptyMap: A map is the same everywhere.

    Source: Sundararajan, Taly and Yan (2017), "Axiomatic attribution for deep networks"; chapter 16.
    """
    if steps < 1:
        raise ValueError(f"expected steps of 1 or more, came {steps}")
    array = image_batch(images)
    start = _baseline(array, baseline)
    scored = score_model(model, array, score_layer=score_layer)
    classes = class_indices(scored, len(array), class_index)
    way = array - start
    mean = np.zeros(array.shape)
    fractions = ((np.arange(steps) + 0.5) / steps).astype(array.dtype)
    for number in range(len(array)):
        for first in range(0, steps, batch_size):
            part = fractions[first : first + batch_size, None, None, None]
            gradients = score_gradient(scored, start[number] + part * way[number], classes[number])
            mean[number] += gradients.sum(axis=0, dtype=float) / steps
    parts = way * mean
    everyone = np.arange(len(array))
    change = class_scores(scored, array)[everyone, classes] - class_scores(scored, start)[everyone, classes]
    _check_sum(parts, change, steps)
    reason = "it is the baseline itself, or no gradient was met on the way"
    return announce_empty(reduce_channels(parts, channels), "integrated gradients", reason)


def _baseline(images: Floats, baseline: ArrayLike | None) -> Floats:
    if baseline is None:
        return np.broadcast_to(mean_colours(images), images.shape)
    try:
        return np.broadcast_to(np.asarray(baseline, images.dtype), images.shape)
    except ValueError:
        raise ValueError(
            f"expected baseline to be a number, a colour, an image or a batch like images, {images.shape}; came shape "
            f"{np.shape(baseline)}"
        ) from None


def _check_sum(parts: Floats, change: Floats, steps: int) -> None:
    """Warn if parts of shape (batch, height, width, channels) do not add up to the change of the score."""
    sums, sizes = parts.sum(axis=(1, 2, 3)), np.abs(parts).sum(axis=(1, 2, 3))
    # Where large parts cancel, a small change cannot be met to a few per cent of itself.
    allowed = np.maximum(TOLERANCE * np.abs(change), 0.01 * sizes) + 1e-4
    over = np.abs(sums - change) - allowed
    worst = int(np.argmax(over))
    if over[worst] > 0:
        message = (
            f"integrated gradients of image {worst} add up to {sums[worst]:.4g}, where the score changes by "
            f"{change[worst]:.4g}: take more than {steps} steps"
        )
        warnings.warn(IncompleteSum(message), stacklevel=3)
