"""Top patches: the parts of a data set that excite one channel of a layer most."""

import heapq
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.image_batch import image_batch
from convcourse.explain.receptive_field import LayerField, receptive_field
from convcourse.models.gradients import layer_activations

Floats = NDArray[np.floating[Any]]


class TopPatch(NamedTuple):
    """What one unit saw.

    Attributes:
        activation: Of the unit.
        image: Number of the image in the data set.
        unit: Row and column of the unit in its map; empty for a unit that has no map.
        rows: First and last row of pixels in the unit's receptive field; some may lie in the padding outside.
        columns: The same for columns.
        pixels: Shape (height, width, channels): the part of the field that lies inside the image.
        padding: Pixels of the field above, below, left and right of the image.
    """

    activation: float
    image: int
    unit: tuple[int, ...]
    rows: tuple[int, int]
    columns: tuple[int, int]
    pixels: Floats
    padding: tuple[int, int, int, int]


def top_patches(
    model: Any,
    images: ArrayLike,
    layer: str,
    channel: int,
    *,
    count: int = 9,
    one_per_image: bool = True,
    batch_size: int = 32,
) -> list[TopPatch]:
    """Return what the most excited units of a channel saw, the strongest first.

    Args:
        model: A Sequential or functional Keras model, whose receptive fields can be read off.
        images: The data set: shape (batch, height, width, channels), in the scale that the model takes.
        layer: Name of the layer.
        channel: Of the layer; a unit, for a layer without maps.
        count: Patches; fewer if the data set has not as many.
        one_per_image: Take the strongest unit of each image only: neighbours see almost the same.
        batch_size: So many images go through the model at a time, which bounds the memory.

    Raises:
        ValueError: There is no such layer or channel, count is below 1, or the receptive field is not known.
        FloatingPointError: Images hold NaN or infinity.

    Source: Zeiler and Fergus (2014), figure 2; chapters 09 and 15.
    """
    if count < 1:
        raise ValueError(f"expected count of 1 or more, came {count}")
    array = image_batch(images)
    field = receptive_field(model, layer, input_size=array.shape[1:3])
    best: list[tuple[float, int, tuple[int, ...]]] = []
    for first in range(0, len(array), batch_size):
        maps = _channel(layer_activations(model, array[first : first + batch_size], layer), layer, channel)
        for number, each in enumerate(maps, start=first):
            best += _strongest(each, number, 1 if one_per_image else count)
        # Of equal ones the first image comes first, and in it the first unit.
        best = heapq.nsmallest(count, best, key=lambda found: (-found[0], *found[1:]))
    return [_patch(array[image], field, activation, image, unit) for activation, image, unit in best]


def _channel(said: Floats, layer: str, channel: int) -> Floats:
    """Return the maps of one channel: shape (batch, height, width), or (batch,) for a layer without maps."""
    channels = said.shape[-1]
    if not 0 <= channel < channels:
        raise ValueError(f"expected a channel of layer {layer!r} from 0 to {channels - 1}, came {channel}")
    return said[..., channel]


def _strongest(values: Floats, image: int, count: int) -> list[tuple[float, int, tuple[int, ...]]]:
    flat = np.ravel(values)
    order = np.argsort(-flat, kind="stable")[:count]
    places = [tuple(int(each) for each in np.unravel_index(place, np.shape(values))) for place in order]
    return [(float(flat[place]), image, unit) for place, unit in zip(order, places, strict=True)]


def _patch(image: Floats, field: LayerField, activation: float, number: int, unit: tuple[int, ...]) -> TopPatch:
    (top, bottom), (left, right) = field.region(*(unit or (0, 0)))
    height, width = image.shape[:2]
    padding = max(0, -top), max(0, bottom + 1 - height), max(0, -left), max(0, right + 1 - width)
    pixels = image[max(0, top) : bottom + 1, max(0, left) : right + 1]
    return TopPatch(activation, number, unit, (top, bottom), (left, right), pixels, padding)
