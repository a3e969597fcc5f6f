"""Grad-CAM: the maps of a layer, added up by how much the score of a class depends on each."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.channel_reduction import reduce_channels
from convcourse.explain.empty_map import announce_empty
from convcourse.explain.image_batch import image_batch
from convcourse.explain.resizing import resized
from convcourse.models.class_score import ScoreModel, class_indices, pick, score_gradient, score_model
from convcourse.models.gradients import as_tensor, layer_gradient
from convcourse.models.layer_calls import listening, parts_inside

Floats = NDArray[np.floating[Any]]
VARIANTS = ("relu", "vanilla", "guided")


def grad_cam(
    model: Any,
    images: ArrayLike,
    class_index: ArrayLike,
    *,
    layer: Any = None,
    variant: str = "relu",
    resize: bool = True,
    channels: str = "max",
    score_layer: Any = None,
    batch_size: int = 16,
) -> Floats:
    """Return a coarse map of where a layer has found what speaks for a class.

    The weight of a channel is the mean over its map of the gradient of the score; the maps are added up with these
    weights. Behind a global average and one dense layer, that is the class activation map (Zhou and others 2016),
    divided by the number of places of a map.

    Args:
        model, images, class_index, score_layer, batch_size: As for `saliency`.
        layer: Name of the layer whose maps are added up, or the layer; the last one that still has a height and a width
            and is no pooling if None.
        variant: "vanilla": the sum as it is, negative where the layer speaks against the class. "relu": its positive
            part, as in the paper. "guided": that, enlarged, times guided backpropagation pixel by pixel; the paper
            calls it Guided Grad-CAM.
        resize: Enlarge the map to the size of the images, linearly between the middles of its places. Without, it has
            the size of the layer's maps.
        channels: For "guided" only: how its channels become one number; see `reduce_channels`.

    Returns:
        Shape (batch, height, width); for "guided" with channels "all", (batch, height, width, channels).

    Raises:
        ValueError: There is no such variant or layer, the layer has no maps, or "guided" is asked for without resize;
            or as `saliency`.
        FloatingPointError: As `saliency`.

    Warns:
        EmptyMap: A map is the same everywhere; for "relu", zero where the layer speaks against the class only.

    Source: Selvaraju and others (2017), "Grad-CAM"; chapter 16.
    """
    if variant not in VARIANTS:
        raise ValueError(f"expected variant to be one of {', '.join(map(repr, VARIANTS))}; came {variant!r}")
    if variant == "guided" and not resize:
        raise ValueError("expected resize=True for variant 'guided', which multiplies by a map of the image's size")
    array = image_batch(images)
    scored = score_model(model, array, score_layer=score_layer)
    classes = class_indices(scored, len(array), class_index)
    chosen = last_maps(scored, array) if layer is None else layer
    slices = [slice(first, first + batch_size) for first in range(0, len(array), batch_size)]
    maps = np.concatenate([_weighted_maps(scored, array[part], classes[part], chosen) for part in slices])
    if variant != "vanilla":
        maps = np.maximum(maps, 0)
    announce_empty(maps, "Grad-CAM", _reason(chosen, variant))
    if resize:
        maps = resized(maps[..., None], array.shape[1:3])[..., 0]
    if variant == "guided":
        guided = score_gradient(scored, array, classes, relu_rule="guided", batch_size=batch_size)
        return reduce_channels(maps[..., None] * guided, channels)
    return maps


def last_maps(model: ScoreModel, images: Floats) -> Any:
    """Return the last layer that gives maps of more than one place and is no pooling, as the model runs.

    Raises:
        ValueError: There is none.
    """
    with listening(*parts_inside(model)) as calls:
        model(as_tensor(model, images[:1]))
    for call in reversed(calls):
        shape = tuple(getattr(call.said, "shape", ()))
        kind = type(call.layer).__name__
        passes_on = "Pool" in kind or "Dropout" in kind or kind == "InputLayer" or hasattr(call.layer, "layers")
        if len(shape) == 4 and shape[1] * shape[2] > 1 and not passes_on:
            return call.layer
    raise ValueError(f"expected a layer of model {model.name!r} that gives maps, (batch, height, width, channels)")


def _weighted_maps(model: ScoreModel, images: Floats, classes: Any, layer: Any) -> Floats:
    """Return the sum over channels of weight times map: shape (batch, height, width) of the layer."""
    found = layer_gradient(model, images, layer, lambda scores: pick(scores, classes))
    if found.activations.ndim != 4:
        name = layer if isinstance(layer, str) else layer.name
        raise ValueError(
            f"expected layer {name!r} to give maps, (batch, height, width, channels); came {found.activations.shape}"
        )
    weights = found.gradient.mean(axis=(1, 2), keepdims=True)
    return np.sum(weights * found.activations, axis=-1)


def _reason(layer: Any, variant: str) -> str:
    name = layer if isinstance(layer, str) else layer.name
    if variant == "vanilla":
        return f"the score does not depend on layer {name!r} here, or its maps are zero"
    return f"layer {name!r} nowhere speaks for the class, and the ReLU has removed the rest: see variant='vanilla'"
