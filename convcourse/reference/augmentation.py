"""Augmentation: a picture and its mask, moved, turned, scaled and mirrored together."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats


class Change(NamedTuple):
    """How a picture is changed: first mirrored, then scaled and turned about its middle, then moved.

    Attributes:
        down, right: Pixels.
        turn: Degrees, anticlockwise.
        scale: 2 makes everything twice as large.
        flip: Whether left and right change places.
    """

    down: float = 0.0
    right: float = 0.0
    turn: float = 0.0
    scale: float = 1.0
    flip: bool = False


class Augmented(NamedTuple):
    """A changed picture, and its mask changed alike.

    Attributes:
        image: Shape of the image, colours mixed between neighbours.
        mask: Shape of the mask, every label one that was there before.
    """

    image: Floats
    mask: np.ndarray


def draw_change(
    random: np.random.Generator, *, shift: float = 0, turn: float = 0, zoom: float = 0, flip: bool = False
) -> Change:
    """Draw a change by chance, each part evenly within its limits.

    Args:
        random: Where the numbers come from.
        shift: Largest move in pixels, up, down, left and right.
        turn: Largest turn in degrees, either way.
        zoom: Largest change of the scale, 0.2 for 0.8 to 1.2.
        flip: Whether half of the changes mirror the picture.
    """
    down, right, turned, zoomed, flipped = random.uniform(-1, 1, size=5)
    return Change(shift * down, shift * right, turn * turned, 1 + zoom * zoomed, flip and flipped > 0)


def changed_image(image: ArrayLike, change: Change) -> Floats:
    """Change a picture; what comes in from outside is 0.

    Each pixel of the result looks up where it came from, and mixes the four pixels around that place.

    Args:
        image: Shape (height, width) or (height, width, channels).
        change: What to do.

    Returns:
        Array of the same shape.

    Raises:
        ValueError: An image of another number of axes, or a scale of 0 or less.

    >>> changed_image([[1, 2, 3], [4, 5, 6]], Change(right=0.5)).tolist()
    [[0.5, 1.5, 2.5], [2.0, 4.5, 5.5]]
    """
    image = _as_image(image, "image")
    rows, columns = _origins(image.shape[:2], change)
    top, left = np.floor(rows), np.floor(columns)
    below, beside = (part.reshape(part.shape + (1,) * (image.ndim - 2)) for part in (rows - top, columns - left))
    return (
        (1 - below) * (1 - beside) * _look_up(image, top, left)
        + (1 - below) * beside * _look_up(image, top, left + 1)
        + below * (1 - beside) * _look_up(image, top + 1, left)
        + below * beside * _look_up(image, top + 1, left + 1)
    )


def changed_mask(mask: ArrayLike, change: Change) -> np.ndarray:
    """Change a mask: each pixel takes the label nearest to where it came from, for the mean of two labels is none.

    Args:
        mask: Labels, shape (height, width).
        change: What to do.

    Returns:
        Array of the same shape and type.
    """
    labels = np.asarray(mask)
    rows, columns = _origins(_as_image(labels, "mask").shape[:2], change)
    return _look_up(labels, np.floor(rows + 0.5), np.floor(columns + 0.5))


def augment(image: ArrayLike, mask: ArrayLike, change: Change) -> Augmented:
    """Change a picture and its mask together, so that each pixel keeps its label.

    Args:
        image: Shape (height, width) or (height, width, channels).
        mask: Labels, shape (height, width).
        change: What to do.

    Raises:
        ValueError: A mask of another size than the image.

    Source: chapter 08.
    """
    if np.shape(image)[:2] != np.shape(mask):
        raise ValueError(f"expected a mask of the image's size {np.shape(image)[:2]}, came {np.shape(mask)}")
    return Augmented(changed_image(image, change), changed_mask(mask, change))


def _as_image(image: ArrayLike, name: str) -> Floats:
    array = as_floats(image, name)
    if array.ndim not in (2, 3):
        raise ValueError(f"expected {name} of shape (height, width) or (height, width, channels), came {array.shape}")
    return array


def _origins(size: tuple[int, ...], change: Change) -> tuple[Floats, Floats]:
    """Return the row and column, with fractions, from which each pixel of the result comes."""
    if change.scale <= 0:
        raise ValueError(f"expected a scale above 0, came {change.scale}")
    middle_row, middle_column = (size[0] - 1) / 2, (size[1] - 1) / 2
    down = np.arange(size[0])[:, np.newaxis] - middle_row - change.down
    right = np.arange(size[1])[np.newaxis] - middle_column - change.right
    cosine, sine = (part(math.radians(change.turn)) / change.scale for part in (math.cos, math.sin))
    rows, columns = cosine * down + sine * right, cosine * right - sine * down
    columns = -columns if change.flip else columns
    # Twelve digits, or a turn by 90 degrees would take half a pixel for a little less.
    return np.round(rows + middle_row, 12), np.round(columns + middle_column, 12)


def _look_up(values: np.ndarray, rows: Floats, columns: Floats) -> np.ndarray:
    """Return the values at whole rows and columns, 0 outside."""
    height, width = values.shape[:2]
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    found = values[np.where(inside, rows, 0).astype(int), np.where(inside, columns, 0).astype(int)]
    return np.where(inside.reshape(inside.shape + (1,) * (values.ndim - 2)), found, np.zeros((), values.dtype))
