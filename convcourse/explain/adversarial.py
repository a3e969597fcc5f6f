"""Adversarial images: a small change of every pixel, chosen so that a network answers wrongly."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.ascent import Range, bounds
from convcourse.explain.image_batch import image_batch
from convcourse.models.class_score import class_indices, pick, score_model
from convcourse.models.gradients import input_gradient
from convcourse.models.quiet import import_keras

Floats = NDArray[np.floating[Any]]


def adversarial(
    model: Any,
    images: ArrayLike,
    labels: ArrayLike,
    *,
    budget: float,
    steps: int = 1,
    input_range: Range = (0.0, 1.0),
    score_layer: Any = None,
    batch_size: int = 32,
) -> Floats:
    """Change images so that the model loses the true class, no number by more than the budget.

    Each number takes the whole step, up or down, whichever makes the true class less likely: so the change is as large
    as the budget allows wherever that helps at all. With one step this is the fast gradient sign method.

    Args:
        model, score_layer, batch_size: As for `saliency`.
        images: Shape (batch, height, width, channels), in the scale that the model takes.
        labels: The true class of each image, or one for all.
        budget: The most that a number may change, as a part of the input range: 8 / 255 is eight grey levels.
        steps: 1, or more and smaller ones: two and a half budgets in all, and never further than one from the start.
        input_range: As for `class_model`; what is changed stays in it.

    Returns:
        Same shape as the images.

    Raises:
        ValueError: The budget is negative, steps are fewer than one; or as `saliency`.
        FloatingPointError: As `saliency`.

    Source: Goodfellow, Shlens and Szegedy (2015), "Explaining and harnessing adversarial examples"; Kurakin, Goodfellow
    and Bengio (2017) for several steps; chapter 17.
    """
    if not budget >= 0 or steps < 1:
        raise ValueError(f"expected a budget of 0 or more and 1 step or more, came {budget} and {steps}")
    start = image_batch(images)
    least, greatest = bounds(start, input_range)
    most = budget * (greatest - least)
    scored = score_model(model, start, score_layer=score_layer)
    classes = class_indices(scored, len(start), labels)
    step = most if steps == 1 else 2.5 * most / steps
    changed = start
    for _ in range(steps):
        gradient = input_gradient(scored, changed, _log_probability, along=classes, batch_size=batch_size)
        near = np.clip(changed - step * np.sign(gradient), start - most, start + most)
        changed = np.clip(near, least, greatest).astype(start.dtype)
    return changed


def _log_probability(scores: Any, classes: Any) -> Any:
    """Return the logarithm of the probability of one class for each image: shape (batch,)."""
    return pick(import_keras().ops.log_softmax(scores, axis=1), classes)
