"""Switch the shortcuts of a deep stack on and off, and train it on real digits while you wait."""

from __future__ import annotations

import functools
import math
import warnings
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Switch

EPOCHS, BATCH, RATE, WIDTH, CLASSES = 8, 64, 0.05, 24, 10
DEPTHS = {"8": 8, "20": 20, "50": 50}
STARTS = {"Xavier": ("xavier", False), "He": ("he", False), "He and batch norm": ("he", True)}


class Run(NamedTuple):
    """What came of a training.

    Attributes:
        losses: after each epoch, shape (EPOCHS,); NaN from where it exploded.
        gradients: the length in each layer before training, shape (depth,).
    """

    losses: np.ndarray
    gradients: np.ndarray


def run(depth: int, shortcuts: bool, start: str, seed: int = 0) -> Run:
    """Train one stack on 1,438 handwritten digits; this takes about a second for 50 layers.

    Args:
        depth: 8, 20 or 50 layers with weights.
        shortcuts: whether each block of two layers has one.
        start: first weights, and whether there is batch normalisation: one of `STARTS`.
        seed: of the weights and of the order of the digits.
    """
    digits = data.digits("train", seed=0)
    images = digits.images.astype(float)
    kind, normalised = STARTS[start]
    network = reference.residual_stack(
        images[0].size, CLASSES, depth=depth, width=WIDTH, shortcuts=shortcuts, normalised=normalised, kind=kind,
        seed=seed,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a training that explodes is what some settings are for
        network.backpropagate(images[:100], digits.labels[:100])
        gradients = reference.stack_gradients(network)
        losses = list(
            reference.train(network, images, digits.labels, epochs=EPOCHS, rate=RATE, batch=BATCH, seed=seed)
        )
    return Run(np.array(losses), np.array(gradients))


def switched_shortcuts() -> Demo:
    """Choose the depth and the start, and switch the shortcuts; a stack is trained when it is first looked at."""
    trained = functools.cache(run)

    def compute(shortcuts: bool, depth: str, start: str) -> Mapping[str, object]:
        runs = {way: trained(DEPTHS[depth], way, start) for way in (False, True)}
        return {
            "shortcuts": shortcuts,
            "losses": {way: each.losses for way, each in runs.items()},
            "gradients": {way: each.gradients for way, each in runs.items()},
            "setting": f"{depth} dense layers of {WIDTH} units, on real digits; first weights: {start}",
        }

    return Demo(
        figures.switched_shortcuts(EPOCHS, math.log(CLASSES)).fed_by(compute),
        shortcuts=Switch("shortcuts"),
        depth=Choice("layers", list(DEPTHS), "20"),
        start=Choice("first weights", list(STARTS), "He and batch norm"),
    )
