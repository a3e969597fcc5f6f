"""Scenes with one to five plain shapes on a textured ground, and the truth about every pixel."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from convcourse.data.mask_box import box_of
from convcourse.data.painting import paint
from convcourse.data.shape_masks import SHAPES, shape_distance

SCENE_CLASSES = ("background", *SHAPES)  # the label of a class is its place here
SMALLEST_SIDE = 16  # pixels
MOST_OBJECTS = 5
RADII = (0.17, 0.26)  # of an object, as a part of the picture's shorter side
LARGEST_TURN = np.radians(25)
LEAST_VISIBLE = 0.75  # the part of an object's pixels that others may not hide


class Scenes(NamedTuple):
    """Pictures with the class, the box and the mask of every object in them.

    Objects stand in the order in which they were drawn: a later one hides what it covers of an earlier one.

    Attributes:
        images: Shape (count, height, width, 3), red, green and blue from 0 to 1.
        label_maps: Shape (count, height, width), for each pixel the label of what is seen there; 0 is background.
        labels: For each scene an array of shape (objects,): places in `SCENE_CLASSES`, 1 to 5.
        boxes: For each scene an array of shape (objects, 4): top, left, bottom, right in pixels around the visible
            part. Top and left are the first row and column that belong to it, bottom and right the first that do not:
            height is bottom - top, and `image[top:bottom, left:right]` is the box.
        masks: For each scene an array of shape (objects, height, width): True where the object is seen.
        marked: Shape (count,), True where the planted mark is in the bottom right corner.
    """

    images: NDArray[np.float32]
    label_maps: NDArray[np.int64]
    labels: list[NDArray[np.int64]]
    boxes: list[NDArray[np.int64]]
    masks: list[NDArray[np.bool_]]
    marked: NDArray[np.bool_]


def scenes(
    count: int,
    *,
    size: tuple[int, int] = (48, 64),
    objects: tuple[int, int] = (1, 5),
    classes: Sequence[str] = SHAPES,
    noise: float = 0.05,
    ground: float = 1.0,
    radii: tuple[float, float] = RADII,
    shortcut: Mapping[str, float] | None = None,
    seed: int = 0,
) -> Scenes:
    """Draw scenes of discs, squares, triangles, crosses and rings that may hide parts of each other.

    Colours tell nothing: ground and objects take theirs from the same range, the ground's change across the picture,
    and both carry fine textures. What an object has is an edge nearly all around: there its colour differs from what
    lies beside it. Of every object at least 75 % is seen, and none is cut by the border. More scenes of one seed begin
    with the fewer.

    Args:
        count: Number of scenes.
        size: Height and width in pixels, 16 or more each.
        objects: Smallest and largest number of objects in a scene.
        classes: The shapes to draw from, names of `SCENE_CLASSES`. Their labels are the same for any choice.
        noise: Standard deviation of a normal error on every colour of every pixel.
        ground: How strongly the ground's colours change across the picture, from 0 (one colour, drawn by chance for
            each picture) to 1. Its fine texture stays.
        radii: Smallest and largest radius of an object, as a part of the shorter side. In a crowded picture objects
            may have to be smaller.
        shortcut: Plants a bias: for each class named, the chance with which one object of it puts a small chequered
            mark into the bottom right corner. `{"disc": 0.95}` makes the mark a clue to discs, and
            `{"square": 0.95}` is the test that shows who relied on it. Objects keep clear of the corner then.
        seed: The same seed gives the same scenes.

    Raises:
        ValueError: A side under 16 pixels, a range of objects outside 1 to 5, an unknown class, a negative noise, a
            ground outside 0 to 1, or radii that do not fit into the picture.

    >>> made = scenes(2, size=(32, 48), objects=(3, 3))
    >>> made.images.shape, made.label_maps.shape, made.masks[0].shape, made.boxes[0].shape
    ((2, 32, 48, 3), (2, 32, 48), (3, 32, 48), (3, 4))
    """
    _check(count, size, objects, classes, noise, shortcut)
    _check_look(ground, radii)
    images = np.empty((count, *size, 3), np.float32)
    label_maps = np.empty((count, *size), np.int64)
    labels, boxes, masks, marked = [], [], [], np.zeros(count, bool)
    for place in range(count):
        random = np.random.default_rng([seed, place])
        number = random.integers(objects[0], objects[1], endpoint=True)
        chosen = [classes[which] for which in random.integers(len(classes), size=number)]
        marked[place] = any(random.random() < (shortcut or {}).get(shape, 0.0) for shape in chosen)
        label = np.array([SCENE_CLASSES.index(shape) for shape in chosen], dtype=np.int64)
        coverages = _place(random, chosen, size, radii, None if shortcut is None else _mark(size))
        owner = _owner(coverages)
        image = paint(random, coverages, size, ground)
        if marked[place]:
            mark = _mark(size)
            image[-mark.shape[0] :, -mark.shape[1] :] = mark[..., np.newaxis]
        image += random.standard_normal(image.shape, dtype=np.float32) * np.float32(noise)
        images[place] = np.clip(image, 0, 1)
        label_maps[place] = np.concatenate([[0], label])[owner]
        labels.append(label)
        masks.append(owner == np.arange(1, len(label) + 1)[:, np.newaxis, np.newaxis])
        boxes.append(np.array([box_of(mask) for mask in masks[-1]], dtype=np.int64))
    return Scenes(images, label_maps, labels, boxes, masks, marked)


def _place(
    random: np.random.Generator,
    shapes: Sequence[str],
    size: tuple[int, int],
    radii: tuple[float, float],
    mark: NDArray | None,
) -> list[NDArray[np.float32]]:
    """Return how much of each pixel each shape covers, 0 to 1, so placed that enough of each is seen."""
    placed: list[NDArray[np.float32]] = []
    seen: list[NDArray[np.bool_]] = []
    least: list[float] = []
    shrink, misses = 1.0, 0
    while len(placed) < len(shapes):
        coverage = _throw(random, shapes[len(placed)], size, radii, shrink)
        solid = coverage >= 0.5
        left = [mask & ~solid for mask in seen]
        clear = mark is None or not coverage[-mark.shape[0] - 1 :, -mark.shape[1] - 1 :].any()
        if clear and all(np.count_nonzero(mask) >= few for mask, few in zip(left, least, strict=True)):
            placed.append(coverage)
            seen = [*left, solid]
            least.append(LEAST_VISIBLE * np.count_nonzero(solid))
        else:
            shrink *= 0.985  # in a crowded picture smaller shapes find room
            misses += 1
            if misses % 100 == 0:  # those that stand already may leave none
                placed, seen, least = [], [], []
    return placed


def _throw(
    random: np.random.Generator, shape: str, size: tuple[int, int], radii: tuple[float, float], shrink: float
) -> NDArray[np.float32]:
    """Draw one shape of random size, turn and place, wholly inside the picture."""
    height, width = size
    radius = max(shrink * random.uniform(*radii) * min(size), 2.5)
    turn = random.uniform(-LARGEST_TURN, LARGEST_TURN)
    reach = min(1.3 * radius + 0.5, (min(size) - 1) / 2)  # the farthest corner of any shape, turned
    centre = random.uniform(reach, height - 1 - reach), random.uniform(reach, width - 1 - reach)
    rows = np.arange(height, dtype=np.float32)[:, np.newaxis]
    columns = np.arange(width, dtype=np.float32)[np.newaxis]
    distance = shape_distance(shape, rows, columns, centre=centre, radius=radius, turn=turn)
    return np.clip(0.5 - distance, 0, 1).astype(np.float32)


def _owner(coverages: Sequence[NDArray[np.float32]]) -> NDArray[np.int64]:
    """Return for each pixel the place of the uppermost object that covers half of it, counted from 1, or 0."""
    owner = np.zeros(coverages[0].shape, dtype=np.int64)
    for place, coverage in enumerate(coverages, 1):
        owner[coverage >= 0.5] = place
    return owner


def _mark(size: tuple[int, int]) -> NDArray[np.float32]:
    """Return the planted mark: chequered black and white, a twelfth of the shorter side."""
    side = max(min(size) // 12, 2)
    return (np.indices((side, side)).sum(axis=0) % 2).astype(np.float32)


def _check_look(ground: float, radii: tuple[float, float]) -> None:
    """Refuse a ground or radii that cannot be drawn."""
    if not 0 <= ground <= 1:
        raise ValueError(f"expected a ground from 0 to 1, came {ground}")
    if not 0 < radii[0] <= radii[1] <= 0.35:
        raise ValueError(f"expected radii from above 0 to 0.35 of the shorter side, came {radii[0]} to {radii[1]}")


def _check(
    count: int,
    size: tuple[int, int],
    objects: tuple[int, int],
    classes: Sequence[str],
    noise: float,
    shortcut: Mapping[str, float] | None,
) -> None:
    """Refuse what cannot be drawn."""
    if count < 0:
        raise ValueError(f"expected a count of 0 scenes or more, came {count}")
    if min(size) < SMALLEST_SIDE:
        raise ValueError(f"expected a height and width of {SMALLEST_SIDE} pixels or more, came {size[0]} by {size[1]}")
    if not 1 <= objects[0] <= objects[1] <= MOST_OBJECTS:
        raise ValueError(f"expected a range of objects within 1 to {MOST_OBJECTS}, came {objects[0]} to {objects[1]}")
    unknown = sorted({*classes, *(shortcut or {})} - set(SHAPES))
    if unknown or not classes:
        raise ValueError(f"expected classes out of {', '.join(SHAPES)}; came {', '.join(unknown) or 'none'}")
    if noise < 0:
        raise ValueError(f"expected a noise of 0 or more, came {noise}")
