"""Let a network forget, layer after layer from the top, and watch whose maps of a scene stay as they were."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np

from convcourse import explain, figures
from convcourse.demos.explained_scene import COUNT, explained_scenes, hottest, lit
from convcourse.demos.methods_side_by_side import METHODS
from convcourse.demos.stage import Choice, Demo, Steps

SHOWN = ("saliency", "guided backprop.", "deconvnet", "Grad-CAM", "integrated gradients")
NOTHING = "nothing"


def forgetting_layers(network: Any, seed: int = 21) -> Demo:
    """Choose the scene and down to which layer the weights are random.

    Args:
        network: a model with ReLUs that scores the shape in scenes of 48 by 64.
        seed: of the scenes, and of the random weights.
    """
    scenes = explained_scenes(seed)
    layers = [layer.name for layer in reversed(network.layers) if layer.weights]

    @functools.cache
    def maps_of(scene: int, method: str) -> tuple[list[np.ndarray], list[float]]:
        kept: list[np.ndarray] = []

        def noted(*given: Any) -> np.ndarray:
            kept.append(METHODS[method](*given))
            return kept[-1]

        each = scenes[scene]
        found = explain.sanity_check(noted, network, each.image[None], each.label, layers=layers, seed=seed)
        return [maps[0] for maps in kept], [1.0, *found.similarity[:, 0]]

    def compute(scene: int, forgotten: str) -> Mapping[str, object]:
        each, place = scenes[int(scene) - 1], [NOTHING, *layers].index(forgotten)
        found = [maps_of(int(scene) - 1, method) for method in SHOWN]
        heats = [maps[place] for maps, _ in found]
        what = "nothing is forgotten" if place == 0 else f"all from the scores down to {forgotten} is random"
        what = "the scores are random" if forgotten == layers[0] else what
        return {
            "images": [each.image, *(lit(each.image, heat) for heat in heats)],
            "titles": ["the scene", *SHOWN],
            "lines": [[f"a {each.name}"], *([f"rank correlation {alike[place]:.2f}"] for _, alike in found)],
            "mask": each.mask,
            "hottest": [None, *(hottest(heat) if (heat > 0).any() else None for heat in heats)],
            "told": f"The score of the {each.name}; {what}.",
        }

    picture = figures.heat_map_panels(scenes[0].mask.shape, 1 + len(SHOWN), 3)
    return Demo(
        picture.fed_by(compute),
        scene=Steps("scene", 1, COUNT, 1),
        forgotten=Choice("random from the top down to", [NOTHING, *layers]),
    )
