"""What lies beyond the edge of an image: four rules."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from convcourse.reference.arguments import Floats, as_floats
from convcourse.reference.window_geometry import Padding, geometry

_RULES: dict[str, Literal["constant", "edge", "reflect", "wrap"]] = {
    "zero": "constant",
    "edge": "edge",
    "reflect": "reflect",
    "wrap": "wrap",
}
BORDERS = tuple(_RULES)


def pad2d(image: ArrayLike, padding: Padding, border: str = "zero") -> Floats:
    """Return the image with rows and columns added around it.

    Args:
        image: Shape (height, width).
        padding: Rows and columns added on each side: one number, (rows, columns), or
            ((above, below), (left, right)).
        border: "zero" adds zeros; "edge" repeats the outermost pixel; "reflect" mirrors the image at the middle of its
            outermost pixel, which is not repeated; "wrap" goes on at the opposite edge.

    Raises:
        ValueError: Another rule, or a padding that is not understood.

    >>> pad2d([[1, 2, 3]], (0, 2), "reflect")
    array([[3., 2., 1., 2., 3., 2., 1.]])
    """
    image = as_floats(image, "image", ["height", "width"])
    if border not in BORDERS:
        raise ValueError(f"expected border {', '.join(BORDERS)}; came {border!r}")
    pads = geometry(image.shape, (1, 1), padding=padding).pads
    return np.pad(image, pads, mode=_RULES[border])
