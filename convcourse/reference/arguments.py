"""Turn what a caller gives into arrays and whole numbers, or say what was expected."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]
Sizes = int | Sequence[int]


def as_floats(values: ArrayLike, name: str, axes: Sequence[str] | None = None) -> Floats:
    """Return the values as an array of floats: float32 and float64 stay what they are, all else becomes float64.

    Args:
        values: Numbers, in an array or in lists.
        name: What the caller calls them, for the error message.
        axes: Names of the axes they must have; any number of axes if none are given.

    Raises:
        ValueError: Another number of axes, or no values at all.

    >>> as_floats([1, 2], "signal", ["time"])
    array([1., 2.])
    """
    array = np.asarray(values)
    if array.dtype not in (np.float32, np.float64):
        array = array.astype(np.float64)
    if axes is not None and array.ndim != len(axes):
        expected = f"{len(axes)} {'axis' if len(axes) == 1 else 'axes'} ({', '.join(axes)})"
        raise ValueError(f"expected {name} with {expected}, came {array.ndim} axes: shape {array.shape}")
    if array.size == 0:
        raise ValueError(f"expected {name} with at least one value, came shape {array.shape}")
    return array


def as_sizes(value: Sizes, axes: int, name: str, *, least: int = 1) -> tuple[int, ...]:
    """Return one whole number for each axis, from one number for all or from a sequence.

    Raises:
        ValueError: Another count than there are axes, a number below `least`, or a number that is not whole.

    >>> as_sizes(2, 3, "stride"), as_sizes((2, 1), 2, "stride")
    ((2, 2, 2), (2, 1))
    """
    entries = (value,) * axes if isinstance(value, (int, float, np.number)) else tuple(value)
    if len(entries) != axes:
        counts = f"{name} has {len(entries)} entries, the input has {axes} axes to slide along"
        raise ValueError(f"{counts}: they must agree")
    if not all(isinstance(entry, (int, np.integer)) and entry >= least for entry in entries):
        raise ValueError(f"expected {name} in whole numbers of {least} or more, came {value}")
    return tuple(int(entry) for entry in entries)


def spell(shape: Sequence[int]) -> str:
    """Return a size in words for a message.

    >>> spell((4, 3))
    '4x3'
    """
    return "x".join(str(size) for size in shape)
