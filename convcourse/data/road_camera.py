"""What a camera on the car's roof sees of the road."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convcourse.data.road import HALF_WIDTH, SPACING, Car, Road, nearest

CAMERA_HEIGHT = 2.5  # metres above the ground
HORIZON = 0.28  # of the picture's height, from its top
TILE = 64  # cells of the pattern that repeats over the ground
SMALLEST_SIDE = 16  # pixels
CONTRAST = 0.2  # at least, between the colours of road and ground; black to white is 1.73


class Look(NamedTuple):
    """Colours and patterns of one road."""

    road: NDArray
    ground: NDArray
    sky: NDArray
    line: NDArray
    has_edge_lines: bool
    has_middle_line: bool
    shade: NDArray
    grain: NDArray


def road_image(road: Road, car: Car, *, size: tuple[int, int] = (32, 48), noise: float = 0.04) -> NDArray[np.float32]:
    """Draw what the camera sees: the road, the ground beside it in shade and sun, and the sky.

    How a road looks depends on its seed: it may be lighter or darker than the ground, with painted lines or none, in
    any light. The same car on the same road always sees the same picture, errors of the camera included.

    Args:
        road: The road.
        car: Where the camera is and looks.
        size: Height and width in pixels, 16 or more each. The camera sees 90 degrees from left to right.
        noise: Standard deviation of a normal error on every colour of every pixel.

    Returns:
        Array of shape (height, width, 3), red, green and blue from 0 to 1.

    Raises:
        ValueError: A side under 16 pixels.
    """
    if min(size) < SMALLEST_SIDE:
        raise ValueError(f"expected a height and width of {SMALLEST_SIDE} pixels or more, came {size[0]} by {size[1]}")
    look = _look(road.seed)
    ahead, aside = _ground_points(size)
    sky_rows = size[0] - len(ahead)
    east = car.east + ahead * np.cos(car.heading) - aside * np.sin(car.heading)
    north = car.north + ahead * np.sin(car.heading) + aside * np.cos(car.heading)
    away, along = _to_middle(road, car, ahead, aside)
    blur = ahead / (size[1] / 2)  # metres across that one pixel sees
    colour = look.ground + _inside(away, HALF_WIDTH, blur)[..., np.newaxis] * (look.road - look.ground)
    paint = np.zeros_like(away)
    if look.has_edge_lines:
        paint = _inside(np.abs(away - HALF_WIDTH + 0.4), 0.15, blur)
    if look.has_middle_line:
        paint = np.maximum(paint, _inside(away, 0.15, blur) * (along % 6 < 3))
    colour = colour + paint[..., np.newaxis] * (look.line - colour)
    light = 1 + 0.5 * _pattern(look.shade, east / 2.5, north / 2.5)
    light = light + 0.25 * _pattern(look.grain, east / 0.3, north / 0.3) * np.minimum(6 / ahead, 1)
    image = np.empty((*size, 3), np.float32)
    image[:sky_rows] = look.sky + np.linspace(0, 0.25, sky_rows)[:, np.newaxis, np.newaxis]
    image[sky_rows:] = colour * light[..., np.newaxis]
    random = np.random.default_rng([road.seed, *(int(1e6 * abs(number)) for number in car)])
    image += np.float32(noise) * random.standard_normal(image.shape, dtype=np.float32)
    return np.clip(image, 0, 1)


@cache
def _ground_points(size: tuple[int, int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return metres ahead and to the left of the point of the ground that each pixel under the horizon sees."""
    height, width = size
    focal = width / 2
    rows = np.arange(int(HORIZON * height) + 1, height) + 0.5 - HORIZON * height
    columns = (width - 1) / 2 - np.arange(width)
    ahead = np.repeat((focal * CAMERA_HEIGHT / rows)[:, np.newaxis], width, axis=1)
    return ahead.astype(np.float32), (ahead * columns / focal).astype(np.float32)


def _to_middle(road: Road, car: Car, ahead: NDArray, aside: NDArray) -> tuple[NDArray, NDArray]:
    """Return for each point its metres from the middle of the road, and the metres along the road there."""
    start = max(int(nearest(road, car)[0] / SPACING) - 6, 0)
    away, along = np.full(ahead.shape, np.inf, np.float32), np.zeros(ahead.shape, np.float32)
    for line in road.branches:
        east, north = (line[start : start + 100 : 2] - (car.east, car.north)).T
        forward = (east * np.cos(car.heading) + north * np.sin(car.heading)).astype(np.float32)
        left = (north * np.cos(car.heading) - east * np.sin(car.heading)).astype(np.float32)
        # |a - b|^2 = |a|^2 - 2ab + |b|^2, and |a|^2 is the same for all points of the line.
        points = np.stack([ahead.ravel(), aside.ravel()], axis=1)
        squares = (forward**2 + left**2) - 2 * points @ np.stack([forward, left])
        best = squares.argmin(axis=1)
        distance = np.hypot(points[:, 0] - forward[best], points[:, 1] - left[best]).reshape(ahead.shape)
        along = np.where(distance < away, (start + 2 * best.reshape(ahead.shape)) * SPACING, along)
        away = np.minimum(away, distance)
    return away, along


def _inside(distance: NDArray, edge: float, blur: NDArray) -> NDArray:
    """Return 1 nearer than the edge, 0 beyond it, and between them a ramp as wide as a pixel."""
    return np.clip((edge - distance) / blur + 0.5, 0, 1) * np.minimum(2 * edge / blur, 1)


def _pattern(tile: NDArray, east: NDArray, north: NDArray) -> NDArray:
    """Look the pattern of the ground up at each point."""
    return tile[east.astype(np.int64) % TILE, north.astype(np.int64) % TILE]


@cache
def _look(seed: int) -> Look:
    """Draw how one road looks, anew until its colour can be told from the ground's."""
    random = np.random.default_rng([seed, 2])
    look = _drawn_look(random)
    while np.linalg.norm(look.road - look.ground) < CONTRAST:
        look = _drawn_look(random)
    return look


def _drawn_look(random: np.random.Generator) -> Look:
    """Draw colours and patterns: road and ground differ in brightness, either may be the lighter."""
    dark, light = random.uniform(0.15, 0.35), random.uniform(0.5, 0.75)
    road, ground = (dark, light) if random.random() < 0.5 else (light, dark)
    shade = random.random((TILE, TILE)) - 0.5
    for axis in (0, 1):  # broad spots of shade: the mean of a cell and its neighbours
        shade = (np.roll(shade, 1, axis) + shade + np.roll(shade, -1, axis)) / 3
    return Look(
        road=road * random.uniform(0.85, 1.15, size=3),
        ground=ground * random.uniform(0.6, 1.3, size=3),
        sky=random.uniform(0.2, 0.6) * np.array([0.8, 1.0, 1.3]),
        line=np.full(3, random.uniform(0.85, 1.0)),
        has_edge_lines=bool(random.random() < 0.5),
        has_middle_line=bool(random.random() < 0.5),
        shade=shade / np.abs(shade).max(),
        grain=random.uniform(-1, 1, size=(TILE, TILE)),
    )
