"""Deep dream: let a layer have more of whatever it sees in a photo."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.ascent import Range, bounds, smoothed, unit_gradient
from convcourse.explain.image_batch import image_batch
from convcourse.explain.resizing import resized
from convcourse.models.layer_calls import find_layer
from convcourse.models.quiet import import_keras
from convcourse.models.scored_gradient import scored_gradient

Floats = NDArray[np.floating[Any]]
Size = tuple[int, int]


class Dream(NamedTuple):
    """What a network has dreamt.

    Attributes:
        image: Shape (height, width, channels), in the scale that the model takes.
        sizes: Height and width of the photo at each octave, from the smallest.
        scores: Shape (octaves, steps): how strongly the layer answered before each step.
    """

    image: Floats
    sizes: tuple[Size, ...]
    scores: Floats


def deep_dream(
    model: Any,
    photo: ArrayLike,
    *,
    layer: Any,
    channel: int | None = None,
    octaves: int = 4,
    octave_scale: float = 1.4,
    steps: int = 10,
    step_size: float = 0.01,
    smooth: float = 0.5,
    input_range: Range = (0.0, 1.0),
    seed: int = 0,
) -> Dream:
    """Change a photo so that a layer answers more strongly, in strokes of several sizes.

    The photo is made small, and changed; what was changed is laid over the photo at the next size, and so on: so large
    strokes are drawn first and fine ones into them. A model that takes images of one size only looks at the photo
    through windows of that size, which fall on other places at each step, so that no seams show.

    Args:
        model: A Keras model that was built; it stays as it is. The classes do not matter here.
        photo: Shape (height, width, channels), in the scale that the model takes, no smaller than the model's images.
        layer: Name of the layer, or the layer. Low ones dream of strokes and textures, high ones of parts of things.
        channel: One channel to please, by the mean of its map; all, by the mean of their squares, if None.
        octaves: Sizes, each `octave_scale` times the one before, up to that of the photo. Sizes smaller than the
            model's images are left out.
        octave_scale: See octaves; above 1.
        steps: At each size.
        step_size: Length of a step, as a part of the input range.
        smooth: As in `Regularisers`: 0 for fine strokes, 1 for broad ones.
        input_range: As for `class_model`.
        seed: Of the places of the windows.

    Raises:
        ValueError: The photo is smaller than the model's images, there is no such layer or channel, a number cannot
            be; or as `climb`.

    Source: Mordvintsev, Olah and Tyka (2015), "Inceptionism"; chapter 17.
    """
    image = image_batch(np.asarray(photo)[None])
    least, greatest = bounds(image, input_range)
    if octaves < 1 or steps < 1 or not octave_scale > 1 or not step_size > 0:
        raise ValueError(
            "expected octaves and steps of 1 or more, octave_scale above 1 and step_size above 0; "
            f"came {octaves}, {steps}, {octave_scale} and {step_size}"
        )
    find_layer(model, layer)
    window = _window(model, image)
    sizes = _sizes(image.shape[1:3], window, octaves, octave_scale)
    random = np.random.default_rng(seed)
    scores = np.empty((len(sizes), steps))
    dreamt = resized(image, sizes[0])
    for octave, size in enumerate(sizes):
        plain = resized(image, size)
        if octave:
            before = resized(image, sizes[octave - 1])
            dreamt = np.clip(plain + resized(dreamt - before, size), least, greatest)
        for step in range(steps):
            score, gradient = _windowed(model, dreamt, layer, channel, window, random)
            scores[octave, step] = score
            move = unit_gradient(smoothed(gradient, smooth))
            dreamt = np.clip(dreamt + step_size * (greatest - least) * move, least, greatest)
    return Dream(dreamt[0], sizes, scores)


def _window(model: Any, image: Floats) -> Size:
    """Return the height and width that the model takes; those of the image, where it takes any."""
    expected = getattr(model, "input_shape", None) or (None,) * 4
    height, width = (want or have for want, have in zip(expected[1:3], image.shape[1:3], strict=True))
    if image.shape[1] < height or image.shape[2] < width:
        raise ValueError(
            f"expected a photo of {height} by {width} pixels or more, as model {model.name!r} takes; came "
            f"{image.shape[1]} by {image.shape[2]}: enlarge it, as with `resized`"
        )
    free = len(expected) == 4 and expected[1] is None and expected[2] is None
    return (0, 0) if free else (height, width)


def _sizes(whole: tuple[int, ...], window: Size, octaves: int, scale: float) -> tuple[Size, ...]:
    made = [(round(whole[0] / scale**down), round(whole[1] / scale**down)) for down in range(octaves - 1, -1, -1)]
    return tuple(size for size in made if size[0] >= max(window[0], 1) and size[1] >= max(window[1], 1))


def _windowed(
    model: Any, image: Floats, layer: Any, channel: int | None, window: Size, random: np.random.Generator
) -> tuple[float, Floats]:
    """Return the mean score and the gradient of an image that is seen through windows at places drawn by chance."""
    size = image.shape[1:3]
    windows = [each or along for each, along in zip(window, size, strict=True)]
    shift = [int(random.integers(along)) for along in size]
    moved = np.roll(image, shift, axis=(1, 2))
    gradient, visits = np.zeros_like(moved), np.zeros((1, *size, 1), moved.dtype)
    scores = []
    for top in _starts(size[0], windows[0]):
        for left in _starts(size[1], windows[1]):
            seen = np.s_[:, top : top + windows[0], left : left + windows[1]]
            found = scored_gradient(model, moved[seen], lambda said: _pleasure(said[0], channel), layers=[layer])
            scores.append(found.scores[0])
            gradient[seen] += found.gradient
            visits[seen] += 1
    return float(np.mean(scores)), np.roll(gradient / visits, [-by for by in shift], axis=(1, 2))


def _starts(size: int, window: int) -> list[int]:
    """Return where windows begin, as few as cover the size, evenly spread.

    >>> _starts(10, 4)
    [0, 3, 6]
    """
    count = -(-size // window)
    return [round(number * (size - window) / max(count - 1, 1)) for number in range(count)]


def _pleasure(maps: Any, channel: int | None) -> Any:
    """Return how strongly a layer answers, for each image."""
    ops = import_keras().ops
    axes = tuple(range(1, len(maps.shape)))
    if channel is None:
        return ops.mean(maps * maps, axis=axes)
    if not 0 <= channel < maps.shape[-1]:
        raise ValueError(f"expected a channel from 0 to {maps.shape[-1] - 1}, came {channel}")
    return ops.mean(maps[..., channel], axis=axes[:-1]) if len(axes) > 1 else maps[:, channel]
