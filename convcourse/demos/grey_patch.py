"""Move a patch over a scene and see what the network then says, beside the map of all its places."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np

from convcourse import data, explain, figures
from convcourse.demos.stage import Choice, Demo, Steps
from convcourse.models.class_score import class_scores

SCENES = 6
STRIDE = (3, 4)
GREY, BLACK, WHITE = "mean colour of the picture", "black", "white"


def grey_patch(network: Any, seed: int = 15) -> Demo:
    """Choose the scene, the patch's size and colour, and where it lies.

    Args:
        network: a model that scores the shape in scenes of 48 by 64.
        seed: of the scenes.
    """
    scenes = data.scenes(SCENES, objects=(1, 1), seed=seed)
    images, labels = scenes.images, [int(each[0]) - 1 for each in scenes.labels]
    height, width = images.shape[1:3]
    before = class_scores(network, images)

    @functools.cache
    def map_of(scene: int, side: int, colour: str) -> np.ndarray:
        image = images[scene]
        step = min(STRIDE[0], side), min(STRIDE[1], side)
        grey = _colour(image, colour)
        return explain.occlusion(network, image[None], labels[scene], patch=(side, side), stride=step, grey=grey)[0]

    def compute(scene: int, side: str, colour: str, row: int, column: int) -> Mapping[str, object]:
        place, large = int(scene) - 1, int(side)
        top, left = min(int(row), height - large), min(int(column), width - large)
        covered = images[place].copy()
        covered[top : top + large, left : left + large] = _colour(images[place], colour)
        return {
            "image": covered,
            "drops": map_of(place, large, colour),
            "place": (top, left, large, large),
            "label": labels[place],
            "before": before[place],
            "after": class_scores(network, covered[None])[0],
        }

    return Demo(
        figures.grey_patch((height, width), data.SCENE_CLASSES[1:]).fed_by(compute),
        scene=Steps("scene", 1, SCENES, 1),
        side=Choice("side of the patch", ["4", "8", "12", "20"], "12"),
        colour=Choice("colour of the patch", [GREY, BLACK, WHITE]),
        row=Steps("first row", 0, height - 4, 16, 2),
        column=Steps("first column", 0, width - 4, 24, 2),
    )


def _colour(image: np.ndarray, name: str) -> np.ndarray:
    return {GREY: image.mean(axis=(0, 1)), BLACK: np.zeros(3), WHITE: np.ones(3)}[name]
