"""Move a letter or a handwritten digit, and watch how much its map, its pooled map and its maximum change."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

HEIGHT, WIDTH = 14, 18
STROKE = np.array([[2.0, -1, -1], [-1, 2, -1], [-1, -1, 2]]) / 6  # answers to a stroke that falls to the right
POOLS = {"none": 1, "2 by 2": 2, "4 by 4": 4}


def shifted_and_pooled() -> Demo:
    """Choose the picture, how far it moves, and the pool; its stride is its size."""
    pictures = {
        "letter X": data.letter("X", size=(HEIGHT, WIDTH), shrink=0.75, thickness=1.3).astype(float),
        "handwritten 2": _digit(2),
    }

    def compute(shown: str, right: int, down: int, size: str, kind: str) -> Mapping[str, object]:
        images = (pictures[shown], np.roll(pictures[shown], (down, right), axis=(0, 1)))
        batch = np.stack(images)[..., np.newaxis]
        maps = reference.relu(reference.convolution(batch, STROKE[..., np.newaxis, np.newaxis]))
        pool = reference.max_pool if kind == "max" else reference.average_pool
        pooled = pool(maps, POOLS[size])
        stages = (batch, maps, pooled, maps.max(axis=(1, 2)))
        return {
            "images": images,
            "maps": (maps[0, ..., 0], maps[1, ..., 0]),
            "pooled": (pooled[0, ..., 0], pooled[1, ..., 0]),
            "pool": "no pool" if size == "none" else f"{kind}, {size}, stride {POOLS[size]}",
            "move": f"{right} right, {down} down",
            "changes": tuple(float(np.linalg.norm(stage[1] - stage[0]) / np.linalg.norm(stage[0])) for stage in stages),
        }

    return Demo(
        figures.shifted_and_pooled((HEIGHT, WIDTH), (HEIGHT - 2, WIDTH - 2)).fed_by(compute),
        shown=Choice("picture", list(pictures)),
        right=Steps("pixels to the right", 0, 4, 1),
        down=Steps("pixels down", 0, 2, 0),
        size=Choice("pool", list(POOLS), "2 by 2"),
        kind=Choice("answer", ["max", "average"]),
    )


def _digit(name: int) -> np.ndarray:
    """Return one handwritten digit, 10 by 10, with room around it for a move."""
    images, labels = data.digits("test", size=10)
    picture = np.zeros((HEIGHT, WIDTH))
    picture[2:12, 4:14] = images[labels == name][0, ..., 0]
    return picture
