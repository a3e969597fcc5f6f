"""Spend a budget of grey levels along the signs of a gradient, or at random, and see what a network then answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from convcourse import data, explain, figures, models
from convcourse.demos.controls import Choice, Steps
from convcourse.demos.explained_scene import COUNT, explained_scenes
from convcourse.demos.stage import Demo


def adversarial_budget(network: Any, seed: int = 21) -> Demo:
    """Choose the scene, by how many grey levels each number may change, and in how many steps.

    Args:
        network: a model that scores the shape in scenes of 48 by 64.
        seed: of the scenes.
    """
    scenes = explained_scenes(seed)

    def answer_in_words(image: np.ndarray) -> str:
        scores = models.outputs_of(network, image[None].astype("float32"))[0].astype(float)
        parts = np.exp(scores - scores.max())
        return f"{data.SCENE_CLASSES[1 + int(scores.argmax())]}, {parts.max() / parts.sum():.0%} sure"

    def compute(scene: int, levels: int, steps: str) -> Mapping[str, object]:
        each, budget = scenes[int(scene) - 1], int(levels) / 255
        attacked = explain.adversarial(network, each.image[None], each.label, budget=budget, steps=int(steps))[0]
        signs = np.random.default_rng(0).choice([-1, 1], size=each.image.shape)
        noisy = np.clip(each.image + budget * signs, 0, 1)
        change = 0.5 + (attacked - each.image) / (2 * max(budget, 1 / 255))
        answers = [answer_in_words(image) for image in (each.image, attacked, noisy)]
        return {
            "images": [each.image, change, attacked, noisy],
            "titles": ["the scene", "the change, enlarged", "changed", "as much, at random"],
            "lines": [[answers[0]], ["grey: no change"], [answers[1]], [answers[2]]],
            "mask": np.zeros(each.mask.shape, bool),
            "hottest": [None] * 4,
            "told": f"A {each.name}; each number may change by {int(levels)} of 255 grey levels.",
        }

    picture = figures.heat_map_panels(scenes[0].mask.shape, 4, 4)
    return Demo(
        picture.fed_by(compute),
        scene=Steps("scene", 1, COUNT, 1),
        levels=Steps("grey levels", 0, 32, 8),
        steps=Choice("steps", ["1", "8"]),
    )
