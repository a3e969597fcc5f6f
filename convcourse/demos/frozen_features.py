"""See what the layers of a frozen network know about digits that it was never trained on."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from convcourse import data, figures, models, reference
from convcourse.demos.stage import Choice, Demo
from convcourse.models.quiet import import_keras

LAYERS = {f"layer {number}": f"relu{number}" for number in range(1, 6)}
NETWORKS = {"trained on letters": True, "fresh, random weights": False}
PIXELS, SHOWN, COARSE = "pixels", 100, 4


class Seen(NamedTuple):
    """What a layer knows.

    Attributes:
        places: of the pictures that are shown, in the two best directions, shape (SHOWN, 2).
        right: the part of all held-out pictures that lie nearest to the mean of their own digit, in all directions.
        numbers: how many features a picture has.
    """

    places: np.ndarray
    right: float
    numbers: int


def frozen_features() -> Demo:
    """Choose a layer and whether its network was trained; directions come from 200 digits, held-out ones are shown."""
    labels = _lessons()[1].labels

    def compute(layer: str, network: str) -> Mapping[str, object]:
        seen = seen_by(layer, NETWORKS[network])
        source = "pixels, 4 by 4 averaged" if layer == PIXELS else f"{layer} of the network, {network}"
        return {**seen._asdict(), "labels": labels[:SHOWN], "setting": f"Held-out digits as seen by {source}"}

    return Demo(
        figures.frozen_features(SHOWN).fed_by(compute),
        layer=Choice("seen by", [PIXELS, *LAYERS], "layer 5"),
        network=Choice("network", list(NETWORKS)),
    )


@functools.cache
def seen_by(layer: str, trained: bool) -> Seen:
    """Look for directions in what a layer says of 200 training digits, and look at held-out ones from there.

    Args:
        layer: "pixels", or one of `LAYERS`.
        trained: whether the network was trained on letters, or has its first weights.
    """
    train, test = _lessons()
    if layer == PIXELS:
        features = [_coarse(part.images) for part in (train, test)]
    else:
        features = [part[layer] for part in _features(trained)]
    found = reference.class_directions(features[0], train.labels)
    right = float(np.mean(found.read(features[1]) == test.labels))
    return Seen(found.seen(features[1])[:SHOWN, :2], right, features[0].shape[1])


@functools.cache
def _lessons() -> tuple[data.WrittenScenes, data.WrittenScenes]:
    return data.digit_scenes("train", per_class=20, seed=0), data.digit_scenes("test", seed=100)


@functools.cache
def _features(trained: bool) -> list[dict[str, np.ndarray]]:
    if trained:
        network = models.trained_network("letters")
    else:
        import_keras().utils.set_random_seed(0)
        network = models.letters_network()
    read = [models.averaged_features(network, part.images, list(LAYERS.values())) for part in _lessons()]
    return [dict(zip(LAYERS, each, strict=True)) for each in read]


def _coarse(images: np.ndarray) -> np.ndarray:
    """Average pixels in squares, so that a picture has as many numbers as can be told from 200 examples."""
    count, high, wide, channels = images.shape
    squares = images.reshape(count, high // COARSE, COARSE, wide // COARSE, COARSE, channels)
    return squares.mean(axis=(2, 4)).reshape(count, -1)
