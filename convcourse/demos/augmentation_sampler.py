"""Choose how far a picture may be changed, and draw seven changed versions of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Steps, Switch

SIZE = (48, 64)
ORANGE = np.array([230, 159, 0])
SCENE_SEED = 3
CLEAR = 3  # of the twos and of the sixes, one that anybody can read


def augmentation_sampler() -> Demo:
    """Choose the picture, the limits of move, turn and scale, mirroring, and the draw."""
    sources = {"a digit 2": _digit(2), "a digit 6": _digit(6), "shapes and their mask": _scene()}

    def compute(source: str, shift: int, turn: int, zoom: int, flip: bool, draw: int) -> Mapping[str, object]:
        image, mask = sources[source]
        random = np.random.default_rng(int(draw))
        changes = [reference.Change()]
        for _ in range(7):
            changes.append(reference.draw_change(random, shift=shift, turn=turn, zoom=zoom / 100, flip=flip))
        changed = [reference.augment(image, mask, change) for change in changes]
        captions = ["original\nchanged versions follow", *(_caption(change) for change in changes[1:])]
        words = f"move up to {int(shift)} pixels, turn up to {int(turn)}°, scale ±{int(zoom)} %"
        words += ", half of them mirrored" if flip else ", no mirroring"
        mirrored = sum(change.flip for change in changes)
        told = "; ".join(caption.replace("\n", ", ") for caption in captions[1:])
        masked = "mask" in source
        what = f"The orange outlines show the mask, which moves along. {mirrored} of 7 are mirrored."
        return {
            "images": np.array([_outlined(*pair) if masked else 255 * pair.image for pair in changed]),
            "captions": captions,
            "limits_": words,
            "told": f"{source.capitalize()}, 7 versions: {words}. {what if masked else _judged(mirrored)} {told}.",
        }

    return Demo(
        figures.augmentation_sampler(SIZE).fed_by(compute),
        source=Choice("picture", list(sources), "shapes and their mask"),
        shift=Steps("move, pixels", 0, 16, 5),
        turn=Steps("turn, degrees", 0, 180, 15, 5),
        zoom=Steps("scale, per cent", 0, 50, 15, 5),
        flip=Switch("mirror left and right"),
        draw=Steps("draw again", 1, 20, 1),
    )


def _digit(digit: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a handwritten digit as paper and ink, in the middle of a picture, with an empty mask."""
    found = data.digits("train", size=40)
    ink = found.images[np.flatnonzero(found.labels == digit)[CLEAR], ..., 0]
    above, beside = (SIZE[0] - 40) // 2, (SIZE[1] - 40) // 2
    image = np.pad(ink, ((above, above), (beside, beside)))
    return np.repeat(image[..., np.newaxis], 3, axis=2), np.zeros(SIZE, int)


def _scene() -> tuple[np.ndarray, np.ndarray]:
    made = data.scenes(1, size=SIZE, objects=(3, 3), seed=SCENE_SEED)
    return made.images[0].astype(float), made.label_maps[0]


def _outlined(image: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Paint the pixels of each object that touch another label in orange, on an image from 0 to 1."""
    around = np.pad(mask, 1)
    neighbours = [around[1:-1, 2:], around[2:, 1:-1], around[1:-1, :-2], around[:-2, 1:-1]]
    edge = (mask > 0) & np.any([other != mask for other in neighbours], axis=0)
    return np.where(edge[..., np.newaxis], ORANGE, 255 * np.clip(image, 0, 1))


def _caption(change: reference.Change) -> str:
    """Write a change in two short lines."""
    turned = f"{_signed(change.turn, 0)}°, ×{change.scale:.2f}"
    moved = f"down {_signed(change.down, 1)}, right {_signed(change.right, 1)}"
    return f"{turned}, mirrored\n{moved}" if change.flip else f"turn {turned}\n{moved}"


def _signed(number: float, digits: int) -> str:
    """Write a number with its sign, but zero without.

    >>> _signed(-0.04, 1), _signed(1.26, 1), _signed(-12.4, 0)
    ('0', '+1.3', '−12')
    """
    rounded = round(number, digits)
    return f"{rounded:+.{digits}f}".replace("-", "−") if rounded else "0"


def _judged(mirrored: int) -> str:
    return f"{mirrored} of 7 are mirrored: is each still the same digit?" if mirrored else "None is mirrored."
