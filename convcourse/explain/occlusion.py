"""Occlusion: cover a part of the image, and see by how much the score falls."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.empty_map import announce_empty
from convcourse.explain.image_batch import image_batch, mean_colours
from convcourse.models.class_score import class_indices, class_scores, score_model

Floats = NDArray[np.floating[Any]]

AT_A_TIME = 4  # batches of covered copies in memory: so a large network is translated once for several


class OcclusionDrops(NamedTuple):
    """By how much the score falls for each place of the patch.

    Attributes:
        drops: Shape (batch, rows, columns): the score of the image less that of the covered image.
        tops: Shape (rows,): the first row of pixels that the patch covers.
        lefts: Shape (columns,): the first column of pixels that it covers.
    """

    drops: Floats
    tops: NDArray[np.integer[Any]]
    lefts: NDArray[np.integer[Any]]


def occlusion(
    model: Any,
    images: ArrayLike,
    class_index: ArrayLike,
    *,
    patch: tuple[int, int],
    stride: tuple[int, int] | None = None,
    grey: ArrayLike | None = None,
    score_layer: Any = None,
    batch_size: int = 32,
) -> Floats:
    """Return a map of how much the score falls where the image is covered.

    Args:
        model, images, class_index, score_layer: As for `saliency`.
        patch: Height and width of what covers, in pixels.
        stride: Pixels from one place to the next, down and across; half the patch if None. Where it does not divide
            the way, the last row or column of places is at the border, so that the whole image is visited.
        grey: What covers: a number, or a colour of shape (channels,), in the scale of the images. The mean colour of
            each image if None.
        batch_size: So many covered images go through the model at a time, which bounds the memory.

    Returns:
        Shape (batch, height, width): each pixel has the mean drop of the patches that covered it. Negative where the
        score rises.

    Raises:
        ValueError: The patch is larger than the image, the stride leaves pixels uncovered, the grey lies far outside
            the scale of the images; or as `saliency`.
        FloatingPointError: As `saliency`.

    Warns:
        EmptyMap: A map is the same everywhere.

    Source: Zeiler and Fergus (2014), section 4.2; chapter 15.
    """
    array = image_batch(images)
    step = _stride(patch, stride)
    if stride is not None and (step[0] > patch[0] or step[1] > patch[1]):
        raise ValueError(f"expected a stride of at most the patch, {patch}, so that no pixel is left out; came {step}")
    found = occlusion_drops(
        model, array, class_index, patch=patch, stride=step, grey=grey, score_layer=score_layer, batch_size=batch_size
    )
    total, visits = np.zeros(array.shape[:3]), np.zeros(array.shape[1:3])
    for row, top in enumerate(found.tops):
        for column, left in enumerate(found.lefts):
            covered = np.s_[..., top : top + patch[0], left : left + patch[1]]
            total[covered] += found.drops[:, row, column, None, None]
            visits[covered] += 1
    reason = "the score is the same, whatever is covered"
    return announce_empty(total / visits, "occlusion", reason)


def occlusion_drops(
    model: Any,
    images: ArrayLike,
    class_index: ArrayLike,
    *,
    patch: tuple[int, int],
    stride: tuple[int, int] | None = None,
    grey: ArrayLike | None = None,
    score_layer: Any = None,
    batch_size: int = 32,
) -> OcclusionDrops:
    """Return by how much the score falls for each place of the patch.

    On a linear model a drop is the sum of weights times (pixels - grey) over the patch.

    Args, raises and source: as `occlusion`; but the stride may be larger than the patch.
    """
    array, step = image_batch(images), _stride(patch, stride)
    colours = _colours(array, grey)
    tops, lefts = (_starts(size, *along) for size, *along in zip(array.shape[1:3], patch, step, strict=True))
    scored = score_model(model, array, score_layer=score_layer)
    classes = class_indices(scored, len(array), class_index)
    places = [None, *((top, left) for top in tops for left in lefts)]
    drops = np.empty((len(array), len(places) - 1))
    for number, (image, colour) in enumerate(zip(array, colours, strict=True)):
        found = []
        for first in range(0, len(places), AT_A_TIME * batch_size):
            copies = _covered(image, colour, places[first : first + AT_A_TIME * batch_size], patch)
            found.append(class_scores(scored, copies, batch_size=batch_size)[:, classes[number]])
        scores = np.concatenate(found)
        drops[number] = scores[0] - scores[1:]
    return OcclusionDrops(drops.reshape(len(array), len(tops), len(lefts)), tops, lefts)


def _covered(image: Floats, colour: Floats, places: list[Any], patch: tuple[int, int]) -> Floats:
    """Return one copy of the image for each place (top, left), covered there; for the place None it is left whole."""
    copies = np.repeat(image[None], len(places), axis=0)
    for copy, place in zip(copies, places, strict=True):
        if place is not None:
            copy[place[0] : place[0] + patch[0], place[1] : place[1] + patch[1]] = colour
    return copies


def _stride(patch: tuple[int, int], stride: tuple[int, int] | None) -> tuple[int, int]:
    if stride is None:
        return max(1, patch[0] // 2), max(1, patch[1] // 2)
    return stride


def _starts(size: int, patch: int, stride: int) -> NDArray[np.integer[Any]]:
    """Return where the patch begins along one axis; the last place ends at the border."""
    if not (1 <= patch <= size and stride >= 1):
        raise ValueError(
            f"expected a patch of 1 to {size} pixels, as the image has, and a stride of 1 or more; came {patch} and "
            f"{stride}"
        )
    last = size - patch
    return np.unique([*range(0, last + 1, stride), last])


def _colours(images: Floats, grey: ArrayLike | None) -> Floats:
    """Return the colour that covers each image: shape (batch, channels)."""
    if grey is None:
        return mean_colours(images)[:, 0, 0]
    array, channels = np.asarray(grey, images.dtype), images.shape[-1]
    if array.shape not in ((), (channels,)):
        raise ValueError(f"expected grey to be a number or a colour of {channels} channels, came shape {array.shape}")
    least, greatest = images.min(), images.max()
    reach = greatest - least
    if reach > 0 and (array.min() < least - reach or array.max() > greatest + reach):
        raise ValueError(
            f"expected grey in the scale of the images, which go from {least:g} to {greatest:g}; came {grey}"
        )
    return np.broadcast_to(array, (len(images), channels))
