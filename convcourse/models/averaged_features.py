"""What the layers of a network say about images, averaged over all places: one number a map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from convcourse.models.quiet import import_keras

if TYPE_CHECKING:
    import keras


def averaged_features(
    network: keras.Model, images: NDArray, layers: Sequence[str], *, batch_size: int = 128
) -> list[NDArray]:
    """Average the maps of some layers, all in one run of the network in use.

    Args:
        network: A functional model with one input.
        images: Shape (count, height, width, channels), as the network takes them.
        layers: Names of layers that give maps.
        batch_size: Images at a time.

    Returns:
        For each layer an array of shape (count, maps).

    Raises:
        ValueError: The network has no layer of this name.

    Source: chapter 14.
    """
    keras = import_keras()
    means = [keras.ops.mean(network.get_layer(name).output, axis=(1, 2)) for name in layers]
    reader = keras.Model(network.input, means)
    batches = [
        [keras.ops.convert_to_numpy(each) for each in keras.tree.flatten(reader(images[start : start + batch_size]))]
        for start in range(0, len(images), batch_size)
    ]
    return [np.concatenate(parts) for parts in zip(*batches, strict=True)]
