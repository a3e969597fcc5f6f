"""Pictures to learn steering from: bends, forks, and the wedge between two ways, where both answers are right."""

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse import data

ANGLES = np.linspace(-0.5, 0.5, 21)
"""The steering angles to choose from, in radians, positive to the left."""

SPREAD = 0.04  # radians: neighbours of the right angle are nearly right
PICTURES_A_FORK = 10


class RoadLessons(NamedTuple):
    """Pictures with the answers of two drivers.

    Attributes:
        images: Shape (count, height, width, 3), from 0 to 1.
        answers: Shape (count, 2), radians: of one who goes left at a fork and of one who goes right. They are equal
            where there is one way only.
    """

    images: NDArray[np.float32]
    answers: NDArray[np.float64]


@functools.lru_cache(maxsize=2)
def road_lessons(
    *, bends: int = 1400, forks: int = 800, wedges: int = 800, size: tuple[int, int] = (32, 48), seed: int = 0
) -> RoadLessons:
    """Collect pictures from winding roads, forking ones, and the place where a fork's ways part.

    Every picture comes twice, the second time mirrored with its answers mirrored too; and with its colour channels in a
    random order, so that no driver learns the colour of a road by heart. What was drawn is kept: a second call for the
    same returns the same arrays.

    Args:
        bends, forks, wedges: How many of each kind.
        size: Height and width in pixels.
        seed: The same seed gives the same pictures, on roads whose seeds lie far above those a test would take.
    """
    parts = [
        data.road_images(bends, size=size, seed=seed),
        data.road_images(forks, size=size, fork=True, seed=seed + 100),
    ]
    images, answers = _at_the_wedge(wedges, size, seed)
    images = np.concatenate([*(part.images for part in parts), images])
    answers = np.concatenate([*(part.both_angles for part in parts), answers])
    images, answers = np.concatenate([images, images[:, :, ::-1]]), np.concatenate([answers, -answers[:, ::-1]])
    random = np.random.default_rng([seed, 7])
    for place in range(len(images)):
        images[place] = images[place][..., random.permutation(3)]
    return RoadLessons(images, answers)


def angle_targets(answers: ArrayLike, angles: ArrayLike = ANGLES, *, spread: float = SPREAD) -> NDArray[np.float32]:
    """Turn the answers of several drivers into one distribution over angles.

    Each answer becomes a small bell over the angles around it; of two answers each has half of the whole.

    Args:
        answers: Shape (count, drivers), radians.
        angles: Shape (bins,), radians.
        spread: Width of the bell in radians.

    Returns:
        Shape (count, bins); each row adds up to 1.

    >>> angle_targets([[0.2, -0.2]], [-0.2, 0, 0.2], spread=0.05).round(2).tolist()[0][::2]
    [0.5, 0.5]
    """
    away = (np.asarray(answers, dtype=float)[..., np.newaxis] - np.asarray(angles, dtype=float)) / spread
    bells = np.exp(-(away**2) / 2)
    return (bells / bells.sum(axis=2, keepdims=True)).mean(axis=1).astype(np.float32)


def _at_the_wedge(count: int, size: tuple[int, int], seed: int) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Place cars anywhere on the tarmac from shortly before a fork to where its ways have parted."""
    random = np.random.default_rng([seed, 6])
    images, answers = np.empty((count, *size, 3), np.float32), np.empty((count, 2))
    for place in range(count):
        if place % PICTURES_A_FORK == 0:
            road = data.winding_road(500_000_000 + 1_000_000 * seed + place, fork=True)
        car = _on_tarmac(random, road)
        images[place] = data.road_image(road, car, size=size)
        answers[place] = [data.expert_angle(road, car, branch=way) for way in (0, 1)]
    return images, answers


def _on_tarmac(random: np.random.Generator, road: data.Road) -> data.Car:
    """Draw a car near the fork, until one stands on the road."""
    assert road.fork is not None
    while True:
        # A road starts in the origin and runs straight to the east up to its fork.
        ahead, aside, turned = random.uniform(-8, 10), random.uniform(-2.5, 2.5), random.uniform(-0.4, 0.4)
        car = data.Car(road.fork + ahead, aside, turned)
        if not data.left_the_road(road, car):
            return car
