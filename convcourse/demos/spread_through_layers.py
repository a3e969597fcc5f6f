"""Choose how the first weights are drawn, and see what becomes of numbers on their way through twenty layers."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps, Switch

DEPTH, BATCH, UNITS = 20, 200, 100
KINDS = {"zeros": "zeros", "0.01": "small", "Xavier": "xavier", "He": "he"}


def spread_through_layers() -> Demo:
    """Choose the initialiser, the activation, the layer to look at, and whether batch normalisation is on."""
    inputs = np.random.default_rng(0).normal(size=(BATCH, UNITS))

    @functools.cache
    def sent(name: str, activation: str, normalised: bool, depth: int) -> reference.Stack:
        return reference.send_through(
            inputs, KINDS[name], activation, depth=depth, batch_normalised=normalised, random=np.random.default_rng(8)
        )

    def compute(chosen: str, activation: str, layer: int, normalised: bool) -> Mapping[str, object]:
        setting = f"{DEPTH} layers of {UNITS} units, " + ("no activation" if activation == "none" else activation)
        return {
            "chosen": chosen,
            "sizes": {name: sent(name, activation, normalised, DEPTH).sizes for name in KINDS},
            "layer": layer,
            # The same random numbers from the start, so the first layers of a shallow stack are those of a deep one.
            "outputs": sent(chosen, activation, normalised, int(layer)).outputs,
            "setting": f"{setting}, {'with' if normalised else 'without'} batch normalisation",
        }

    return Demo(
        figures.spread_through_layers(list(KINDS), DEPTH).fed_by(compute),
        chosen=Choice("first weights", list(KINDS), "Xavier"),
        activation=Choice("activation", ["ReLU", "tanh", "none"]),
        layer=Steps("layer at the right", 1, DEPTH, 10),
        normalised=Switch("batch normalisation"),
    )
