"""From a heat map to a mask: GrabCut finds the edge of what the map points at."""

from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.score import heat_maps

Masks = NDArray[np.bool_]


class OpenCVMissing(ImportError):
    """GrabCut comes from OpenCV, which is not installed."""


def heat_map_mask(
    photo: ArrayLike,
    heat_map: ArrayLike,
    *,
    object_part: float = 0.05,
    likely_part: float = 0.25,
    rounds: int = 5,
    seed: int = 0,
) -> Masks:
    """Cut out what a heat map points at.

    The highest pixels of the map are taken as the object for certain, further high ones as likely the object, and the
    rest as likely the ground. GrabCut then learns the colours of both, and moves the edge to where colours change.

    Args:
        photo: Shape (height, width, 3), whole numbers from 0 to 255. The order of the colours does not matter.
        heat_map: Shape (height, width).
        object_part: The part of all pixels that is the object for certain.
        likely_part: The part of all pixels that is the object for certain or likely.
        rounds: How often colours are learnt and the edge is moved.
        seed: Of the first guess of the colours.

    Returns:
        Shape (height, width), True where the object is.

    Raises:
        ValueError: Photo or map have another shape or other numbers, the map is the same everywhere, or the parts are
            not in the order 0 < object_part <= likely_part < 1.
        FloatingPointError: The map holds NaN or infinity.
        OpenCVMissing: OpenCV is not installed.

    Source: Rother, Kolmogorov and Blake (2004), "GrabCut"; Simonyan, Vedaldi and Zisserman (2014), section 3.2, for
    cutting along a map; chapter 16.
    """
    image, values = np.asarray(photo), heat_maps(np.asarray(heat_map)[None])[0]
    _check(image, values, object_part, likely_part)
    cv2 = _opencv()
    labels = np.full(values.shape, cv2.GC_PR_BGD, np.uint8)
    labels[_highest(values, likely_part)] = cv2.GC_PR_FGD
    labels[_highest(values, object_part)] = cv2.GC_FGD
    cv2.setRNGSeed(seed)
    ground, thing = np.zeros((1, 65)), np.zeros((1, 65))
    pixels = np.ascontiguousarray(image, np.uint8)
    cv2.grabCut(pixels, labels, None, ground, thing, rounds, cv2.GC_INIT_WITH_MASK)
    return np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD))


def _check(image: NDArray[Any], values: NDArray[Any], object_part: float, likely_part: float) -> None:
    if image.ndim != 3 or image.shape[-1] != 3 or image.shape[:2] != values.shape:
        came = f"{image.shape} and {values.shape}"
        raise ValueError(f"expected a photo of shape (height, width, 3) and a map of its size, came {came}")
    if not np.issubdtype(image.dtype, np.integer) or image.min() < 0 or image.max() > 255:
        came = f"{image.dtype} from {image.min():g} to {image.max():g}"
        raise ValueError(f"expected a photo of whole numbers from 0 to 255, came {came}")
    if not 0 < object_part <= likely_part < 1:
        raise ValueError(f"expected 0 < object_part <= likely_part < 1, came {object_part} and {likely_part}")
    if values.min() == values.max():
        raise ValueError(f"expected a map that points somewhere, it is {values.min():g} everywhere")


def _highest(values: NDArray[Any], part: float) -> Masks:
    """Return the highest pixels of a map, about a part of all, and at least the maximum."""
    count = max(1, round(part * values.size))
    least = np.sort(values, axis=None)[-count]
    high = values >= least
    # Where many pixels share that value, as zeros do in a map with a ReLU, those above it are what the map points at.
    return high if high.sum() <= 2 * count or least == values.max() else values > least


def _opencv() -> ModuleType:
    try:
        import cv2
    except ImportError as error:
        raise OpenCVMissing(
            "GrabCut comes from OpenCV, which is not installed here: pip install opencv-python-headless"
        ) from error
    return cv2
