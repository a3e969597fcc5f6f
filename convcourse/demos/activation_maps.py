"""Go through the layers and channels of a network, and see what each makes of a photo."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convcourse import data, explain, figures
from convcourse.demos.stage import Choice, Demo, Steps
from convcourse.models.fully_convolutional import maps_network

SIZE, SMALL = (132, 200), (33, 50)
CAT, CUP, SHAPES = "cat", "cup of coffee", "five shapes"
ONE, MEAN = "one channel", "mean of all channels"


def activation_maps(network: Any) -> Demo:
    """Choose the picture, the layer and the channel.

    Args:
        network: a model with layers named conv1 to conv5, each followed, sooner or later, by an average over its maps.
            Its convolutions are run on larger pictures than it was trained on.
    """
    pictures = {CAT: _photo("chelsea"), CUP: _photo("coffee"), SHAPES: _five_shapes()}
    trunk = maps_network(network, SIZE)
    layers = [layer.name for layer in trunk.layers if layer.name.startswith("conv")]
    maps_of = functools.cache(lambda photo: explain.all_activations(trunk, pictures[photo][None] / 255))

    def compute(photo: str, layer: str, show: str, channel: int) -> Mapping[str, object]:
        maps = maps_of(photo)[layer][0]
        number = None if show == MEAN else int(channel) % maps.shape[-1]
        return {
            "image": pictures[photo],
            "chosen": maps.mean(axis=-1) if number is None else maps[..., number],
            "small": _reduced(maps),
            "layer": layer,
            "channel": number,
            "zeros": float(np.mean(maps == 0)),
        }

    return Demo(
        figures.activation_maps(SIZE).fed_by(compute),
        photo=Choice("picture", list(pictures)),
        layer=Choice("layer", layers),
        show=Choice("show", [ONE, MEAN]),
        channel=Steps("channel", 0, max(trunk.get_layer(layer).filters for layer in layers) - 1, 5),
    )


def _photo(name: str) -> NDArray[np.uint8]:
    photo = data.photo(name)
    top, left = ((have - want) // 2 for have, want in zip(photo.shape[:2], SIZE, strict=True))
    return photo[top : top + SIZE[0], left : left + SIZE[1]]


def _five_shapes() -> NDArray[np.uint8]:
    """Draw shapes as many pixels wide as those that the network was trained on."""
    scene = data.scenes(1, size=SIZE, objects=(5, 5), radii=(0.07, 0.09), seed=5)
    return np.round(255 * scene.images[0]).astype(np.uint8)


def _reduced(maps: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """Bring maps to one small size by averages; shape (channels, height, width)."""
    high, wide = maps.shape[0] // SMALL[0], maps.shape[1] // SMALL[1]
    blocks = maps[: high * SMALL[0], : wide * SMALL[1]].reshape(SMALL[0], high, SMALL[1], wide, -1)
    return blocks.mean(axis=(1, 3)).transpose(2, 0, 1)
