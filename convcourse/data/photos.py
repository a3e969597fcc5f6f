"""Real photographs, small enough to read as tables of numbers."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from convcourse.data.files import data_file

_NAMES = ("astronaut", "camera", "chelsea", "coffee", "rocket")


def photo_names() -> tuple[str, ...]:
    """Return the names that `photo` knows.

    >>> photo_names()
    ('astronaut', 'camera', 'chelsea', 'coffee', 'rocket')
    """
    return _NAMES


def photo(name: str, gray: bool = False) -> NDArray[np.uint8]:
    """Return one photograph as an array of numbers from 0 to 255.

    Args:
        name: One of `photo_names()`.
        gray: Give one brightness a pixel (0.299 red + 0.587 green + 0.114 blue, rounded) in place of three colours.

    Returns:
        Array of shape (height, width, 3), or (height, width) when `gray`. `camera` was taken in grey: its three
        colours are equal.

    Raises:
        ValueError: There is no photograph of that name.

    >>> photo("chelsea").shape, photo("astronaut", gray=True).shape
    ((133, 200, 3), (200, 150))
    """
    if name not in _NAMES:
        raise ValueError(f"expected a photo named {', '.join(_NAMES)}; came {name!r}")
    with Image.open(data_file(f"photos/{name}.png")) as image:
        return np.array(image.convert("L" if gray else "RGB"))
