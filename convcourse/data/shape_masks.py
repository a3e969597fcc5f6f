"""Five plain shapes, each as a signed distance from its edge."""

import numpy as np
from numpy.typing import NDArray

SHAPES = ("disc", "square", "triangle", "cross", "ring")


def shape_distance(
    shape: str, rows: NDArray, columns: NDArray, *, centre: tuple[float, float], radius: float, turn: float = 0.0
) -> NDArray:
    """Return how far each pixel's centre lies outside a shape: negative inside, zero on its edge.

    Near a corner the distance is measured to the nearest straight side, prolonged. That is exact where it matters:
    on the edge.

    Args:
        shape: One of `SHAPES`.
        rows: Rows of the pixels, shape (height, 1).
        columns: Columns of the pixels, shape (1, width).
        centre: Row and column of the middle of the shape.
        radius: Radius in pixels of the disc; the other shapes have about its size.
        turn: Radians, anticlockwise as one sees it.

    Returns:
        Array of shape (height, width), in pixels.

    Raises:
        ValueError: Another shape.

    >>> row = shape_distance("disc", np.array([[3.0]]), np.arange(5.0)[None], centre=(3, 2), radius=1.5)
    >>> row[0].tolist()
    [0.5, -0.5, -1.5, -0.5, 0.5]
    """
    if shape not in SHAPES:
        raise ValueError(f"expected one of the shapes {', '.join(SHAPES)}; came {shape!r}")
    down, right = rows - centre[0], columns - centre[1]
    cosine, sine = np.cos(turn).astype(rows.dtype), np.sin(turn).astype(rows.dtype)
    down, right = down * cosine + right * sine, right * cosine - down * sine
    if shape == "disc":
        return np.hypot(down, right) - radius
    if shape == "ring":
        return np.abs(np.hypot(down, right) - 0.74 * radius) - 0.31 * radius
    if shape == "square":
        return np.maximum(np.abs(down), np.abs(right)) - 0.9 * radius
    if shape == "triangle":
        slope = np.abs(right) * np.float32(np.sqrt(3) / 2) - down / 2
        return np.maximum(down, slope) - 0.6 * radius
    tall = np.maximum(np.abs(down) - 1.05 * radius, np.abs(right) - 0.38 * radius)
    wide = np.maximum(np.abs(right) - 1.05 * radius, np.abs(down) - 0.38 * radius)
    return np.minimum(tall, wide)
