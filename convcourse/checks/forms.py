"""Clues for a result of the wrong form: nothing, text, a function, True and False for numbers, another shape."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from convcourse.checks.comparison import same


def nothing_returned() -> str:
    """Say what a function that returns None most often lacks."""
    return "The function returned None: does every path end in a `return`? Printing a result does not return it."


def no_numbers(got: Any) -> str:
    """Say what came in the place of numbers."""
    if isinstance(got, str):
        unquote = "This is text. Write the number without quotation marks."
        return unquote if _is_number(got) else "Expected numbers, got text."
    if callable(got):
        return "This is a function, not its result: was it called, with brackets after its name?"
    if isinstance(got, list | tuple):
        return "Expected numbers in rows of one length: are the rows of different length, or is an item no number?"
    if hasattr(got, "__next__") or isinstance(got, set | frozenset):
        return f"Expected an array or a list of numbers, got a {type(got).__name__}."
    return f"Expected numbers, got something of type {type(got).__name__}."


def no_words(got: Any, expected: Any, within: float) -> str:
    """Say how a result differs in form from one that is no array of numbers: a word, a dictionary, several results."""
    if isinstance(expected, str) and isinstance(got, str):
        alike = got.strip().casefold() == expected.strip().casefold()
        return "The right word, but not written as asked: mind capitals and spaces." if alike else ""
    if isinstance(expected, str):
        return "Expected a word, in quotation marks."
    if isinstance(expected, Mapping):
        missing = [repr(key) for key in expected if isinstance(got, Mapping) and key not in got]
        if not isinstance(got, Mapping):
            return f"Expected a dictionary, got something of type {type(got).__name__}."
        return f"The dictionary has no key {', '.join(missing)}." if missing else ""
    if isinstance(expected, list | tuple) and not isinstance(got, list | tuple):
        return f"Expected {len(expected)} results, as from `return first, second`, got one."
    if isinstance(expected, list) and len(expected) > 2:
        return _first_other_row(got, expected, within)
    if isinstance(expected, list | tuple) and len(got) != len(expected):
        return f"Expected {len(expected)} results, got {len(got)}."
    return ""


def _first_other_row(got: Any, expected: list[Any], within: float) -> str:
    """Compare two tables, such as the layers of two models, row by row."""
    count = "" if len(got) == len(expected) else f"Expected {len(expected)} rows, got {len(got)}. "
    for place, (mine, theirs) in enumerate(zip(got, expected, strict=False), start=1):
        if not same(mine, theirs, within):
            return f"{count}Row {place} is the first that differs: expected {theirs}, got {mine}."
    return count.strip()


def true_or_number(came: np.ndarray) -> str:
    """Say that the one was given where the other was asked for."""
    if came.dtype.kind == "b":
        return "Expected numbers, got True or False: `.astype(float)` makes them 1 and 0."
    return "Expected True or False, got numbers: a comparison such as `>` or `==` gives True or False."


def other_shape(came: np.ndarray, wanted: np.ndarray, within: float) -> str:
    """Say how the shape of a result differs from the expected one."""
    if came.ndim == 2 and came.T.shape == wanted.shape and same(came.T, wanted, within):
        return "This is the transposed result: rows and columns have changed places."
    count = "The right count of numbers in the wrong shape: e" if came.size == wanted.size else "E"
    return f"{count}xpected {_shape(wanted)}, got {_shape(came)}."


def _shape(array: np.ndarray) -> str:
    return f"shape {array.shape}" if array.ndim else "a single number"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
