"""The letters X and O as small pictures that can be shifted, shrunk, turned and bent."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LETTERS = ("O", "X")  # the label of a letter is its place here


def letter(
    kind: str,
    *,
    size: int | tuple[int, int] = 9,
    shift: tuple[float, float] = (0, 0),
    shrink: float = 1.0,
    rotate: float = 0.0,
    stretch: tuple[float, float] = (1.0, 1.0),
    slant: float = 0.0,
    bend: float = 0.0,
    thickness: float | None = None,
) -> NDArray[np.int64]:
    """Draw one letter: 1 where there is ink, 0 elsewhere.

    The letter lies one pixel inside a square in the middle of the picture. What leaves the picture is cut off.

    Args:
        kind: "X" or "O".
        size: Height and width in pixels, or one number for both.
        shift: Pixels down and to the right.
        shrink: Size of the letter as a part of its full size; 0.5 is half as high and half as wide.
        rotate: Degrees, anticlockwise.
        stretch: Factors for height and width, on top of `shrink`.
        slant: Pixels to the right for every pixel up, as in italics.
        bend: Bows the letter: its top and bottom move right by this part of its half height.
        thickness: Width of a stroke in pixels; a ninth of the smaller side unless given.

    Returns:
        Array of shape (height, width).

    Raises:
        ValueError: Another letter, a size under 5 pixels, or a shrink or stretch that is not positive.

    >>> letter("X", size=5)
    array([[0, 0, 0, 0, 0],
           [0, 1, 0, 1, 0],
           [0, 0, 1, 0, 0],
           [0, 1, 0, 1, 0],
           [0, 0, 0, 0, 0]])
    """
    if kind not in LETTERS:
        raise ValueError(f"expected the letter X or O, came {kind!r}")
    height, width = (size, size) if isinstance(size, int) else size
    if min(height, width) < 5:
        raise ValueError(f"expected a size of at least 5 pixels, came {height} by {width}")
    if min(shrink, *stretch) <= 0:
        raise ValueError(f"expected a positive shrink and stretch, came {shrink} and {stretch}")
    half = (min(height, width) - 3) / 2
    row, column = np.mgrid[:height, :width]
    down = row - (height - 1) / 2 - shift[0]
    right = column - (width - 1) / 2 - shift[1]
    turn = np.radians(rotate)
    down, right = down * np.cos(turn) + right * np.sin(turn), right * np.cos(turn) - down * np.sin(turn)
    right = right + slant * down - bend * half * (down / half) ** 2
    distance = _distance(kind, down / (shrink * stretch[0]), right / (shrink * stretch[1]), half)
    stroke = min(height, width) / 9 if thickness is None else thickness
    # The tolerance keeps a pixel that lies exactly on the edge of a stroke from hanging on a rounding error.
    return (distance * shrink * min(stretch) <= stroke / 2 + 1e-9).astype(np.int64)


def _distance(kind: str, down: NDArray, right: NDArray, half: float) -> NDArray:
    """Return each point's distance in pixels from the nearest stroke of an upright letter of half height `half`."""
    if kind == "O":
        return np.abs(np.hypot(down, right) - half)
    strokes = []
    for sign in (1, -1):
        along = np.clip((down + sign * right) / 2, -half, half)
        strokes.append(np.hypot(down - along, right - sign * along))
    return np.minimum(*strokes)


def x_pictures() -> dict[str, NDArray[np.int64]]:
    """Return the letter X five times, and an O: six 9x9 matrices of zeros and ones.

    The names are plain, shifted, shrunk, rotated, deformed and O.

    >>> int(x_pictures()["plain"].sum()), x_pictures()["shifted"].shape
    (13, (9, 9))
    """
    return {
        "plain": letter("X"),
        "shifted": letter("X", shift=(1, -1)),
        "shrunk": letter("X", shrink=2 / 3),
        "rotated": letter("X", rotate=15),
        "deformed": letter("X", slant=0.25, bend=0.3, stretch=(1, 0.85)),
        "O": letter("O"),
    }


class Letters(NamedTuple):
    """Pictures of letters with their labels.

    Attributes:
        images: Shape (count, height, width, 1); 0 is paper and 1 is ink, plus noise where asked for.
        labels: Shape (count,); 0 is O and 1 is X, as in `LETTERS`.
    """

    images: NDArray[np.float64]
    labels: NDArray[np.int64]


def letters(
    count: int,
    *,
    size: int | tuple[int, int] = 16,
    shrink: tuple[float, float] = (0.55, 0.8),
    shift: float = 2.0,
    rotate: float = 20.0,
    distort: float = 0.2,
    noise: float = 0.0,
    seed: int = 0,
) -> Letters:
    """Draw many letters, half X and half O in mixed order, each moved, turned and distorted by chance.

    Args:
        count: Number of pictures. With an odd number there is one O more.
        size: Height and width in pixels, or one number for both.
        shrink: Smallest and largest size of a letter, as a part of its full size.
        shift: Largest shift in pixels, up, down, left or right.
        rotate: Largest rotation in degrees, either way.
        distort: Largest change of height, width, slant and bend; 0 draws every letter in its own shape.
        noise: Standard deviation of a normal error on every pixel.
        seed: The same seed gives the same pictures.

    >>> images, labels = letters(6, size=(9, 12))
    >>> images.shape, labels.tolist()
    ((6, 9, 12, 1), [1, 0, 1, 0, 0, 1])
    """
    random = np.random.default_rng(seed)
    labels = random.permutation(np.arange(count) % 2)
    images = []
    for label in labels:
        down, right, turn, high, wide, slant, bend = random.uniform(-1, 1, size=7)
        images.append(
            letter(
                LETTERS[label],
                size=size,
                shrink=random.uniform(*shrink),
                shift=(shift * down, shift * right),
                rotate=rotate * turn,
                stretch=(1 + distort * high, 1 + distort * wide),
                slant=distort * slant,
                bend=distort * bend,
            )
        )
    pictures = np.array(images, dtype=float)[..., np.newaxis]
    return Letters(pictures + random.normal(scale=noise, size=pictures.shape), labels)
