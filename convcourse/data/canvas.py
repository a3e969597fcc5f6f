"""Small pictures on a larger canvas, each moved by some pixels from the middle."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def on_canvas(images: ArrayLike, size: tuple[int, int], *, down: int = 0, right: int = 0) -> NDArray[np.float32]:
    """Put each picture into the middle of an empty canvas, and then some pixels further.

    Args:
        images: Shape (count, height, width, channels).
        size: Height and width of the canvas.
        down, right: Whole pixels; negative ones move up and to the left.

    Returns:
        Shape (count, *size, channels).

    Raises:
        ValueError: Part of the pictures would lie outside the canvas.

    >>> on_canvas([[[[5], [7]]]], (1, 5), right=1)[0, 0, :, 0]
    array([0., 0., 5., 7., 0.], dtype=float32)
    """
    pictures = np.asarray(images, np.float32)
    count, height, width, channels = pictures.shape
    top, left = (size[0] - height) // 2 + down, (size[1] - width) // 2 + right
    if min(top, left) < 0 or top + height > size[0] or left + width > size[1]:
        raise ValueError(
            f"expected pictures of {height} by {width} inside a canvas of {size[0]} by {size[1]}, "
            f"came their upper left pixel at row {top}, column {left}"
        )
    canvas = np.zeros((count, *size, channels), np.float32)
    canvas[:, top : top + height, left : left + width] = pictures
    return canvas
