"""Add noise to a scene, take the gradient of many such copies, and look at their mean: SmoothGrad."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np

from convcourse import explain, figures
from convcourse.demos.explained_scene import COUNT, explained_scenes, hottest, inside_in_words, lit
from convcourse.demos.stage import Demo, Steps


def smooth_gradient_noise(network: Any, seed: int = 21) -> Demo:
    """Choose the scene, how strong the noise is, and how many copies are averaged.

    Args:
        network: a model that scores the shape in scenes of 48 by 64.
        seed: of the scenes.
    """
    scenes = explained_scenes(seed)

    @functools.cache
    def map_of(scene: int, noise: float, samples: int) -> np.ndarray:
        each = scenes[scene]
        given: dict[str, Any] = {"samples": samples, "noise": noise}
        return explain.smooth_gradient(network, each.image[None], each.label, **given)[0]

    def compute(scene: int, noise: int, samples: int) -> Mapping[str, object]:
        each, part = scenes[int(scene) - 1], int(noise) / 100
        draw = np.random.default_rng(0).standard_normal(each.image.shape)
        copy = np.clip(each.image + part * np.ptp(each.image) * draw, 0, 1)
        maps = [map_of(int(scene) - 1, 0.0, 1), map_of(int(scene) - 1, part, int(samples))]
        titles = [f"a copy with {int(noise)} % of noise", "plain gradient", f"mean of {int(samples)} gradients"]
        return {
            "images": [copy, *(lit(each.image, heat) for heat in maps)],
            "titles": titles,
            "lines": [[], *([inside_in_words(heat, each.mask)] for heat in maps)],
            "mask": each.mask,
            "hottest": [None, *map(hottest, maps)],
            "told": f"The score of the {each.name}; ring: the hottest pixel; white: the true edge.",
        }

    picture = figures.heat_map_panels(scenes[0].mask.shape, 3, 3)
    return Demo(
        picture.fed_by(compute),
        scene=Steps("scene", 1, COUNT, 1),
        noise=Steps("noise, % of the range", 0, 30, 4),
        samples=Steps("noisy copies", 1, 48, 16),
    )
