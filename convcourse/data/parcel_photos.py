"""Photographs of parcels with a real handwritten number on real photographs, as a customer would hand them over."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from convcourse.data.handwriting import digits
from convcourse.data.photos import photo, photo_names
from convcourse.data.rewriting import rewritten

SIZE = (32, 40)  # height and width of a photograph
DIGIT_SIDES = (20, 28)  # pixels; the number itself is a little smaller
PAPER, INK = 0.25, 0.6  # a pixel of the handwriting covers nothing up to the one and all from the other
CONTRAST = 0.6  # between the pen's colour and the wrapping beside it; black to white is 1.73
LIGHT = (0.75, 1.15)  # of a photograph: what all its colours are multiplied by
Floats = NDArray[np.float32]


class ParcelPhotos(NamedTuple):
    """Photographs of parcels, each with the number of its gate.

    Attributes:
        images: Shape (count, 32, 40, 3), red, green and blue from 0 to 1.
        labels: Shape (count,): the gate that somebody typed, right or wrong.
        gates: Shape (count,): the gate that was really written on the parcel.
        parcels: Shape (count,): which parcel it is, numbered from 0 by its first photograph.
        masks: Shape (count, 32, 40), True where the pen has written.
    """

    images: Floats
    labels: NDArray[np.int64]
    gates: NDArray[np.int64]
    parcels: NDArray[np.int64]
    masks: NDArray[np.bool_]


def parcel_photos(
    counts: Sequence[int] = (400, 340, 280, 200, 80),
    *,
    split: str = "train",
    most_shots: int = 3,
    wrong: float = 0.04,
    noise: float = 0.015,
    seed: int = 0,
) -> ParcelPhotos:
    """Draw a belt's photographs: parcels in printed wrapping, a handwritten number on each, some photographed again.

    The wrappings are parts of the course's photographs, the numbers real handwriting, a little changed each time as
    another hand would have written it. A pen has any colour that stands out. A parcel stands still while its
    photographs are taken, so they differ in light and noise only. They come in a random order.

    Args:
        counts: Number of parcels for gate 0, 1, 2 and so on; ten gates at most.
        split: "train" or "test", as of `digits()`: no scan of handwriting is in both.
        most_shots: Each parcel has 1 to so many photographs.
        wrong: Chance that the label of a photograph names another gate, whichever.
        noise: Standard deviation of a normal error on every colour of every pixel.
        seed: The same seed gives the same photographs.

    Raises:
        ValueError: No gate or more than ten, a negative count, no shots, or a chance outside 0 to 1.

    >>> made = parcel_photos((3, 2), most_shots=1)
    >>> made.images.shape, made.gates.tolist().count(0)
    ((5, 32, 40, 3), 3)
    """
    _check(counts, most_shots, wrong)
    random = np.random.default_rng([seed, split == "test"])
    gates = random.permutation(np.repeat(np.arange(len(counts)), counts))
    shots = random.integers(1, most_shots, size=len(gates), endpoint=True)
    written = _handwriting(gates, split, random)
    pictures, masks = _parcels(written, random)
    order = random.permutation(np.repeat(np.arange(len(gates)), shots))
    light = random.uniform(*LIGHT, size=(len(order), 1, 1, 1)).astype(np.float32)
    grain = np.float32(noise) * random.standard_normal((len(order), *SIZE, 3), dtype=np.float32)
    labels = _typed(gates[order], len(counts), wrong, random)
    images = np.clip(light * pictures[order] + grain, 0, 1)
    return ParcelPhotos(images, labels, gates[order], _numbered(order), masks[order])


def _handwriting(gates: NDArray[np.int64], split: str, random: np.random.Generator) -> Floats:
    """Return a scan for each gate, changed a little: shape (parcels, 28, 28)."""
    scans = digits(split, size=28)
    places = np.array([random.choice(np.flatnonzero(scans.labels == gate)) for gate in gates], dtype=int)
    return rewritten(scans.images[places], seed=int(random.integers(2**31)))[..., 0]


def _parcels(written: Floats, random: np.random.Generator) -> tuple[Floats, NDArray[np.bool_]]:
    """Return parcels in good light, shape (parcels, 32, 40, 3), and where the pen has written."""
    photos = [(photo(name) / 255).astype(np.float32) for name in photo_names()]
    pictures, masks = np.empty((len(written), *SIZE, 3), np.float32), np.empty((len(written), *SIZE), bool)
    for place, scan in enumerate(written):
        wrapping, coverage = _wrapping(photos, random), _coverage(scan, random)
        colour = _standing_out(wrapping[coverage >= 0.5], random)
        pictures[place] = wrapping + coverage[..., np.newaxis] * (colour - wrapping)
        masks[place] = coverage >= 0.5
    return pictures, masks


def _wrapping(photos: Sequence[Floats], random: np.random.Generator) -> Floats:
    """Cut a part out of a photograph, at its own size or at half of it, mirrored or not."""
    picture, step = photos[int(random.integers(len(photos)))], int(random.choice([1, 1, 2]))
    high, wide = SIZE[0] * step, SIZE[1] * step
    top = random.integers(picture.shape[0] - high, endpoint=True)
    left = random.integers(picture.shape[1] - wide, endpoint=True)
    part = picture[top : top + high, left : left + wide]
    part = part.reshape(SIZE[0], step, SIZE[1], step, 3).mean(axis=(1, 3))
    return 0.1 + 0.8 * (part[:, ::-1] if random.random() < 0.5 else part)


def _coverage(scan: Floats, random: np.random.Generator) -> Floats:
    """Return how much of each pixel the pen covers, the number at a random place and of a random size."""
    side = int(random.integers(DIGIT_SIDES[0], DIGIT_SIDES[1]))
    shrunk = np.asarray(Image.fromarray(scan).resize((side, side), Image.Resampling.BICUBIC))
    top, left = random.integers(SIZE[0] - side, endpoint=True), random.integers(SIZE[1] - side, endpoint=True)
    coverage = np.zeros(SIZE, np.float32)
    coverage[top : top + side, left : left + side] = np.clip((shrunk - PAPER) / (INK - PAPER), 0, 1)
    return coverage


def _standing_out(below: Floats, random: np.random.Generator) -> Floats:
    """Return a colour by chance that differs from nine tenths of the pixels below it, of shape (pixels, 3)."""
    colours = random.uniform(0.05, 0.95, size=(24, 3)).astype(np.float32)
    contrast = np.quantile(np.linalg.norm(colours[:, np.newaxis] - below, axis=2), 0.1, axis=1)
    best: Floats = colours[np.argmax(np.minimum(contrast, CONTRAST))]
    return best


def _typed(gates: NDArray[np.int64], many: int, wrong: float, random: np.random.Generator) -> NDArray[np.int64]:
    """Return labels as a tired person types them: now and then another gate."""
    slips = random.random(len(gates)) < wrong if many > 1 else np.zeros(len(gates), bool)
    further = random.integers(1, max(many, 2), size=len(gates))
    return np.where(slips, (gates + further) % many, gates)


def _numbered(order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the parcels anew, by their first photograph."""
    _, first, which = np.unique(order, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    numbered: NDArray[np.int64] = rank[which].astype(np.int64)
    return numbered


def _check(counts: Sequence[int], most_shots: int, wrong: float) -> None:
    """Refuse what cannot be drawn."""
    if not 1 <= len(counts) <= 10 or min(counts) < 0:
        raise ValueError(f"expected 1 to 10 gates with 0 parcels or more each, came {tuple(counts)}")
    if most_shots < 1:
        raise ValueError(f"expected 1 photograph of a parcel or more, came {most_shots}")
    if not 0 <= wrong <= 1:
        raise ValueError(f"expected a chance of wrong labels from 0 to 1, came {wrong}")
