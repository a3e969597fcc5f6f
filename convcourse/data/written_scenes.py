"""One letter, or one real handwritten digit, on a textured ground, with its mask and box."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from convcourse.data.handwriting import digits
from convcourse.data.letter_strokes import STROKES, distance_to_segments, letter_segments
from convcourse.data.mask_box import box_of
from convcourse.data.painting import paint

WRITTEN_LETTERS = tuple(STROKES)  # the label of a letter is its place here
SMALLEST_SIDE = 24  # pixels
LETTER_HEIGHTS = (0.5, 0.8)  # as a part of the picture's height
DIGIT_HEIGHTS = (0.6, 0.85)
STROKE_WIDTHS = (0.07, 0.19)  # as a part of the letter's height
PAPER, INK = 0.3, 0.6  # a digit's pixel covers nothing up to the one and all from the other
Floats = NDArray[np.floating]


class WrittenScenes(NamedTuple):
    """Pictures with one written sign each.

    Attributes:
        images: Shape (count, height, width, 3), red, green and blue from 0 to 1.
        labels: Shape (count,): the digits 0 to 9, or places in `WRITTEN_LETTERS`.
        masks: Shape (count, height, width), True where the sign is.
        boxes: Shape (count, 4): top, left, bottom, right in pixels, bottom and right exclusive.
    """

    images: NDArray[np.float32]
    labels: NDArray[np.int64]
    masks: NDArray[np.bool_]
    boxes: NDArray[np.int64]


def letter_scenes(
    count: int, *, size: tuple[int, int] = (32, 40), noise: float = 0.05, seed: int = 0
) -> WrittenScenes:
    """Draw one capital letter a picture, as 21 letters are written by an unsteady pen.

    Ground, colours and fine textures are those of `scenes`: only the edge tells what it is. B, I, O, S and Z are left
    out, since they could be read as digits. More scenes of one seed begin with the fewer.

    Args:
        count: Number of pictures.
        size: Height and width in pixels, 24 or more each.
        noise: Standard deviation of a normal error on every colour of every pixel.
        seed: The same seed gives the same pictures.

    Raises:
        ValueError: A count or a noise below 0, or a side under 24 pixels.

    >>> made = letter_scenes(2, size=(24, 36))
    >>> made.images.shape, made.masks.shape, made.boxes.shape
    ((2, 24, 36, 3), (2, 24, 36), (2, 4))
    """
    if count < 0:
        raise ValueError(f"expected a count of 0 pictures or more, came {count}")
    _check(size, noise)
    labels = np.array([np.random.default_rng([seed, k]).integers(len(STROKES)) for k in range(count)], dtype=np.int64)
    return _painted(
        labels, lambda random, k: _letter_coverage(random, WRITTEN_LETTERS[labels[k]], size), size, noise, seed
    )


def digit_scenes(
    split: str = "train", *, per_class: int | None = None, size: tuple[int, int] = (32, 40), noise: float = 0.05,
    seed: int = 0,
) -> WrittenScenes:  # fmt: skip
    """Put the real handwritten digits on textured ground, one a picture, of varying size and place.

    Ground, colours and fine textures are those of `scenes` and `letter_scenes`. Each picture of `digits` is enlarged
    and occurs once at most.

    Args:
        split: "train" (1,438 pictures) or "test" (359 pictures), as of `digits()`: no handwriting is in both.
        per_class: So many pictures of each digit, chosen by the seed; all unless given.
        size: Height and width in pixels, 24 or more each.
        noise: Standard deviation of a normal error on every colour of every pixel.
        seed: Chooses pictures, colours, sizes and places. The split does not depend on it.

    Raises:
        ValueError: Another split, more pictures than there are, a noise below 0, or a side under 24 pixels.

    >>> digit_scenes("train", per_class=2).labels.tolist()
    [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]
    """
    _check(size, noise)
    images, labels = digits(split)
    order = np.random.default_rng(seed).permutation(len(labels))
    if per_class is not None:
        fewest = int(np.bincount(labels).min())
        if not 1 <= per_class <= fewest:
            raise ValueError(f"expected 1 to {fewest} pictures of each digit, came {per_class}")
        order = np.concatenate([order[labels[order] == digit][:per_class] for digit in range(10)])
    pictures = images[order, ..., 0]
    return _painted(labels[order], lambda random, k: _digit_coverage(random, pictures[k], size), size, noise, seed)


def _painted(
    labels: NDArray[np.int64],
    cover: Callable[[np.random.Generator, int], NDArray[np.float32]],
    size: tuple[int, int],
    noise: float,
    seed: int,
) -> WrittenScenes:
    """Paint what covers each picture, and keep the truth about it."""
    count = len(labels)
    images, masks = np.empty((count, *size, 3), np.float32), np.empty((count, *size), bool)
    for place in range(count):
        random = np.random.default_rng([seed, place, 1])
        coverage = cover(random, place)
        image = paint(random, [coverage], size, ground=1.0)
        image += random.standard_normal(image.shape, dtype=np.float32) * np.float32(noise)
        images[place], masks[place] = np.clip(image, 0, 1), coverage >= 0.5
    boxes = np.array([box_of(mask) for mask in masks], dtype=np.int64).reshape(-1, 4)
    return WrittenScenes(images, labels, masks, boxes)


def _letter_coverage(random: np.random.Generator, letter: str, size: tuple[int, int]) -> NDArray[np.float32]:
    """Return how much of each pixel a letter of random size and place covers; it lies wholly inside."""
    tall = random.uniform(*LETTER_HEIGHTS) * size[0]
    pen = random.uniform(*STROKE_WIDTHS) * tall / 2
    segments = tall * letter_segments(letter, random)
    least, most = segments.min(axis=(0, 1)) - pen - 1, segments.max(axis=(0, 1)) + pen + 1
    room = np.array(size) - 1
    shrink = min(1.0, *(room / (most - least)))
    free = room - shrink * (most - least)
    corner = -shrink * least + random.random(2) * free
    distance = distance_to_segments(shrink * segments + corner, size)
    return np.clip(0.5 + shrink * pen - distance, 0, 1).astype(np.float32)


def _digit_coverage(random: np.random.Generator, picture: Floats, size: tuple[int, int]) -> NDArray[np.float32]:
    """Return how much of each pixel a digit of random size and place covers, with sharp edges."""
    side = int(random.integers(round(DIGIT_HEIGHTS[0] * min(size)), round(DIGIT_HEIGHTS[1] * min(size)) + 1))
    enlarged = Image.fromarray(picture.astype(np.float32)).resize((side, side), Image.Resampling.BICUBIC)
    top, left = random.integers(0, size[0] - side + 1), random.integers(0, size[1] - side + 1)
    coverage = np.zeros(size, np.float32)
    coverage[top : top + side, left : left + side] = np.clip((np.asarray(enlarged) - PAPER) / (INK - PAPER), 0, 1)
    return coverage


def _check(size: tuple[int, int], noise: float) -> None:
    """Refuse what cannot be drawn."""
    if min(size) < SMALLEST_SIDE:
        raise ValueError(f"expected a height and width of {SMALLEST_SIDE} pixels or more, came {size[0]} by {size[1]}")
    if noise < 0:
        raise ValueError(f"expected a noise of 0 or more, came {noise}")
