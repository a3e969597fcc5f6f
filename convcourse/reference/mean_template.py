"""Find things by sliding their mean picture over an image: the method that a detector has to beat."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from convcourse.reference.box_overlap import as_boxes


class TemplateMatches(NamedTuple):
    """Boxes of the template's size at every place of every image.

    Attributes:
        boxes: Shape (places, 4): top, left, bottom, right; the same for all images.
        scores: Shape (count, places): how well each place matches, from -1 to 1.
    """

    boxes: NDArray[np.float64]
    scores: NDArray[np.float64]


def mean_template(images: NDArray, boxes: Sequence[ArrayLike], size: tuple[int, int]) -> NDArray[np.float64]:
    """Cut every object out, bring it to one size by taking the nearest pixels, and average.

    Args:
        images: Shape (count, height, width), one number a pixel.
        boxes: For each image its boxes, shape (objects, 4), in whole pixels.
        size: Height and width of the template.

    Returns:
        Shape (height, width).

    >>> mean_template(np.eye(4)[np.newaxis], [[[0, 0, 2, 2], [2, 0, 4, 4]]], (2, 2)).tolist()
    [[0.5, 0.0], [0.0, 1.0]]
    """
    pieces = []
    for image, objects in zip(images, boxes, strict=True):
        for top, left, bottom, right in as_boxes(objects):
            rows = (top + (np.arange(size[0]) + 0.5) * (bottom - top) / size[0]).astype(int)
            columns = (left + (np.arange(size[1]) + 0.5) * (right - left) / size[1]).astype(int)
            pieces.append(image[np.ix_(rows, columns)])
    return np.mean(pieces, axis=0)


def match_template(images: NDArray, template: NDArray) -> TemplateMatches:
    """Correlate a template with the window at each place, both without their mean and at unit length.

    Args:
        images: Shape (count, height, width).
        template: Shape (height, width), not larger.

    Raises:
        ValueError: The template does not fit into the images.
    """
    high, wide = template.shape
    if high > images.shape[1] or wide > images.shape[2]:
        raise ValueError(f"expected a template that fits into {images.shape[1:]}, came {template.shape}")
    pattern = template - template.mean()
    pattern = pattern / np.linalg.norm(pattern)
    scores = []
    for image in images:
        windows = sliding_window_view(image, (high, wide)).reshape(-1, high * wide)
        spread = np.sqrt(np.maximum((windows**2).sum(axis=1) - windows.sum(axis=1) ** 2 / (high * wide), 1e-12))
        scores.append(windows @ pattern.ravel() / spread)
    rows, columns = np.indices((images.shape[1] - high + 1, images.shape[2] - wide + 1)).reshape(2, -1)
    boxes = np.stack([rows, columns, rows + high, columns + wide], axis=1)
    return TemplateMatches(boxes.astype(float), np.array(scores))
