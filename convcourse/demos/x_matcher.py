"""Look for three pieces of an X in six pictures."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps


def x_matcher(pictures: Mapping[str, np.ndarray], pieces: Mapping[str, np.ndarray]) -> Demo:
    """Choose a picture and a piece, and move the window.

    Args:
        pictures: 9 by 9 each, 1 for ink and 0 for paper, by name.
        pieces: 3 by 3 each, 1 for ink and -1 for paper, by name.
    """

    def compute(letter: str, piece: str, position: int) -> Mapping[str, object]:
        image, kernel = 2 * pictures[letter] - 1, pieces[piece]
        match = reference.correlate2d(image, kernel) / kernel.size
        return {"image": image, "piece": kernel, "match": match, "position": position}

    return Demo(
        figures.x_matcher().fed_by(compute),
        letter=Choice("picture", list(pictures), list(pictures)[1]),
        piece=Choice("piece", list(pieces)),
        position=Steps("place of the window", 0, 48, 9),
    )
