"""Climb a score: change an image, step by step, so that a network that stays as it is scores it higher."""

import warnings
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.gaussian_blur import gaussian_blur
from convcourse.explain.image_batch import image_batch
from convcourse.models.scored_gradient import scored_gradient

Floats = NDArray[np.floating[Any]]
Range = tuple[ArrayLike, ArrayLike]


class Ascent(NamedTuple):
    """What a climb has come to.

    Attributes:
        images: Shape (batch, height, width, channels), in the scale that the model takes.
        scores: Shape (steps + 1, batch): the scores on the way, the last one that of the images. With jitter, all but
            the last are those of the shifted images.
    """

    images: Floats
    scores: Floats


class NoWayUp(UserWarning):
    """No small change of an image changes its score, so it has stayed as it was."""


class Regularisers(NamedTuple):
    """What keeps an image from becoming noise that only the network likes.

    Attributes:
        l2: The part of its distance from the middle of the range that each number loses at each step.
        jitter: The image is shifted by up to so many pixels, down and across, before each step, and back after it.
        blur: Standard deviation, in pixels, of a bell curve that blurs the image after every `blur_every` steps.
        smooth: How many times as much the broad strokes of a gradient count as its fine ones: its waves are divided by
            their frequency to this power. 0 takes the gradient as it is.
        blur_every: See blur.
    """

    l2: float = 0.0
    jitter: int = 0
    blur: float = 0.0
    smooth: float = 0.0
    blur_every: int = 4


def climb(
    model: Any,
    start: ArrayLike,
    score: Callable[[Any], Any],
    *,
    steps: int,
    step_size: float,
    input_range: Range,
    layers: Sequence[Any] | None = None,
    regularisers: Regularisers | None = None,
    seed: int = 0,
) -> Ascent:
    """Change images so that their scores rise.

    Each step goes along the gradient, brought to a root mean square of 1 for each image: so a step size is right for
    every score and every network. Steps get shorter, evenly, to a tenth at the end. No number leaves the range.

    Args:
        model: A Keras model that was built, or a `ScoreModel`; it stays as it is.
        start: Images to start from, shape (batch, height, width, channels).
        score: As for `scored_gradient`.
        steps: How many.
        step_size: Length of the first step, as a part of the input range.
        input_range: Least and greatest value of the images, for all channels or one for each.
        layers: As for `scored_gradient`.
        regularisers: None are used if None.
        seed: Of the jitter.

    Raises:
        ValueError: The gradients of all images are zero everywhere; a regulariser, a step or a range cannot be; or as
            `scored_gradient`.

    Warns:
        NoWayUp: The gradient of an image was zero at every step.

    Source: Simonyan, Vedaldi and Zisserman (2014), section 2; Mordvintsev, Olah and Tyka (2015) for jitter and
    normalised steps; Yosinski and others (2015), section 3, for the other regularisers; chapter 17.
    """
    array = image_batch(start)
    least, greatest = bounds(array, input_range)
    rules = regularisers or Regularisers()
    _check(steps, step_size, rules)
    middle, width = (least + greatest) / 2, greatest - least
    random = np.random.default_rng(seed)
    scores, stuck = [], np.ones(len(array), bool)
    for step in range(steps):
        shift = random.integers(-rules.jitter, rules.jitter, endpoint=True, size=2)
        moved = np.roll(array, shift, axis=(1, 2))
        found = scored_gradient(model, moved, score, layers=layers)
        scores.append(found.scores)
        way = unit_gradient(smoothed(found.gradient, rules.smooth))
        stuck &= ~way.any(axis=(1, 2, 3))
        moved = moved + step_size * (1 - 0.9 * step / steps) * width * way
        array = np.roll(middle + (1 - rules.l2) * (moved - middle), -shift, axis=(1, 2))
        if rules.blur and (step + 1) % rules.blur_every == 0:
            array = gaussian_blur(array, rules.blur)
        array = np.clip(array, least, greatest)
    scores.append(scored_gradient(model, array, score, layers=layers).scores)
    if stuck.any():
        message = f"no small change of image {', '.join(map(str, np.flatnonzero(stuck)))} changes its score: every ReLU"
        warnings.warn(NoWayUp(f"{message} on the way is shut; start from another image"), stacklevel=3)
    return Ascent(array, np.array(scores))


def bounds(images: Floats, input_range: Range) -> tuple[Floats, Floats]:
    """Return the least and the greatest value of each channel of an image.

    Raises:
        ValueError: The range is none for these images.
    """
    ends = [np.asarray(end, images.dtype) for end in input_range]
    channels = images.shape[-1]
    fits = len(ends) == 2 and all(end.shape in ((), (channels,)) for end in ends)
    if not fits or not np.all(ends[0] < ends[1]):
        raise ValueError(
            f"expected input_range as the least value and a greater one, or each for {channels} channels; "
            f"came {input_range}"
        )
    return ends[0], ends[1]


def smoothed(gradient: Floats, power: float) -> Floats:
    """Return a gradient with its waves, down and across, divided by their frequency to a power.

    Natural images have amplitudes of about one over the frequency; the gradient of a network is mostly fine.
    """
    if power == 0:
        return gradient
    height, width = gradient.shape[1:3]
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width))
    slowest = 1 / max(height, width)
    weights = (np.maximum(frequency, slowest) / slowest) ** -power
    waves = np.fft.rfft2(gradient, axes=(1, 2)) * weights[None, :, :, None]
    return np.fft.irfft2(waves, s=(height, width), axes=(1, 2)).astype(gradient.dtype)


def unit_gradient(gradient: Floats) -> Floats:
    """Return a gradient with a root mean square of 1 for each image; one that is zero everywhere stays so.

    Raises:
        ValueError: All are zero everywhere.
    """
    size = np.sqrt(np.mean(np.square(gradient), axis=(1, 2, 3), keepdims=True))
    if not size.any():
        raise ValueError(
            "expected a way up, but no small change of the image changes its score: every ReLU on the way is shut; "
            "start from another image"
        )
    return gradient / np.where(size == 0, 1, size)


def _check(steps: int, step_size: float, rules: Regularisers) -> None:
    if steps < 1 or not step_size > 0:
        raise ValueError(f"expected 1 step or more, of a size above 0; came {steps} and {step_size}")
    if not 0 <= rules.l2 < 1 or rules.jitter < 0 or rules.blur < 0 or rules.smooth < 0 or rules.blur_every < 1:
        raise ValueError(
            "expected l2 from 0 to 1, jitter, blur and smooth of 0 or more, and blur_every of 1 or more; "
            f"came l2={rules.l2}, jitter={rules.jitter}, blur={rules.blur}, smooth={rules.smooth}, "
            f"blur_every={rules.blur_every}"
        )
