"""Scenes with one object, its label and its mask: what the demos of chapter 16 explain."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from convcourse import data, explain
from convcourse.figures.heat_over_image import heat_over_image

COUNT = 8


class ExplainedScene(NamedTuple):
    """One scene.

    Attributes:
        image: Shape (height, width, 3), from 0 to 1.
        label: Place of its class among the scores: 0 is the disc.
        name: Of its class.
        mask: Shape (height, width), True on the object.
    """

    image: np.ndarray
    label: int
    name: str
    mask: np.ndarray


def explained_scenes(seed: int) -> list[ExplainedScene]:
    """Draw the scenes of a demo."""
    made = data.scenes(COUNT, objects=(1, 1), seed=seed)
    labels = [int(each[0]) for each in made.labels]
    return [
        ExplainedScene(image, label - 1, data.SCENE_CLASSES[label], masks[0])
        for image, label, masks in zip(made.images, labels, made.masks, strict=True)
    ]


def lit(image: np.ndarray, heat: np.ndarray) -> np.ndarray:
    """Lay a map over its image; single pixels that stick out far do not make all others dark."""
    positive = np.maximum(heat, 0)
    return heat_over_image(image, heat, float(np.quantile(positive, 0.995)) or float(positive.max()))


def hottest(heat: np.ndarray) -> tuple[int, int]:
    """Return row and column of the largest number of a map."""
    row, column = np.unravel_index(int(np.argmax(heat)), heat.shape)
    return int(row), int(column)


def inside_in_words(heat: np.ndarray, mask: np.ndarray) -> str:
    """Say how much of a map lies inside the mask."""
    if not (np.asarray(heat) > 0).any():
        return "nothing is above 0"
    return f"{explain.energy_inside(heat[None], mask[None]).share[0]:.0%} inside"
