"""Style transfer: the things of one picture in the strokes of another."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.ascent import Range, bounds
from convcourse.explain.image_batch import image_batch
from convcourse.explain.total_variation import total_variation
from convcourse.models.gradients import as_array, as_tensor
from convcourse.models.layer_calls import find_layer, listening, only
from convcourse.models.quiet import import_keras
from convcourse.models.scored_gradient import scored_gradient
from convcourse.reference.optimisers import adam_step

Floats = NDArray[np.floating[Any]]


class StyledImage(NamedTuple):
    """What a style transfer has come to.

    Attributes:
        image: Shape (height, width, channels), in the scale that the model takes.
        content: Shape (steps,): how far the image was from the content before each step, 1 being an image of zeros'
            distance in the layer's maps.
        style: Shape (steps,): the same for the style, as a mean over its layers.
        variation: Shape (steps,): mean squared difference between neighbouring pixels, in parts of the input range.
    """

    image: Floats
    content: Floats
    style: Floats
    variation: Floats


def style_transfer(
    model: Any,
    content: ArrayLike,
    style: ArrayLike,
    *,
    content_layer: Any,
    style_layers: Sequence[Any],
    content_weight: float = 1.0,
    style_weight: float = 3.0,
    variation_weight: float = 30.0,
    steps: int = 200,
    rate: float = 0.02,
    start: ArrayLike | None = None,
    input_range: Range = (0.0, 1.0),
) -> StyledImage:
    """Change an image until it has the maps of one picture in one layer, and the Gram matrices of another in others.

    Each distance is a sum of squares, divided by that of what it should be: so the weights mean the same for each layer
    and each network. The steps are those of Adam.

    Args:
        model: A Keras model that was built; it stays as it is.
        content: Shape (height, width, channels), in the scale that the model takes: the picture whose things are kept.
        style: Shape (height, width, channels): the picture whose strokes are taken.
        content_layer: Name of the layer whose maps are kept, or the layer; one in the middle or higher.
        style_layers: Names of the layers whose Gram matrices are taken, or the layers; several, from low to high.
        content_weight, style_weight, variation_weight: Of the three terms of what is made small.
        steps: How many.
        rate: Of Adam, as a part of the input range.
        start: Image to start from; the content if None.
        input_range: As for `class_model`.

    Raises:
        ValueError: There is no such layer, a layer has no maps or maps of zeros only, a weight is negative, or pictures
            are not as the model takes them.
        FloatingPointError: As `input_gradient`.

    Source: Gatys, Ecker and Bethge (2016), "Image style transfer using convolutional neural networks"; chapter 17.
    """
    picture, painting = (image_batch(np.asarray(each)[None]) for each in (content, style))
    image = picture if start is None else image_batch(np.asarray(start)[None])
    least, greatest = bounds(picture, input_range)
    weights = (content_weight, style_weight)
    _check((*weights, variation_weight), style_layers, steps, rate)
    layers = [find_layer(model, layer) for layer in (content_layer, *style_layers)]
    aims = _aims(model, picture, painting, layers)
    terms, variations = [], []
    mean = square = np.zeros_like(image)
    for step in range(1, steps + 1):
        found = scored_gradient(model, image, lambda said: _distances(said, aims), layers=layers, weights=weights)
        rough = total_variation(image / (greatest - least))
        terms.append(found.scores[0])
        variations.append(rough.values[0])
        slope = found.gradient * (greatest - least) + variation_weight * rough.gradient
        unit, mean, square = adam_step(image / (greatest - least), mean, square, slope, step=step, rate=rate)
        image = np.clip(unit * (greatest - least), least, greatest).astype(picture.dtype)
    contents, styles = np.array(terms).T
    return StyledImage(image[0], contents, styles, np.array(variations))


def gram_matrix(maps: ArrayLike) -> Floats:
    """Return how strongly each two channels of a layer answer together, wherever in the image.

    Args:
        maps: Shape (batch, height, width, channels).

    Returns:
        Shape (batch, channels, channels): for each two channels the mean, over all places, of their product.

    Raises:
        ValueError: Maps have another shape.

    Source: Gatys, Ecker and Bethge (2016), equation 3, divided by the number of places; chapter 17.

    >>> gram_matrix([[[[1.0, 2.0], [3.0, 0.0]]]])
    array([[[5., 1.],
            [1., 2.]]])
    """
    array = image_batch(maps)
    rows = array.reshape(len(array), -1, array.shape[-1])
    return rows.transpose(0, 2, 1) @ rows / rows.shape[1]


def _gram(maps: Any) -> Any:
    """Return the Gram matrices of a tensor, so that gradients can be followed through them."""
    ops = import_keras().ops
    batch, height, width, channels = maps.shape
    rows = ops.reshape(maps, (batch, height * width, channels))
    return ops.matmul(ops.transpose(rows, (0, 2, 1)), rows) / (height * width)


def _aims(model: Any, picture: Floats, painting: Floats, layers: list[Any]) -> list[Floats]:
    """Return the maps of the picture in the first layer, and the Gram matrices of the painting in the others."""
    content = _maps(model, picture, layers[:1])[0]
    aims = [content, *(gram_matrix(maps) for maps in _maps(model, painting, layers[1:]))]
    for aim, layer in zip(aims, layers, strict=True):
        if not aim.any():
            raise ValueError(f"expected maps of layer {layer.name!r} that are not all zero: nothing to come close to")
    return aims


def _maps(model: Any, image: Floats, layers: list[Any]) -> list[Floats]:
    different = {id(layer): layer for layer in layers}.values()  # one may be named twice
    with listening(*different) as calls:
        model(as_tensor(model, image), training=False)
    found = [as_array(only([call for call in calls if call.layer is layer], layer)) for layer in layers]
    for maps, layer in zip(found, layers, strict=True):
        if maps.ndim != 4:
            expected = f"expected layer {layer.name!r} to give maps, (batch, height, width, channels)"
            raise ValueError(f"{expected}; came {maps.shape}")
    return found


def _distances(said: list[Any], aims: list[Floats]) -> Any:
    """Return the distance from the content and the mean distance from the style: shape (1, 2)."""
    ops = import_keras().ops
    now = [said[0], *(_gram(maps) for maps in said[1:])]
    if tuple(now[0].shape) != aims[0].shape:
        raise ValueError(f"expected images of one size, came maps {tuple(now[0].shape)} for {aims[0].shape}")
    apart = [ops.sum(ops.square(each - aim)) / np.sum(np.square(aim)) for each, aim in zip(now, aims, strict=True)]
    return ops.reshape(ops.stack([apart[0], sum(apart[1:]) / len(apart[1:])]), (1, 2))


def _check(weights: tuple[float, ...], style_layers: Sequence[Any], steps: int, rate: float) -> None:
    if min(weights) < 0:
        raise ValueError(f"expected weights of 0 or more, came {', '.join(map(str, weights))}")
    if isinstance(style_layers, str) or not len(style_layers):
        raise ValueError(f"expected a list of one or more style_layers, came {style_layers!r}")
    if steps < 1 or not rate > 0:
        raise ValueError(f"expected 1 step or more and a rate above 0, came {steps} and {rate}")
