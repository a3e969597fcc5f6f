"""Lay the strokes of one photo over another, and choose how much they count."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np

from convcourse import data, explain, figures
from convcourse.demos.controls import Choice
from convcourse.demos.stage import Demo
from convcourse.models.quiet import import_keras

SIZE = (48, 72)
WEIGHTS = ["0.1", "1", "10", "100"]
STYLES = ["coffee", "rocket", "astronaut"]
LAYERS = ["conv1", "conv2", "conv3"]


def style_weight(network: Any, steps: int = 40) -> Demo:
    """Choose whose strokes the cat gets, and how much they count beside its shape.

    Args:
        network: a model with the layers conv1 to conv5.
        steps: of the transfer.
    """
    keras = import_keras()
    inner = [layer for layer in network.layers if layer.name.startswith(("conv", "pool"))]
    trunk = keras.Sequential([keras.Input((None, None, 3)), *inner])

    @functools.cache
    def small(name: str) -> np.ndarray:
        return explain.resized(data.photo(name)[None] / 255.0, SIZE)[0]

    @functools.cache
    def made(style: str, weight: str) -> explain.StyledImage:
        given: dict[str, Any] = {"content_layer": "conv3", "style_layers": LAYERS}
        given |= {"style_weight": float(weight), "steps": steps}
        return explain.style_transfer(trunk, small("chelsea"), small(style), **given)

    def compute(style: str, weight: str) -> Mapping[str, object]:
        found = made(style, weight)
        fallen = 1 - found.style[-1] / found.style[0]
        lines = [
            ["the things"],
            ["the strokes"],
            [f"style loss {fallen:.0%} less", f"things off by {found.content[-1]:.2f}"],
        ]
        return {
            "images": [small("chelsea"), small(style), found.image],
            "titles": ["the cat", style, f"style weight {weight}"],
            "lines": lines,
            "mask": np.zeros(SIZE, bool),
            "hottest": [None, None, None],
            "told": f"{steps} steps; 'off' is 0 for the cat itself and 1 for a black picture's distance.",
        }

    return Demo(
        figures.heat_map_panels(SIZE, 3, 3, lines_each=2).fed_by(compute),
        style=Choice("whose strokes", STYLES),
        weight=Choice("style weight", WEIGHTS, "1"),
    )
