"""A winding road, drawn by chance, and the steering of someone who knows it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SPACING = 0.5  # metres between two points of a centreline
HALF_WIDTH = 3.0  # metres from the middle of the road to its edge
BEYOND = 45.0  # metres that are drawn after the finish, for the camera to see
WHEELBASE = 2.5  # metres between the car's axles
STEP = 1.0  # metres that the car drives between two pictures
LARGEST_ANGLE = 0.5  # radians to either side
LOOK_AHEAD = 6.0  # metres along the road to the point that the expert steers for


class Road(NamedTuple):
    """A road on flat ground.

    Attributes:
        branches: Centrelines, one or two, each of shape (points, 2): metres east and north, a point every 0.5 m. The
            two of a fork share their first part.
        length: Metres from start to finish.
        fork: Metres from the start to the fork, or None.
        seed: Chooses the course of the road, and how it looks.
    """

    branches: tuple[NDArray[np.float64], ...]
    length: float
    fork: float | None
    seed: int


class Car(NamedTuple):
    """Where a car is and where it looks.

    Attributes:
        east: Metres.
        north: Metres.
        heading: Radians, anticlockwise from east.
    """

    east: float
    north: float
    heading: float


def winding_road(seed: int = 0, *, length: float = 120.0, tightest: float = 14.0, fork: bool = False) -> Road:
    """Draw a road that bends left and right by turns; or one that forks, with a left and a right way on.

    Args:
        seed: The same seed gives the same road.
        length: Metres from start to finish.
        tightest: Smallest radius of a bend in metres.
        fork: The road runs straight on for 20 to 35 m and then divides. Both ways are right; the grass between is not.

    Raises:
        ValueError: A length under 50 m or a radius under 10 m.

    >>> road = winding_road(length=100)
    >>> len(road.branches), road.branches[0].shape
    (1, (291, 2))
    """
    if length < 50:
        raise ValueError(f"expected a length of 50 m or more, came {length}")
    if tightest < 10:
        raise ValueError(f"expected a radius of 10 m or more, came {tightest}")
    random = np.random.default_rng([seed, 1])
    total = length + BEYOND
    if not fork:
        side = random.choice([-1.0, 1.0])
        return Road((_centreline(_bends(random, total, tightest, side, straight=5.0)),), length, None, seed)
    straight = float(np.round(random.uniform(20, 35)))
    left = _parting(random, total, straight)
    # The right way mirrors the left one: no picture holds a reason to prefer either.
    return Road((_centreline(left), _centreline(-left)), length, straight, seed)


def _bends(random: np.random.Generator, total: float, tightest: float, side: float, straight: float) -> NDArray:
    """Return the curvature, in radians a metre, at each point of a road whose heading swings to and fro."""
    pieces, heading = [np.zeros(int(straight / SPACING))], 0.0
    while sum(map(len, pieces)) * SPACING < total:
        radius = random.uniform(1, 1.8) * tightest
        change = side * np.radians(random.uniform(25, 55)) - heading
        count = max(int(abs(change) * radius / SPACING), 1)
        pieces.append(np.full(count, change / count / SPACING))
        heading, side = heading + change, -side
    return _eased(np.concatenate(pieces)[: int(total / SPACING)])


def _parting(random: np.random.Generator, total: float, straight: float) -> NDArray:
    """Return the curvature of the left way of a fork: straight on, away by 40 degrees, then in bends."""
    count = int(np.radians(40) * 14 / SPACING)
    turn = np.full(count, np.radians(40) / count / SPACING)
    first = np.concatenate([np.zeros(int(straight / SPACING)), turn, np.zeros(20)])
    rest = _bends(random, total, 25.0, side=-1.0, straight=10.0)
    return _eased(np.concatenate([first, rest])[: int(total / SPACING)])


def _eased(curvature: NDArray) -> NDArray:
    """Blend each bend into the next one over 4 m: nobody turns a wheel in no time."""
    kernel = np.ones(8) / 8
    return np.convolve(np.pad(curvature, (4, 3), mode="edge"), kernel, mode="valid")


def _centreline(curvature: NDArray) -> NDArray[np.float64]:
    """Return the points of a line from its curvature; it starts in the origin towards the east."""
    heading = np.concatenate([[0.0], np.cumsum(curvature * SPACING)])
    steps = SPACING * np.stack([np.cos(heading), np.sin(heading)], axis=1)
    return np.concatenate([[[0.0, 0.0]], np.cumsum(steps, axis=0)])[:-1]


def place_on_road(road: Road, along: float, *, branch: int = 0, aside: float = 0.0, turned: float = 0.0) -> Car:
    """Return a car at a place of the road.

    Args:
        road: The road.
        along: Metres from the start, along the middle.
        branch: Which way of a fork: 0 is left and 1 is right.
        aside: Metres to the left of the middle.
        turned: Radians to the left of the road's own direction.
    """
    line = road.branches[branch]
    point = min(int(along / SPACING), len(line) - 2)
    direction = np.arctan2(*(line[point + 1] - line[point])[::-1])
    east, north = line[point] + aside * np.array([-np.sin(direction), np.cos(direction)])
    return Car(float(east), float(north), float(direction + turned))


def nearest(road: Road, car: Car) -> tuple[float, float, int]:
    """Return metres along the road, metres from its middle, and the branch, of the point nearest to the car."""
    found = []
    for branch, line in enumerate(road.branches):
        distance = np.hypot(line[:, 0] - car.east, line[:, 1] - car.north)
        point = int(distance.argmin())
        found.append((float(distance[point]), point * SPACING, branch))
    distance_away, along, branch = min(found)
    return along, distance_away, branch


def left_the_road(road: Road, car: Car) -> bool:
    """Say whether the middle of the car is beyond the road's edge."""
    return nearest(road, car)[1] > HALF_WIDTH


def finished(road: Road, car: Car) -> bool:
    """Say whether the car has come to the end of the road, on it."""
    along, away, _ = nearest(road, car)
    return along >= road.length and away <= HALF_WIDTH


def expert_angle(road: Road, car: Car, *, branch: int = 0) -> float:
    """Return the steering angle of someone who sees the whole road: an arc to a point 6 m farther on in its middle.

    Args:
        road: The road.
        car: The car.
        branch: Which way to take at a fork: 0 is left and 1 is right.

    Returns:
        Radians, positive to the left, at most 0.5 to either side.

    Source: Coulter 1992, pure pursuit.
    """
    line = road.branches[min(branch, len(road.branches) - 1)]
    closest = np.hypot(line[:, 0] - car.east, line[:, 1] - car.north).argmin()
    east, north = line[min(int(closest + LOOK_AHEAD / SPACING), len(line) - 1)] - (car.east, car.north)
    ahead = east * np.cos(car.heading) + north * np.sin(car.heading)
    aside = north * np.cos(car.heading) - east * np.sin(car.heading)
    curvature = 2 * aside / (ahead**2 + aside**2)
    return float(np.clip(np.arctan(WHEELBASE * curvature), -LARGEST_ANGLE, LARGEST_ANGLE))


def move(car: Car, angle: float) -> Car:
    """Drive 1 m with the front wheels turned by `angle` radians, positive to the left; beyond 0.5 they do not turn.

    >>> move(Car(0.0, 0.0, 0.0), 0.0)
    Car(east=1.0, north=0.0, heading=0.0)
    """
    turn = STEP * np.tan(np.clip(angle, -LARGEST_ANGLE, LARGEST_ANGLE)) / WHEELBASE
    chord = STEP * np.sinc(turn / (2 * np.pi))  # an arc's two ends are a little nearer than its length
    middle = car.heading + turn / 2
    east, north = car.east + chord * np.cos(middle), car.north + chord * np.sin(middle)
    return Car(float(east), float(north), float(car.heading + turn))
