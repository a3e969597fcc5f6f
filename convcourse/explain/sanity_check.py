"""A sanity check of a method: a map that explains a network must change when what it has learnt is destroyed."""

import contextlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.empty_map import EmptyMap
from convcourse.explain.image_batch import image_batch
from convcourse.explain.rank_correlation import rank_correlation
from convcourse.models.gradients import as_tensor
from convcourse.models.layer_calls import find_layer, listening, parts_inside

Floats = NDArray[np.floating[Any]]
Method = Callable[[Any, Any, Any], ArrayLike]


class SanityCheck(NamedTuple):
    """How much of a method's maps is left, as layer after layer forgets what it has learnt.

    Attributes:
        layers: Names of the layers whose weights were randomised, in that order.
        similarity: Shape (layers, batch): rank correlation of the map before, and with this layer and those before it
            randomised. 1: nothing has changed. About 0: nothing of the map is left.
    """

    layers: tuple[str, ...]
    similarity: Floats

    @property
    def left(self) -> float:
        """The mean similarity over the images at the end, with all of these layers randomised."""
        return float(self.similarity[-1].mean())


def sanity_check(
    method: Method,
    model: Any,
    images: ArrayLike,
    class_index: ArrayLike,
    *,
    layers: Sequence[Any] | None = None,
    absolute: bool = True,
    seed: int = 0,
) -> SanityCheck:
    """Randomise the weights of a network from its output down, and compare the maps of a method with those of before.

    The kernels of a layer get normal random numbers with the root mean square that they had; biases, and what a
    normalisation has learnt, change places among themselves. The first layer randomised stays so while the next one is,
    and so on down to the input: this is the cascading test. At the end, and if anything fails, all weights are again
    what they were, to the last bit.

    Args:
        method: Function of model, images and class index that returns maps, such as `saliency`; with options:
            `lambda model, images, wanted: grad_cam(model, images, wanted, layer="conv5")`.
        model: A Keras model that was built.
        images: Shape (batch, height, width, channels), in the scale that the model takes.
        class_index: Of one class for all images, or of one for each image; it is handed on to the method.
        layers: Names of the layers to randomise, or the layers, in this order; all that have weights, in the opposite
            of the order in which the model calls them, if None.
        absolute: Compare the sizes of a map's values, without their signs.
        seed: The same seed gives the same weights.

    Raises:
        ValueError: The model has no weights, a layer has none or is not there, or the method gives something else than
            one map an image; or as the method.

    Source: Adebayo and others (2018), "Sanity checks for saliency maps", sections 3 and 4; chapter 16.
    """
    array = image_batch(images)
    chosen = _from_the_top(model, array) if layers is None else [find_layer(model, layer) for layer in layers]
    without = [layer.name for layer in chosen if not layer.weights]
    if without or not chosen:
        raise ValueError(f"expected layers that have weights, came {', '.join(without) or 'none'}")
    random = np.random.default_rng(seed)
    before = _maps(method, model, array, class_index)
    similarity = np.empty((len(chosen), len(array)))
    with _weights_kept(model), warnings.catch_warnings():
        # That a random network has nothing to show is no news here; such a map has a similarity of 0.
        warnings.simplefilter("ignore", EmptyMap)
        for number, layer in enumerate(chosen):
            layer.set_weights([_randomised(weight, random) for weight in layer.get_weights()])
            after = _maps(method, model, array, class_index)
            pairs = zip(before, after, strict=True)
            similarity[number] = [
                rank_correlation(abs(one), abs(other)) if absolute else rank_correlation(one, other)
                for one, other in pairs
            ]
    return SanityCheck(tuple(layer.name for layer in chosen), similarity)


def _from_the_top(model: Any, images: Floats) -> list[Any]:
    """Return the layers with weights of their own, from the last that the model calls to the first."""
    layers = [part for part in parts_inside(model) if _own_weights(part)]
    with listening(*layers) as calls:
        model(as_tensor(model, images[:1]), training=False)
    first_calls = list({id(call.layer): call.layer for call in calls}.values())
    never = [layer for layer in layers if not any(layer is each for each in first_calls)]
    return [*never, *reversed(first_calls)]


def _own_weights(layer: Any) -> bool:
    """Tell whether a layer has weights that do not belong to a layer inside it."""
    inner = {id(weight) for each in parts_inside(layer) for weight in getattr(each, "weights", [])}
    return any(id(weight) not in inner for weight in getattr(layer, "weights", []))


def _randomised(weight: Floats, random: np.random.Generator) -> Floats:
    if weight.ndim < 2:
        return random.permutation(weight)
    size = np.sqrt(np.mean(np.square(weight, dtype=float)))
    return random.normal(scale=size, size=weight.shape).astype(weight.dtype)


@contextlib.contextmanager
def _weights_kept(model: Any) -> Iterator[None]:
    kept = [np.array(weight) for weight in model.get_weights()]
    try:
        yield
    finally:
        model.set_weights(kept)


def _maps(method: Method, model: Any, images: Floats, class_index: ArrayLike) -> Floats:
    maps: Floats = np.asarray(method(model, images, class_index))
    if maps.ndim < 2 or len(maps) != len(images):
        raise ValueError(f"expected one map for each of {len(images)} images from the method, came shape {maps.shape}")
    bad = np.flatnonzero(~np.isfinite(maps.reshape(len(maps), -1)).all(axis=1))
    if bad.size:
        raise FloatingPointError(f"expected finite numbers from the method, map {bad[0]} holds NaN or infinity")
    return maps
