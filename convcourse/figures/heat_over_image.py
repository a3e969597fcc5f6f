"""A heat map laid over the image that it explains: the image in grey, the map in warm light."""

from __future__ import annotations

import numpy as np

from convcourse.figures.heat_colours import heat_coloured

DIM, LIFT = 0.45, 0.08  # of the grey image below: how bright its white is, and its black


def heat_over_image(image: np.ndarray, heat: np.ndarray, largest: float | None = None) -> np.ndarray:
    """Lay a map over an image of the same height and width.

    Args:
        image: shape (height, width, 3), from 0 to 1.
        heat: shape (height, width); what is negative is left out.
        largest: the number that is brightest; the map's own largest if None.

    Returns:
        Shape (height, width, 3), from 0 to 1: where the map is 0 the image stays grey, where it is largest it is
        yellow.

    Raises:
        ValueError: The map has another size than the image.

    >>> heat_over_image(np.zeros((1, 2, 3)), np.array([[0.0, 2.0]])).shape
    (1, 2, 3)
    """
    numbers = np.maximum(np.asarray(heat, dtype=float), 0)
    if np.shape(image)[:2] != numbers.shape:
        raise ValueError(f"expected a map of the size of its image, {np.shape(image)[:2]}; came {numbers.shape}")
    most = float(numbers.max()) if largest is None else largest
    parts = np.clip(numbers / (most or 1.0), 0, 1)[..., np.newaxis]
    grey = LIFT + DIM * np.mean(image, axis=-1, keepdims=True)
    return (1 - parts) * grey + parts * heat_coloured(0.45 + 0.55 * parts[..., 0], 1.0) / 255
