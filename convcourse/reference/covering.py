"""Cover an image with a patch, at all the places of a grid."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def cover_starts(size: int, patch: int, stride: int) -> NDArray[np.int64]:
    """Return where a patch begins along one axis; the last place touches the border.

    Args:
        size: Of the image, in pixels.
        patch: Of the patch, at most the size.
        stride: From one place to the next; the last step may be shorter.

    Source: chapter 15.

    >>> cover_starts(5, 2, 2).tolist(), cover_starts(6, 2, 2).tolist()
    ([0, 2, 3], [0, 2, 4])
    """
    return np.unique(np.append(np.arange(0, size - patch + 1, stride), size - patch))


def covered_copies(
    image: ArrayLike, patch: tuple[int, int], stride: tuple[int, int], grey: ArrayLike
) -> NDArray[np.float64]:
    """Return one copy of the image for each place of the patch, covered there.

    Args:
        image: Shape (height, width, channels).
        patch: Height and width of the patch.
        stride: Steps down and across.
        grey: What covers: a number, or one for each channel.

    Returns:
        Shape (places, height, width, channels), row by row from the top left.

    Source: chapter 15.
    """
    array = np.asarray(image, dtype=float)
    tops, lefts = (cover_starts(*along) for along in zip(array.shape[:2], patch, stride, strict=True))
    rows, columns = np.arange(array.shape[0]), np.arange(array.shape[1])
    down = (rows >= tops[:, None]) & (rows < tops[:, None] + patch[0])
    across = (columns >= lefts[:, None]) & (columns < lefts[:, None] + patch[1])
    hidden = down[:, None, :, None] & across[None, :, None, :]
    return np.where(hidden.reshape(-1, *array.shape[:2], 1), grey, array)
