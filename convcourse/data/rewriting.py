"""Digits as another hand might have written them: a little turned, slanted, larger or smaller, and elsewhere."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

TURN, SLANT, ZOOM, SHIFT = 15.0, 0.15, 0.15, 1 / 14


def rewritten(images: ArrayLike, seed: int = 0) -> NDArray[np.float32]:
    """Change each picture a little, by chance, so that it stays the digit that it was.

    Each is turned by at most 15 degrees, slanted by at most 15 % of its height, made up to 15 % higher or lower and
    wider or narrower, and moved by at most a fourteenth of the picture (2 pixels of 28) down or up and to a side.

    Args:
        images: Shape (count, height, width, channels).
        seed: Decides the changes.

    Returns:
        Same shape: each pixel looks up where it came from and mixes the four pixels around that place. What comes in
        from outside is 0.

    Raises:
        ValueError: Another number of axes.

    Source: Simard, Steinkraus and Platt (2003), Best Practices for Convolutional Neural Networks; chapters 07 and 08.

    >>> rewritten(np.ones((2, 28, 28, 1))).shape
    (2, 28, 28, 1)
    """
    pictures = np.asarray(images, np.float32)
    if pictures.ndim != 4:
        raise ValueError(f"expected images of shape (count, height, width, channels), came {pictures.shape}")
    rows, columns = _origins(pictures.shape[:3], np.random.default_rng(seed))
    # A border of zeros, and places kept inside it, stand for all that lies outside.
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1), (0, 0)))
    rows, columns = (
        np.clip(places + 1, 0, size - 1.001) for places, size in ((rows, padded.shape[1]), (columns, padded.shape[2]))
    )
    top, left = rows.astype(int), columns.astype(int)
    below, beside = (rows - top)[..., np.newaxis], (columns - left)[..., np.newaxis]
    picture = np.arange(len(pictures))[:, np.newaxis, np.newaxis]
    upper = padded[picture, top, left] * (1 - beside) + padded[picture, top, left + 1] * beside
    lower = padded[picture, top + 1, left] * (1 - beside) + padded[picture, top + 1, left + 1] * beside
    return upper * (1 - below) + lower * below


def _origins(shape: tuple[int, ...], random: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Say from which row and column of its picture each pixel comes, both of shape (count, height, width)."""
    count, height, width = shape
    turn, slant, high, wide, down, right = random.uniform(-1, 1, size=(6, count, 1, 1)).astype(np.float32)
    angle = np.radians(TURN) * turn
    row = (np.arange(height, dtype=np.float32) - (height - 1) / 2)[:, np.newaxis]
    column = np.arange(width, dtype=np.float32) - (width - 1) / 2
    rows = (np.cos(angle) * row - np.sin(angle) * column) / (1 + ZOOM * high)
    columns = (np.sin(angle) * row + np.cos(angle) * column) / (1 + ZOOM * wide) + SLANT * slant * row
    return (
        rows - SHIFT * height * down + (height - 1) / 2,
        columns - SHIFT * width * right + (width - 1) / 2,
    )
