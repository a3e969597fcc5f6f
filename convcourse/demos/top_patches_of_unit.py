"""Choose a layer and a channel, and see which parts of many scenes excite it most."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np

from convcourse import data, explain, figures
from convcourse.demos.stage import Choice, Demo, Steps

COUNT = 10


def top_patches_of_unit(network: Any, scenes: data.Scenes, layer: str = "conv5", channel: int = 0) -> Demo:
    """Choose the layer and the channel; a layer looks at the scenes once.

    Args:
        network: a Sequential or functional model.
        scenes: with one object each.
        layer, channel: shown first.
    """
    layers = [each.name for each in network.layers if each.name.startswith("conv")]
    names = [data.SCENE_CLASSES[int(labels[0])] for labels in scenes.labels]

    @functools.cache
    def found(layer: str, channel: int) -> list[explain.TopPatch]:
        return explain.top_patches(network, scenes.images, layer, channel, count=COUNT)

    def compute(layer: str, channel: int) -> Mapping[str, object]:
        number = int(channel) % network.get_layer(layer).filters
        best = found(layer, number)
        return {
            "patches": [_padded(each) for each in best],
            "activations": [each.activation for each in best],
            "names": [names[each.image] for each in best],
            "layer": layer,
            "channel": number,
        }

    most = max(network.get_layer(each).filters for each in layers)
    return Demo(
        figures.top_patches_of_unit(COUNT).fed_by(compute),
        layer=Choice("layer", layers, layer),
        channel=Steps("channel", 0, most - 1, channel),
    )


def _padded(patch: explain.TopPatch) -> np.ndarray:
    """Return the pixels of the whole field; NaN where it lies outside the picture."""
    above, below, left, right = patch.padding
    return np.pad(patch.pixels, ((above, below), (left, right), (0, 0)), constant_values=np.nan)
