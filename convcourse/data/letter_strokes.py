"""Capital letters as the strokes of a pen, each written a little differently."""

import numpy as np
from numpy.typing import NDArray

# Points are column (0 to 4) and row (0 to 6), a stroke is a chain of points, and "~" rounds its corners off. Left out
# are B, I, O, S and Z: they could be read as 8, 1, 0, 5 and 2.
STROKES = {
    "A": "06 20 46, 14 34",
    "C": "~41 40 00 06 46 45",
    "D": "00 06, ~00 40 46 06",
    "E": "40 00 06 46, 03 33",
    "F": "40 00 06, 03 33",
    "G": "~41 40 00 06 46 44, 24 44",
    "H": "00 06, 40 46, 03 43",
    "J": "10 40, ~40 46 06 04",
    "K": "00 06, 40 03 46",
    "L": "00 06 46",
    "M": "06 00 24 40 46",
    "N": "06 00 46 40",
    "P": "06 00, ~00 40 44 04",
    "Q": "~20 40 46 06 00 20, 24 46",
    "R": "06 00, ~00 40 43 03, 23 46",
    "T": "00 40, 20 26",
    "U": "~00 06 46 40",
    "V": "00 26 40",
    "W": "00 16 22 36 40",
    "X": "00 46, 40 06",
    "Y": "00 23 40, 23 26",
}
WIDTH = 0.7  # of a letter one high
UNSTEADY = 0.07  # how far a point may miss its place, down and across, for a letter one high
TURN, SLANT, NARROWEST, WIDEST = np.radians(15), 0.25, 0.8, 1.25
Floats = NDArray[np.floating]


def letter_segments(letter: str, random: np.random.Generator) -> Floats:
    """Write a letter one high around the origin, as straight pieces of line.

    Every point misses its place a little; then the letter is made narrower or wider, slanted and turned.

    Args:
        letter: One of `STROKES`.
        random: Where the chance comes from.

    Returns:
        Shape (pieces, 2, 2): the two ends of each piece, down and to the right.

    Raises:
        ValueError: Another letter.

    >>> letter_segments("L", np.random.default_rng(0)).shape
    (2, 2, 2)
    """
    if letter not in STROKES:
        raise ValueError(f"expected one of the letters {''.join(STROKES)}; came {letter!r}")
    turn, slant = random.uniform(-TURN, TURN), random.uniform(-SLANT, SLANT)
    wide = random.uniform(NARROWEST, WIDEST)
    # (down, right) = turned(down, slant * down + wide * right)
    change = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ [[1, 0], [slant, wide]]
    pieces = []
    for stroke in STROKES[letter].split(", "):
        points = np.array([[int(point[1]) / 6, int(point[0]) / 4] for point in stroke.lstrip("~").split()])
        points = (points - 0.5) * [1, WIDTH] + random.uniform(-UNSTEADY, UNSTEADY, size=points.shape)
        line = (rounded(points) if stroke.startswith("~") else points) @ change.T
        pieces.append(np.stack([line[:-1], line[1:]], axis=1))
    return np.concatenate(pieces)


def rounded(points: Floats, times: int = 3) -> Floats:
    """Cut the corners off a chain of points, again and again; its ends stay.

    Args:
        points: Shape (count, 2).
        times: How often each piece is cut at a quarter and at three quarters of its length.

    Source: Chaikin (1974), An algorithm for high-speed curve generation.

    >>> rounded(np.array([[0, 0], [0, 4], [4, 4]]), times=1).tolist()
    [[0.0, 0.0], [0.0, 1.0], [0.0, 3.0], [1.0, 4.0], [3.0, 4.0], [4.0, 4.0]]
    """
    for _ in range(times):
        near, far = 0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]
        cut = np.stack([near, far], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], cut, points[-1:]])
    return points


def distance_to_segments(segments: Floats, size: tuple[int, int]) -> Floats:
    """Return how far each pixel is from the nearest piece of line.

    Args:
        segments: Shape (pieces, 2, 2), ends as rows and columns.
        size: Height and width of the picture.

    Returns:
        Shape (height, width), in pixels.

    >>> distance_to_segments(np.array([[[0, 0], [0, 1]]]), (2, 4)).round(2)
    array([[0.  , 0.  , 1.  , 2.  ],
           [1.  , 1.  , 1.41, 2.24]])
    """
    pixels = np.indices(size).transpose(1, 2, 0)[:, :, np.newaxis]
    start, along = segments[:, 0], segments[:, 1] - segments[:, 0]
    length = np.maximum((along**2).sum(axis=-1), 1e-9)
    part = np.clip(((pixels - start) * along).sum(axis=-1) / length, 0, 1)
    nearest = start + part[..., np.newaxis] * along
    return np.sqrt(((pixels - nearest) ** 2).sum(axis=-1)).min(axis=-1)
