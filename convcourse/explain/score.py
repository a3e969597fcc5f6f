"""How well a map finds an object of which the true mask is known."""

import warnings
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.explain.empty_map import EmptyMap

Floats = NDArray[np.floating[Any]]
Masks = NDArray[np.bool_]


class EnergyInside(NamedTuple):
    """How much of what a map shows lies inside the mask.

    Attributes:
        share: Shape (batch,), from 0 to 1: the positive part of the map inside the mask, of all its positive part.
        chance: Shape (batch,): the pixels of the mask, of all pixels. A map that knows nothing has this share.
    """

    share: Floats
    chance: Floats

    @property
    def lift(self) -> Floats:
        """The share divided by the chance: above 1, the map knows something. Shape (batch,)."""
        return self.share / self.chance


def pointing_game(maps: ArrayLike, masks: ArrayLike, *, tolerance: float = 0) -> Floats:
    """Return 1 for each map whose highest pixel lies in the mask, and 0 for each other one.

    Where several pixels are the highest, it is the part of them that lies there: so a map that is the same everywhere
    scores what a blind guess does.

    Args:
        maps: Shape (batch, height, width).
        masks: Same shape, True where the object is.
        tolerance: A pixel counts as in the mask if it is no farther than so many pixels from one that is, centre to
            centre. The paper takes 15, on photos of several hundred.

    Returns:
        Shape (batch,).

    Raises:
        ValueError: The shapes differ, a mask has no pixel, or tolerance is negative.
        FloatingPointError: A map holds NaN or infinity.

    Source: Zhang and others (2016), "Top-down neural attention by excitation backprop", section 4.1; chapter 16.

    >>> pointing_game([[[0, 1, 3]], [[4, 0, 0]]], [[[0, 0, 1]], [[0, 1, 1]]])
    array([1., 0.])
    """
    if not tolerance >= 0:
        raise ValueError(f"expected a tolerance of 0 pixels or more, came {tolerance}")
    values, inside = maps_and_masks(maps, masks)
    near = _grown(inside, tolerance)
    highest = values == values.max(axis=(1, 2), keepdims=True)
    return (highest & near).sum(axis=(1, 2)) / highest.sum(axis=(1, 2))


def energy_inside(maps: ArrayLike, masks: ArrayLike) -> EnergyInside:
    """Return which part of all that a map shows lies inside the mask, and what chance would give.

    What is negative in a map, speaks against the class, and is left out.

    Args:
        maps: Shape (batch, height, width).
        masks: Same shape, True where the object is.

    Raises:
        ValueError: The shapes differ, or a mask has no pixel.
        FloatingPointError: A map holds NaN or infinity.

    Warns:
        EmptyMap: A map is nowhere positive. Its share is 0.

    Source: Wang and others (2020), "Score-CAM", section 4.3; chapter 16.

    >>> found = energy_inside([[[1, 3, -2, 0]]], [[[0, 1, 1, 0]]])
    >>> found.share, found.chance, found.lift
    (array([0.75]), array([0.5]), array([1.5]))
    """
    values, inside = maps_and_masks(maps, masks)
    positive = np.maximum(values, 0)
    total = positive.sum(axis=(1, 2))
    none = np.flatnonzero(total == 0)
    if none.size:
        message = f"map {', '.join(map(str, none))} is nowhere positive: its share of energy inside the mask is 0"
        warnings.warn(EmptyMap(message), stacklevel=2)
    share = np.sum(positive, axis=(1, 2), where=inside) / np.where(total == 0, 1, total)
    return EnergyInside(share, inside.mean(axis=(1, 2)))


def maps_and_masks(maps: ArrayLike, masks: ArrayLike) -> tuple[Floats, Masks]:
    """Return maps as floats and masks as booleans, both of shape (batch, height, width).

    Raises:
        ValueError: The shapes differ, there is a number in the masks that is neither 0 nor 1, or a mask has no pixel.
        FloatingPointError: A map holds NaN or infinity.
    """
    values = heat_maps(maps)
    truth: NDArray[Any] = np.asarray(masks)
    if truth.shape != values.shape:
        raise ValueError(f"expected masks of the shape of the maps, {values.shape}; came {truth.shape}")
    if truth.dtype != np.bool_ and not np.isin(truth, (0, 1)).all():
        raise ValueError(f"expected masks of True and False, came {truth.dtype} from {truth.min()} to {truth.max()}")
    inside = truth.astype(bool)
    empty = np.flatnonzero(~inside.any(axis=(1, 2)))
    if empty.size:
        raise ValueError(f"expected a True pixel in every mask, came none in mask {', '.join(map(str, empty))}")
    return values, inside


def heat_maps(maps: ArrayLike) -> Floats:
    """Return maps as floats of shape (batch, height, width).

    Raises:
        ValueError: They have another shape.
        FloatingPointError: One holds NaN or infinity.
    """
    values: Floats = np.asarray(maps, dtype=float)
    if values.ndim != 3 or 0 in values.shape:
        advice = " (reduce the channels first)" if values.ndim == 4 else ""
        advice = " (one map needs a batch axis: maps[None])" if values.ndim == 2 else advice
        raise ValueError(f"expected maps of shape (batch, height, width), came {values.shape}{advice}")
    bad = np.flatnonzero(~np.isfinite(values).all(axis=(1, 2)))
    if bad.size:
        raise FloatingPointError(f"expected finite numbers, map {', '.join(map(str, bad))} holds NaN or infinity")
    return values


def _grown(masks: Masks, radius: float) -> Masks:
    """Return masks that also have the pixels within a radius of theirs."""
    height, width = masks.shape[1:]
    grown = masks.copy()
    reach = int(radius)
    for down in range(-min(reach, height - 1), min(reach, height - 1) + 1):
        for right in range(-min(reach, width - 1), min(reach, width - 1) + 1):
            if down**2 + right**2 <= radius**2:
                to = np.s_[:, max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)]
                of = np.s_[:, max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
                grown[to] |= masks[of]
    return grown
