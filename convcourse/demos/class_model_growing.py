"""Let an image grow that a network takes for each class, with each rein on or off."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np

from convcourse import data, explain, figures, models
from convcourse.demos.controls import Choice
from convcourse.demos.stage import Demo

STEPS = ["1", "4", "16", "64"]
OFF, ON = "off", "on"


def class_model_growing(network: Any, seed: int = 21) -> Demo:
    """Choose how many steps are taken, and which reins hold the image back.

    Args:
        network: a model that scores the shape in scenes of 48 by 64.
        seed: of the real scene beside the drawings, and of the climb.
    """
    real = data.scenes(1, objects=(1, 1), seed=seed).images
    names = data.SCENE_CLASSES[1:]

    @functools.cache
    def grown(steps: int, jitter: str, l2: str, blur: str, smooth: str) -> explain.Ascent:
        reins: dict[str, Any] = {
            "jitter": 4 * (jitter == ON),
            "l2": 0.02 * (l2 == ON),
            "blur": 0.5 * (blur == ON),
            "smooth": 1.0 * (smooth == ON),
        }
        return explain.class_model(network, list(range(len(names))), steps=steps, step_size=0.03, seed=seed, **reins)

    def compute(steps: str, jitter: str, l2: str, blur: str, smooth: str) -> Mapping[str, object]:
        found = grown(int(steps), jitter, l2, blur, smooth)
        given: dict[str, Any] = {"jitter": jitter, "L2": l2, "blur": blur, "smooth": smooth}
        held = [name for name, state in given.items() if state == ON]
        scores = [float(models.outputs_of(network, real).max()), *found.scores[-1]]
        return {
            "images": [real[0], *found.images],
            "titles": ["a real scene", *names],
            "lines": [[f"it scores {scores[0]:.0f}"], *([f"score {score:.0f}"] for score in scores[1:])],
            "mask": np.zeros(real.shape[1:3], bool),
            "hottest": [None] * (1 + len(names)),
            "told": f"After {steps} steps from grey. Reins: {', '.join(held) or 'none'}.",
        }

    picture = figures.heat_map_panels(real.shape[1:3], 1 + len(names), 3)
    switches = {"jitter": "jitter", "l2": "L2", "blur": "blur", "smooth": "smooth"}
    return Demo(
        picture.fed_by(compute),
        steps=Choice("steps", STEPS, "16"),
        **{name: Choice(label, [OFF, ON]) for name, label in switches.items()},
    )
