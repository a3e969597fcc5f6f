"""Deletion and insertion: take the pixels of an image away, or bring them in, in the order of a map."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.gaussian_blur import gaussian_blur
from convcourse.explain.image_batch import image_batch, mean_colours
from convcourse.explain.score import heat_maps
from convcourse.models.class_score import class_indices, class_scores, score_model

Floats = NDArray[np.floating[Any]]


class RemovalCurve(NamedTuple):
    """How likely the class is, as more and more pixels are taken away or brought in.

    Attributes:
        fractions: Shape (steps + 1,): the part of the pixels that was changed, from 0 to 1.
        probabilities: Shape (batch, steps + 1): of the class, by the softmax of the scores; by a sigmoid where there is
            one score only.
    """

    fractions: Floats
    probabilities: Floats

    @property
    def area(self) -> Floats:
        """The area below each curve, by trapezoids: from 0 to 1, shape (batch,)."""
        means = (self.probabilities[:, :-1] + self.probabilities[:, 1:]) / 2
        return np.sum(means * np.diff(self.fractions), axis=1)


def deletion(
    model: Any,
    images: ArrayLike,
    maps: ArrayLike,
    class_index: ArrayLike,
    *,
    steps: int = 50,
    fill: ArrayLike | None = None,
    seed: int = 0,
    score_layer: Any = None,
    batch_size: int = 32,
) -> RemovalCurve:
    """Take pixels away, from the highest of the map to the lowest. A small area speaks for the map.

    Only the order that a map gives counts, not its values. And an image with holes is like none that the network has
    learnt from: compare areas of several maps, or with that of a random map, rather than read one.

    Args:
        model, images, class_index, score_layer: As for `saliency`.
        maps: Shape (batch, height, width), one for each image.
        steps: In how many equal steps all pixels go.
        fill: What stays in the place of a pixel: a number, a colour, or images. The mean colour of each image if None.
        seed: Pixels that are equal in a map go in an order drawn by chance; the same seed gives the same one.
        batch_size: So many images go through the model at a time, which bounds the memory.

    Raises:
        ValueError: Maps and images differ in size, fill cannot be laid over the images, or steps are no number from 1
            to the number of pixels; or as `saliency`.
        FloatingPointError: As `saliency`, or a map holds NaN or infinity.

    Source: Petsiuk, Das and Saenko (2018), "RISE", section 4.2; chapter 16.
    """
    array = image_batch(images)
    end = mean_colours(array) if fill is None else fill
    return _follow(model, array, array, end, maps, class_index, steps, seed, score_layer, batch_size)


def insertion(
    model: Any,
    images: ArrayLike,
    maps: ArrayLike,
    class_index: ArrayLike,
    *,
    steps: int = 50,
    fill: ArrayLike | None = None,
    seed: int = 0,
    score_layer: Any = None,
    batch_size: int = 32,
) -> RemovalCurve:
    """Bring pixels into a blurred image, from the highest of the map to the lowest. A large area speaks for the map.

    Args, raises and source: as `deletion`; the image that it begins with, `fill`, is the blurred image if None. The
    blur has a standard deviation of a twentieth of the shorter side.
    """
    array = image_batch(images)
    start = gaussian_blur(array, min(array.shape[1:3]) / 20) if fill is None else fill
    return _follow(model, array, start, array, maps, class_index, steps, seed, score_layer, batch_size)


def _follow(
    model: Any,
    images: Floats,
    start: ArrayLike,
    end: ArrayLike,
    maps: ArrayLike,
    class_index: ArrayLike,
    steps: int,
    seed: int,
    score_layer: Any,
    batch_size: int,
) -> RemovalCurve:
    """Change each image, pixel by pixel, from its start to its end, and ask the model on the way."""
    order = _turns(maps, images, seed)
    pixels = order.shape[1]
    if not 1 <= steps <= pixels:
        raise ValueError(f"expected steps from 1 to the {pixels} pixels of an image, came {steps}")
    starts, ends = (_laid_over(images, each) for each in (start, end))
    scored = score_model(model, images, score_layer=score_layer)
    classes = class_indices(scored, len(images), class_index)
    changed = np.round(np.linspace(0, pixels, steps + 1)).astype(int)
    found = np.empty((len(images), steps + 1))
    for number in range(len(images)):
        for first in range(0, steps + 1, batch_size):
            some = changed[first : first + batch_size]
            gone = (order[number] < some[:, None]).reshape(len(some), *images.shape[1:3], 1)
            scores = class_scores(scored, np.where(gone, ends[number], starts[number]), batch_size=batch_size)
            found[number, first : first + len(some)] = _probabilities(scores)[:, classes[number]]
    return RemovalCurve(changed / pixels, found)


def _turns(maps: ArrayLike, images: Floats, seed: int) -> NDArray[np.integer[Any]]:
    """Return when it is each pixel's turn, from 0 for the highest: shape (batch, height * width)."""
    values = heat_maps(maps)
    if values.shape != images.shape[:3]:
        raise ValueError(f"expected a map of the size of each image, {images.shape[:3]}; came {values.shape}")
    flat = values.reshape(len(values), -1)
    lots = np.random.default_rng(seed).permutation(flat.shape[1])
    order = np.array([np.lexsort((lots, -each)) for each in flat])
    turns = np.empty_like(order)
    np.put_along_axis(turns, order, np.arange(flat.shape[1])[None], axis=1)
    return turns


def _laid_over(images: Floats, values: ArrayLike) -> Floats:
    try:
        return np.broadcast_to(np.asarray(values, images.dtype), images.shape)
    except ValueError as error:
        came = np.shape(values)
        raise ValueError(f"expected fill to be a number, a colour, or images of {images.shape}; came {came}") from error


def _probabilities(scores: Floats) -> Floats:
    if scores.shape[1] == 1:  # of one class against none: its score stands against a score of 0
        scores = np.concatenate([scores, np.zeros_like(scores)], axis=1)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
