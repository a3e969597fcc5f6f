"""When are two results the same? Numbers within a tolerance, shapes exactly, everything else by equality."""

from collections.abc import Mapping
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

ROUNDING = 1e-6  # what single precision may lose in a sum, relative to its largest term


def as_numbers(value: Any) -> np.ndarray | None:
    """Read a value as an array of numbers, or return None where it is something else (text, objects, ragged lists).

    >>> as_numbers([[1, 2], [3, 4]]).shape
    (2, 2)
    >>> as_numbers("three") is None
    True
    """
    if value is None or isinstance(value, str | bytes | Mapping) or callable(value):
        return None
    try:
        if np.ma.is_masked(value):  # a masked entry is no number, whatever lies beneath it
            return None
        array = np.asarray(value)
        if array.dtype.kind == "O":
            return _from_objects(array)
    except Exception:  # ragged lists, numbers beyond every float, and whatever an object's own __array__ may raise
        return None
    return array if array.dtype.kind in "biufc" else None


def _from_objects(array: np.ndarray) -> np.ndarray | None:
    """Turn an array of Python's own numbers (fractions, decimals, long integers) into floats, or return None."""
    if array.size and all(isinstance(item, bool | np.bool_) for item in array.flat):
        return array.astype(bool)
    return array.astype(float) if all(isinstance(item, Real | Decimal) for item in array.flat) else None


def close(got: np.ndarray, expected: np.ndarray, within: float) -> np.ndarray:
    """Mark the places at which two arrays of numbers of one shape agree.

    Args:
        got, expected: arrays of one shape.
        within: allowed difference, relative and absolute alike.

    Returns:
        Array of booleans of the same shape.
    """
    finite = expected[np.isfinite(expected)]
    largest = max(1.0, float(np.abs(finite).max(initial=0)))
    # Where large numbers cancel, a right answer summed in another order keeps their rounding errors.
    absolute = max(within, min(within, ROUNDING) * largest)
    return np.asarray(np.isclose(got, expected, rtol=within, atol=absolute, equal_nan=True))


def same(got: Any, expected: Any, within: float) -> bool:
    """Say whether a result agrees with what was expected.

    Args:
        got: what came.
        expected: what should have come; lists, tuples and arrays are interchangeable, True and 1 are not.
        within: allowed difference, relative and absolute alike.
    """
    numbers = as_numbers(expected)
    if numbers is not None:
        came = as_numbers(got)
        if came is None or came.shape != numbers.shape or (came.dtype.kind == "b") != (numbers.dtype.kind == "b"):
            return False
        return bool(close(came, numbers, within).all())
    got, expected = _without_array(got), _without_array(expected)
    if isinstance(expected, Mapping):
        return (
            isinstance(got, Mapping)
            and set(got) == set(expected)
            and all(same(got[key], expected[key], within) for key in expected)
        )
    if isinstance(expected, list | tuple):
        return (
            isinstance(got, list | tuple)
            and len(got) == len(expected)
            and all(same(mine, theirs, within) for mine, theirs in zip(got, expected, strict=True))
        )
    if isinstance(expected, str):
        return isinstance(got, str) and str(got) == str(expected)
    return type(got) is type(expected) and bool(got == expected)


def _without_array(value: Any) -> Any:
    """Take text and other objects out of the array that holds them."""
    return value.tolist() if isinstance(value, np.ndarray) else value
