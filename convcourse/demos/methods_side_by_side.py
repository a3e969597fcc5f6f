"""Seven methods explain one scene; each is scored against the true mask, and by taking the scene apart."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from convcourse import data, explain, figures
from convcourse.demos.explained_scene import COUNT, ExplainedScene, explained_scenes, hottest, inside_in_words, lit
from convcourse.demos.stage import Choice, Demo, Steps

Method = Callable[[Any, Any, Any], np.ndarray]
METHODS: dict[str, Method] = {
    "saliency": explain.saliency,
    "SmoothGrad": lambda *given: explain.smooth_gradient(*given, samples=16, noise=0.1),
    "guided backprop.": explain.guided_backpropagation,
    "deconvnet": explain.deconvnet,
    "Grad-CAM": explain.grad_cam,
    "Guided Grad-CAM": lambda *given: explain.grad_cam(*given, variant="guided"),
    "integrated gradients": lambda *given: explain.integrated_gradients(*given, steps=16),
}
TRUE, STEPS = "what it shows", 16
RULES = "Hit: at most 2 pixels off. Deleted: smaller is better."


def methods_side_by_side(network: Any, seed: int = 21) -> Demo:
    """Choose the scene and the class that is explained.

    Args:
        network: a model with ReLUs that scores the shape in scenes of 48 by 64.
        seed: of the scenes.
    """
    scenes = explained_scenes(seed)

    @functools.cache
    def maps_of(scene: int, label: int) -> list[tuple[np.ndarray, list[str]]]:
        with warnings.catch_warnings():  # a map with nothing above 0 is told as one
            warnings.simplefilter("ignore", (explain.EmptyMap, explain.IncompleteSum))
            maps = [method(network, scenes[scene].image[None], label)[0] for method in METHODS.values()]
        return [(heat, _scored(network, scenes[scene], label, heat)) for heat in maps]

    def compute(scene: int, wanted: str) -> Mapping[str, object]:
        each = scenes[int(scene) - 1]
        label = each.label if wanted == TRUE else data.SCENE_CLASSES.index(wanted) - 1
        found = maps_of(int(scene) - 1, label)
        about = [f"a {each.name}", f"{each.mask.mean():.0%} of the pixels"]
        return {
            "images": [each.image, *(lit(each.image, heat) for heat, _ in found)],
            "titles": ["the scene", *METHODS],
            "lines": [about, *(lines for _, lines in found)],
            "mask": each.mask,
            "hottest": [None, *(hottest(heat) for heat, _ in found)],
            "told": f"Explained: the score of the {data.SCENE_CLASSES[label + 1]}. {RULES}",
        }

    picture = figures.heat_map_panels(scenes[0].mask.shape, 1 + len(METHODS), 4, lines_each=2)
    return Demo(
        picture.fed_by(compute),
        scene=Steps("scene", 1, COUNT, 1),
        wanted=Choice("class explained", [TRUE, *data.SCENE_CLASSES[1:]]),
    )


def _scored(network: Any, scene: ExplainedScene, label: int, heat: np.ndarray) -> list[str]:
    hit = "hit" if explain.pointing_game(heat[None], scene.mask[None], tolerance=2)[0] > 0 else "miss"
    area = explain.deletion(network, scene.image[None], heat[None], label, steps=STEPS).area[0]
    return [f"{hit}; {inside_in_words(heat, scene.mask)}", f"deleted: area {area:.2f}"]
