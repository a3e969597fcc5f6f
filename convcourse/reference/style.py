"""What a style is to a network: which maps answer together, wherever in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]


def gram_matrix(maps: ArrayLike) -> Floats:
    """Return for each two channels the mean, over all places, of their product.

    Args:
        maps: Shape (height, width, channels).

    Returns:
        Shape (channels, channels).

    Raises:
        ValueError: Maps have another shape.

    Source: Gatys, Ecker and Bethge (2016), divided by the number of places; chapter 17.

    >>> gram_matrix([[[1, 2], [3, 0]], [[1, 4], [1, 2]]])
    array([[3., 2.],
           [2., 6.]])
    """
    array = np.asarray(maps, float)
    if array.ndim != 3:
        raise ValueError(f"expected maps of shape (height, width, channels), came {array.shape}")
    return np.einsum("hwc,hwd->cd", array, array) / (array.shape[0] * array.shape[1])


def style_loss(grams: Sequence[ArrayLike], aims: Sequence[ArrayLike]) -> float:
    """Return how far Gram matrices are from what they should be, as a mean over the layers.

    Args:
        grams: One matrix a layer, (channels, channels); channels may differ from layer to layer.
        aims: The same of the picture whose style is wanted.

    Returns:
        The mean over the layers of the sum of squared differences, each divided by the sum of squares of its aim. 0 is
        the same style.

    Raises:
        ValueError: Another number of layers, or matrices of other shapes.

    Source: Gatys, Ecker and Bethge (2016), equation 5, with each layer divided by its aim; chapter 17.

    >>> style_loss([[[1, 0], [0, 2]]], [[[1, 0], [0, 3]]])
    0.1
    """
    pairs = [(np.asarray(now, float), np.asarray(aim, float)) for now, aim in zip(grams, aims, strict=True)]
    for now, aim in pairs:
        if now.shape != aim.shape:
            raise ValueError(f"expected matrices of one shape, came {now.shape} and {aim.shape}")
    return float(np.mean([np.sum((now - aim) ** 2) / np.sum(aim**2) for now, aim in pairs]))
