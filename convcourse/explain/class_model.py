"""Class models: the image that a network would rather see than any other."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from convcourse.explain.ascent import Ascent, Range, Regularisers, climb
from convcourse.explain.blank_image import blank_images
from convcourse.models.class_score import class_indices, pick, score_model


def class_model(
    model: Any,
    class_index: int | Sequence[int],
    *,
    steps: int = 128,
    step_size: float = 0.02,
    input_range: Range = (0.0, 1.0),
    l2: float = 0.0,
    jitter: int = 0,
    blur: float = 0.0,
    smooth: float = 0.0,
    start: ArrayLike | None = None,
    size: tuple[int, int, int] | None = None,
    seed: int = 0,
    score_layer: Any = None,
) -> Ascent:
    """Draw the image that a network takes for a class, from a blank one, by climbing the score of the class.

    The weights stay as they are; the image learns. It is the score before softmax that is climbed: a probability can
    rise as well by making other classes less likely.

    Args:
        model, score_layer: As for `saliency`.
        class_index: One class, or several, each of which gets an image.
        steps, step_size: As for `climb`.
        input_range: Least and greatest value that the model takes, for all channels or one for each: (0, 1), (-1, 1),
            or for blue, green and red with the mean taken off (-means, 255 - means).
        l2, jitter, blur, smooth: See `Regularisers`. Without any of them, most networks are content with fine noise;
            jitter=8 and smooth=1 are a good beginning.
        start: Image to start from, shape (height, width, channels); the middle of the range, with a little noise (a
            hundredth of the range), if None.
        size: Height, width and channels, if the model does not know what it takes.
        seed: Of noise and jitter.

    Returns:
        Images of shape (classes, height, width, channels) and their scores on the way.

    Raises:
        ValueError: There is no such class, or as `climb`.

    Source: Simonyan, Vedaldi and Zisserman (2014), "Deep inside convolutional networks", section 2; chapter 17.
    """
    wanted = np.atleast_1d(np.asarray(class_index))
    images = blank_images(model, len(wanted), start, size, input_range, seed)
    scored = score_model(model, images, score_layer=score_layer)
    classes = class_indices(scored, len(images), wanted)
    rules = Regularisers(l2=l2, jitter=jitter, blur=blur, smooth=smooth)
    return climb(
        scored, images, lambda scores: pick(scores, classes), steps=steps, step_size=step_size,
        input_range=input_range, regularisers=rules, seed=seed,
    )  # fmt: skip
