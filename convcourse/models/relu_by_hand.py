"""Gradients that go back through a chain of layers with a rule of one's own at each ReLU."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.models.gradients import as_array, as_tensor, input_gradient
from convcourse.models.layer_calls import replaced
from convcourse.models.quiet import import_keras

Floats = NDArray[np.floating[Any]]
Rule = Callable[[Floats, Floats], ArrayLike]


def gradient_by_rule(model: Any, images: ArrayLike, class_index: int, rule: Rule) -> Floats:
    """Return the gradient of a score with respect to images, with a rule in NumPy at each ReLU.

    The layers are gone through one by one: forward to note down what each ReLU was given, and back again.

    Args:
        model: A Sequential model without softmax, whose ReLUs are `activation="relu"`.
        images: Shape (batch, height, width, channels).
        class_index: Of the score.
        rule: Function of what a ReLU was given and of what comes back to it, two arrays of one shape; it returns what
            goes on, in the same shape.

    Returns:
        Same shape as the images.

    Raises:
        ValueError: The model is no chain of layers, or the rule returns another shape.

    Source: chapter 16.
    """
    if not hasattr(model, "layers") or type(model).__name__ != "Sequential":
        raise ValueError(f"expected a Sequential model, a chain of layers; came a {type(model).__name__}")
    now = np.asarray(as_array(as_tensor(model, images)))
    steps: list[tuple[Any, Floats, Floats | None]] = []
    for layer in model.layers:
        bent = getattr(getattr(layer, "activation", None), "__name__", "") == "relu"
        straight = _linear(layer, now) if bent else None
        steps.append((layer, now, straight))
        now = np.asarray(as_array(layer(now))) if straight is None else np.maximum(straight, 0)
    coming: Floats = np.zeros_like(now)
    coming[:, class_index] = 1
    for layer, given, straight in reversed(steps):
        if straight is not None:
            coming = _ruled(rule, straight, coming)
        coming = _back(layer, given, coming, straight is not None)
    return coming


def _linear(layer: Any, given: Floats) -> Floats:
    with replaced(layer, "activation", lambda values: values):
        return np.asarray(as_array(layer(given)))


def _ruled(rule: Rule, straight: Floats, coming: Floats) -> Floats:
    gone: Floats = np.asarray(rule(straight.copy(), coming.copy()), dtype=straight.dtype)
    if gone.shape != straight.shape:
        raise ValueError(f"expected the rule to return the shape {straight.shape}; came {gone.shape}")
    return gone


def _back(layer: Any, given: Floats, coming: Floats, bent: bool) -> Floats:
    """Return the gradient of sum(layer(given) * coming) with respect to what was given."""
    ops = import_keras().ops
    weights = ops.convert_to_tensor(coming)
    if not bent:
        return input_gradient(layer, given, lambda said: ops.sum(said * weights))
    with replaced(layer, "activation", lambda values: values):
        return input_gradient(layer, given, lambda said: ops.sum(said * weights))
