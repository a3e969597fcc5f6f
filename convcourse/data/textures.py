"""Patterns drawn by chance: broad fields, and fine stripes, checks, spots and grains."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

KINDS = ("stripes", "checks", "spots", "grains")


def smooth_field(
    random: np.random.Generator, size: tuple[int, int], cells: tuple[int, int], channels: int = 1
) -> NDArray[np.float32]:
    """Draw numbers from 0 to 1 that change slowly from pixel to pixel.

    A few numbers are drawn by chance on a coarse grid, and the pixels between them take their weighted averages.

    Args:
        random: Where the chance comes from.
        size: Height and width in pixels.
        cells: Rows and columns of the coarse grid, at least 2 each.
        channels: Number of independent fields.

    Returns:
        Array of shape (height, width, channels).
    """
    coarse = random.random((channels, *cells), dtype=np.float32)
    down, across = _between(size[0], cells[0]), _between(size[1], cells[1])
    return np.ascontiguousarray((down @ coarse @ across.T).transpose(1, 2, 0))


@cache
def _between(pixels: int, cells: int) -> NDArray[np.float32]:
    """Return the weights, of shape (pixels, cells), that blend `cells` values evenly over `pixels`."""
    place = np.linspace(0, cells - 1, pixels)
    near = 1 - np.minimum(np.abs(place[:, np.newaxis] - np.arange(cells)), 1)
    smooth = near * near * (3 - 2 * near)  # no crease where two cells meet, and the weights still sum to 1
    return smooth.astype(np.float32)


def texture(random: np.random.Generator, rows: NDArray[np.float32], columns: NDArray[np.float32]) -> NDArray:
    """Draw one fine pattern of numbers from -1 to 1: stripes, checks, spots or grains, turned by chance.

    Args:
        random: Where the chance comes from.
        rows: Each pixel's row, shape (height, 1).
        columns: Each pixel's column, shape (1, width).

    Returns:
        Array of shape (height, width).
    """
    kind = KINDS[random.integers(len(KINDS))]
    turn, period, phase, second_phase = random.uniform((0, 4, 0, 0), (np.pi, 8, 2 * np.pi, 2 * np.pi))
    if kind == "grains":
        grain = random.random((rows.size // 2 + 1, columns.size // 2 + 1), dtype=np.float32)
        return 2 * grain.repeat(2, 0).repeat(2, 1)[: rows.size, : columns.size] - 1
    wave = np.float32(2 * np.pi / period)
    along = np.sin(wave * (np.float32(np.cos(turn)) * rows + np.float32(np.sin(turn)) * columns) + np.float32(phase))
    if kind == "stripes":
        return along
    across = np.sin(
        wave * (np.float32(np.cos(turn)) * columns - np.float32(np.sin(turn)) * rows) + np.float32(second_phase)
    )
    return along * across if kind == "checks" else np.maximum(along, across)
