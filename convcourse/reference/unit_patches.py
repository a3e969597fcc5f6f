"""Where in an image a unit looks, and where the most excited units of a channel look."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Field = Sequence[Sequence[int]]


def unit_patch(unit: Sequence[int], field: Field, image_size: Sequence[int]) -> NDArray[np.int64]:
    """Return the box of the pixels that a unit sees.

    Args:
        unit: Row and column of the unit in its map.
        field: (start, jump, size) of the layer's receptive field along rows, then along columns.
        image_size: Height and width of the image, to which the box is cut.

    Returns:
        top, left, bottom, right: the first row and column that belong to it, and the first that do not.

    Source: chapters 09 and 15.

    >>> unit_patch((0, 4), ((-2, 4, 7), (-3, 2, 5)), (9, 12)).tolist()
    [0, 5, 5, 10]
    """
    place, numbers, most = np.asarray(unit), np.asarray(field), np.asarray(image_size)
    first = numbers[:, 0] + place * numbers[:, 1]
    return np.concatenate([np.maximum(first, 0), np.minimum(first + numbers[:, 2], most)])


def strongest_patches(maps: ArrayLike, count: int, field: Field, image_size: Sequence[int]) -> NDArray[np.int64]:
    """Return where the strongest unit of each image looks, for the images with the strongest ones.

    Args:
        maps: One channel of a layer, shape (images, height, width).
        count: Rows to return, at most.
        field, image_size: As for `unit_patch`.

    Returns:
        Shape (count, 5): image, top, left, bottom, right, the strongest first. Of equal ones the first comes first.

    Source: chapter 15.
    """
    array = np.asarray(maps)
    ranked = sorted(np.ndindex(array.shape), key=lambda place: (-array[place], place))
    found: dict[int, NDArray[np.int64]] = {}
    for image, *unit in ranked:
        found.setdefault(image, unit_patch(unit, field, image_size))
    return np.array([[image, *box] for image, box in list(found.items())[:count]])
