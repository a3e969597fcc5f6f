"""Filter patterns: the texture that one channel of an inner layer answers to most."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from convcourse.explain.ascent import Ascent, Range, Regularisers, climb
from convcourse.explain.blank_image import blank_images
from convcourse.models.class_score import pick
from convcourse.models.layer_calls import find_layer
from convcourse.models.quiet import import_keras


def filter_pattern(
    model: Any,
    layer: Any,
    channel: int | Sequence[int],
    *,
    steps: int = 64,
    step_size: float = 0.02,
    input_range: Range = (0.0, 1.0),
    l2: float = 0.0,
    jitter: int = 0,
    blur: float = 0.0,
    smooth: float = 0.0,
    start: ArrayLike | None = None,
    size: tuple[int, int, int] | None = None,
    seed: int = 0,
) -> Ascent:
    """Draw the texture that one channel of an inner layer answers to most, on the mean over its map.

    Args:
        model: A Keras model that was built.
        layer: Name of the layer, or the layer.
        channel: One, or several, each of which gets an image.
        steps, step_size, input_range, l2, jitter, blur, smooth, start, size, seed: As for `class_model`.

    Returns:
        Images of shape (channels, height, width, 3) and their scores on the way.

    Raises:
        ValueError: There is no such layer or channel, or as `climb`.

    Source: Erhan, Bengio, Courville and Vincent (2009); Olah, Mordvintsev and Schubert (2017); chapter 17.
    """
    wanted = np.atleast_1d(np.asarray(channel))
    images = blank_images(model, len(wanted), start, size, input_range, seed)
    find_layer(model, layer)
    rules = Regularisers(l2=l2, jitter=jitter, blur=blur, smooth=smooth)

    def score(said: list[Any]) -> Any:
        (maps,) = said
        if wanted.min() < 0 or wanted.max() >= maps.shape[-1]:
            raise ValueError(f"expected a channel from 0 to {maps.shape[-1] - 1}, came {channel}")
        ops = import_keras().ops
        means = ops.mean(maps, axis=tuple(range(1, len(maps.shape) - 1))) if len(maps.shape) > 2 else maps
        return pick(means, wanted)

    return climb(
        model, images, score, layers=[layer], steps=steps, step_size=step_size, input_range=input_range,
        regularisers=rules, seed=seed,
    )  # fmt: skip
