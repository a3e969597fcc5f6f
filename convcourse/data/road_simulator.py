"""Drive on roads: labelled pictures to learn from, and a simulator that asks a driver for each next angle."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convcourse.data.road import (
    LARGEST_ANGLE,
    STEP,
    Car,
    Road,
    expert_angle,
    finished,
    left_the_road,
    move,
    place_on_road,
    winding_road,
)
from convcourse.data.road_camera import road_image

PICTURES_A_ROAD = 20


class RoadImages(NamedTuple):
    """Pictures from the car with the expert's answers.

    Attributes:
        images: Shape (count, height, width, 3), from 0 to 1.
        angles: Shape (count,), radians, positive to the left: what the expert did. At a fork, left or right by chance.
        both_angles: Shape (count, 2): the answers of one who goes left at the fork and of one who goes right. They are
            equal where there is no fork, or the car is past it.
    """

    images: NDArray[np.float32]
    angles: NDArray[np.float64]
    both_angles: NDArray[np.float64]


class Drive(NamedTuple):
    """One drive from start to end.

    Attributes:
        path: Shape (pictures, 3): metres east, metres north and heading in radians, at each picture and at the end.
        angles: Shape (pictures - 1,): the steering angles in radians.
        outcome: "finished", "left the road" or "too slow".
    """

    path: NDArray[np.float64]
    angles: NDArray[np.float64]
    outcome: str


def road_images(count: int, *, size: tuple[int, int] = (32, 48), fork: bool = False, seed: int = 0) -> RoadImages:
    """Draw pictures from all over many roads, with the expert's steering angle for each.

    The car is where a learner may find itself: up to 2 m to the side of the middle, and turned by up to 17 degrees.
    Every 20 pictures come from another road. Seeds of these roads begin with 1,000,000; roads with smaller seeds are
    unseen.

    Args:
        count: Number of pictures.
        size: Height and width in pixels.
        fork: Draw forking roads, with the car near the fork or on the way to it.
        seed: The same seed gives the same pictures.

    >>> made = road_images(3, size=(24, 40))
    >>> made.images.shape, made.angles.shape, made.both_angles.shape
    ((3, 24, 40, 3), (3,), (3, 2))
    """
    images = np.empty((count, *size, 3), np.float32)
    both, angles = np.empty((count, 2)), np.empty(count)
    for place in range(count):
        random = np.random.default_rng([seed, place])
        if place % PICTURES_A_ROAD == 0:
            road = winding_road(1_000_000 * (seed + 1) + place, fork=fork)
        branch = int(random.integers(len(road.branches)))
        end = road.length if road.fork is None else road.fork + 30
        aside, turned = random.uniform(-2, 2), random.uniform(-0.3, 0.3)
        along = random.uniform(0, end)
        car = place_on_road(road, along, branch=branch, aside=aside, turned=turned)
        chosen = expert_angle(road, car, branch=branch)
        parted = road.fork is None or along > road.fork + 10
        both[place] = chosen if parted else [expert_angle(road, car, branch=way) for way in (0, 1)]
        angles[place] = chosen
        images[place] = road_image(road, car, size=size)
    return RoadImages(images, angles, both)


def start_of(road: Road, *, offset: float = 1.0) -> Car:
    """Return a car at the start, by chance up to `offset` metres aside, and turned by up to 0.1 radians for each."""
    aside, turned = np.random.default_rng([road.seed, 3]).uniform(-offset, offset, size=2)
    return place_on_road(road, 2.0, aside=aside, turned=0.1 * turned)


def drive(
    roads: Sequence[Road],
    driver: Callable[[NDArray[np.float32]], NDArray],
    *,
    size: tuple[int, int] = (32, 48),
    offset: float = 1.0,
) -> list[Drive]:
    """Let a driver steer one car on each road until it has finished or left the road.

    All cars drive at once, a metre a step, so that a network sees one batch a step.

    Args:
        roads: The roads.
        driver: Takes the pictures of the cars still on their way, shape (cars, height, width, 3), and returns their
            steering angles in radians, shape (cars,), positive to the left.
        size: Height and width of the pictures in pixels.
        offset: Largest distance from the middle in metres at the start.

    Returns:
        One drive for each road.

    Raises:
        ValueError: The driver's angles are of another shape, or not finite.
    """
    paths = [[start_of(road, offset=offset)] for road in roads]
    angles: list[list[float]] = [[] for _ in roads]
    outcomes = ["too slow"] * len(roads)
    going = list(range(len(roads)))
    steps = 0
    while going and steps < 2 * max(road.length for road in roads) / STEP:
        pictures = np.array([road_image(roads[place], paths[place][-1], size=size) for place in going])
        answers = np.asarray(driver(pictures), dtype=float)
        if answers.shape != (len(going),):
            raise ValueError(f"expected angles of shape ({len(going)},), one a car; came {answers.shape}")
        if not np.isfinite(answers).all():
            raise ValueError("expected angles that are numbers, came nan or infinity")
        for place, angle in zip(going, np.clip(answers, -LARGEST_ANGLE, LARGEST_ANGLE), strict=True):
            angles[place].append(float(angle))
            paths[place].append(move(paths[place][-1], float(angle)))
            outcomes[place] = _outcome(roads[place], paths[place][-1])
        going = [place for place in going if outcomes[place] == "too slow"]
        steps += 1
    made = zip(paths, angles, outcomes, strict=True)
    return [Drive(np.array(path), np.array(turns), outcome) for path, turns, outcome in made]


def _outcome(road: Road, car: Car) -> str:
    """Return how the drive has ended, or "too slow" as long as it has not."""
    if left_the_road(road, car):
        return "left the road"
    return "finished" if finished(road, car) else "too slow"
