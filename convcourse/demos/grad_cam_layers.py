"""Choose the layer whose maps Grad-CAM adds up, the class, and what is done with the sum."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from convcourse import data, explain, figures
from convcourse.demos.explained_scene import COUNT, explained_scenes, hottest, inside_in_words, lit
from convcourse.demos.stage import Choice, Demo, Steps

LAYERS = ("conv1", "conv2", "conv3", "conv4", "conv5")
TRUE = "what it shows"


def grad_cam_layers(network: Any, seed: int = 21) -> Demo:
    """Choose the scene, the layer, the class that is explained, and the variant.

    Args:
        network: a model with the layers conv1 to conv5 that scores the shape in scenes of 48 by 64.
        seed: of the scenes.
    """
    scenes = explained_scenes(seed)

    def compute(scene: int, layer: str, wanted: str, variant: str) -> Mapping[str, object]:
        each = scenes[int(scene) - 1]
        label = each.label if wanted == TRUE else data.SCENE_CLASSES.index(wanted) - 1
        given: dict[str, Any] = {"layer": layer, "variant": variant}
        with warnings.catch_warnings():  # that nothing is left of a map is said below it
            warnings.simplefilter("ignore", explain.EmptyMap)
            fine = explain.grad_cam(network, each.image[None], label, **given)[0]
            coarse = explain.grad_cam(network, each.image[None], label, layer=layer, variant="vanilla", resize=False)[0]
        high, wide = coarse.shape
        blocks = coarse.repeat(each.mask.shape[0] // high, axis=0).repeat(each.mask.shape[1] // wide, axis=1)
        name = data.SCENE_CLASSES[label + 1]
        return {
            "images": [each.image, figures.signed_colours(blocks), lit(each.image, fine)],
            "titles": ["the scene", f"{layer}, {high} by {wide} places", f"{variant}, enlarged"],
            "lines": [[f"a {each.name}"], ["red speaks for it, blue against it"], [inside_in_words(fine, each.mask)]],
            "mask": each.mask,
            "hottest": [None, None, hottest(fine) if (fine > 0).any() else None],
            "told": f"Explained: the score of the {name}. Ring: the hottest pixel; white: the true edge.",
        }

    picture = figures.heat_map_panels(scenes[0].mask.shape, 3, 3)
    return Demo(
        picture.fed_by(compute),
        scene=Steps("scene", 1, COUNT, 1),
        layer=Choice("layer", LAYERS, "conv5"),
        wanted=Choice("class explained", [TRUE, *data.SCENE_CLASSES[1:]]),
        variant=Choice("variant", ["relu", "vanilla", "guided"]),
    )
