"""Real handwriting: 1,797 digits that were written by people and scanned."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from convcourse.data.files import data_file

TEST_PART = 0.2
FULL_INK = 16  # a pixel of the file counts the inked dots, 0 to 16, of a 4x4 block of the scan


class Digits(NamedTuple):
    """Pictures of digits with their labels.

    Attributes:
        images: Shape (count, height, width, 1), from 0 (paper) to 1 (full ink).
        labels: Shape (count,), the digits 0 to 9.
    """

    images: NDArray[np.float64]
    labels: NDArray[np.int64]


def digits(split: str = "train", *, size: int = 8, seed: int = 0) -> Digits:
    """Return the training or the test part of the handwritten digits.

    A fifth of the pictures of each digit is held out for the test. Which fifth, and the order, depend on the seed
    alone: two calls with one seed never put the same picture in both parts.

    Args:
        split: "train" (1,438 pictures) or "test" (359 pictures).
        size: Height and width in pixels. The scans have 8; other sizes are reached by bilinear interpolation.
        seed: Chooses the split.

    Raises:
        ValueError: Another split, or a size below 8.

    >>> images, labels = digits("test", size=28)
    >>> images.shape, labels.shape
    ((359, 28, 28, 1), (359,))
    """
    if split not in ("train", "test"):
        raise ValueError(f"expected the split 'train' or 'test', came {split!r}")
    if size < 8:
        raise ValueError(f"expected a size of 8 pixels or more, came {size}")
    with np.load(data_file("digits.npz")) as file:
        images, labels = file["images"], file["labels"].astype(np.int64)
    chosen = _split(labels, seed)[split]
    pictures = images[chosen].astype(float) / FULL_INK
    return Digits(_resize(pictures, size)[..., np.newaxis], labels[chosen])


def _split(labels: NDArray[np.int64], seed: int) -> dict[str, NDArray[np.int64]]:
    """Return the places of the training and of the test pictures, with a fifth of every digit in the test."""
    random = np.random.default_rng(seed)
    test: list[int] = []
    for digit in range(10):
        places = random.permutation(np.flatnonzero(labels == digit))
        test.extend(places[: round(TEST_PART * len(places))])
    train = np.setdiff1d(np.arange(len(labels)), test)
    return {"train": random.permutation(train), "test": random.permutation(test)}


def _resize(pictures: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Enlarge pictures of shape (count, 8, 8) to (count, size, size)."""
    if size == pictures.shape[1]:
        return pictures
    target = (size, size)
    bilinear = Image.Resampling.BILINEAR
    enlarged = [Image.fromarray(picture.astype(np.float32)).resize(target, bilinear) for picture in pictures]
    return np.array([np.asarray(image, dtype=float) for image in enlarged])
