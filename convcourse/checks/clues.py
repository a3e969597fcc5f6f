"""Clues for a wrong result that is no known mistake: what turns it into the right one."""

from collections.abc import Callable
from typing import Any

import numpy as np

from convcourse.checks import forms
from convcourse.checks.comparison import as_numbers, same


def clue(got: Any, expected: Any, within: float = 1e-6) -> str:
    """Say in a sentence how a wrong result relates to the right one, or return "".

    >>> clue([2.0, 4.0, 6.0], [1.0, 2.0, 3.0])
    'Every number is 2 times what it should be: is a division or a sum missing, or one too many?'
    >>> clue("7", 7)
    'This is text. Write the number without quotation marks.'
    """
    if got is None:
        return forms.nothing_returned()
    came, wanted = as_numbers(got), as_numbers(expected)
    if wanted is None:
        return forms.no_words(got, expected, within)
    if came is None:
        return forms.no_numbers(got)
    if (came.dtype.kind == "b") != (wanted.dtype.kind == "b"):
        return forms.true_or_number(came)
    if came.shape != wanted.shape:
        return forms.other_shape(came, wanted, within)
    if came.dtype.kind == "b":
        return "True and False have changed places." if came.size > 1 and (came != wanted).all() else ""
    if "c" in (came.dtype.kind, wanted.dtype.kind):
        return ""
    with np.errstate(all="ignore"):
        return _clue_for_numbers(came, wanted.astype(float), within)


def _clue_for_numbers(got: np.ndarray, expected: np.ndarray, within: float) -> str:
    """Try one explanation after the other on two arrays of one shape, the surest first."""
    numbers = got.astype(float)
    if np.isnan(numbers).any() and not np.isnan(expected).any():
        return "There is a NaN (not a number) in it: a division of zero by zero, or the logarithm of a negative number?"
    if np.isinf(numbers).any() and not np.isinf(expected).any():
        return "There is an infinite number in it: a division by zero, or the logarithm of zero?"
    if got.size > 1:
        explained = (
            _number_type(got, expected, within)
            or _one_factor(numbers, expected)
            or _one_offset(numbers, expected)
            or _places(numbers, expected, within)
        )
        if explained:
            return explained
    fractions = not (same(numbers, np.rint(numbers), 1e-12) and same(expected, np.rint(expected), 1e-12))
    return "Nearly right: was something rounded on the way?" if fractions and same(numbers, expected, 1e-3) else ""


def _number_type(got: np.ndarray, expected: np.ndarray, within: float) -> str:
    """Recognise what an array of too narrow a type does to the right numbers."""
    if not got.any():
        return "Every number is 0: is the result filled in before it is returned?"
    if got.dtype == np.uint8 and same(got, np.trunc(expected) % 256, within):
        return "Numbers below 0 or above 255 do not fit into uint8 and wrap around: compute with `.astype(float)`."
    if same(got, np.trunc(expected), within):
        return "The digits after the point are lost: is the result kept in an array of integers, or divided with `//`?"
    return ""


def _one_factor(got: np.ndarray, expected: np.ndarray) -> str:
    """Recognise a result that is too large or too small by one and the same factor."""
    used = np.abs(expected) > 1e-12
    if used.sum() < 2:
        return ""
    factors = got[used] / expected[used]
    factor = float(factors.flat[0])
    steady = np.allclose(factors, factor, rtol=1e-6) and np.allclose(got[~used], 0, atol=1e-9)
    if not steady or abs(factor) < 1e-9 or abs(factor - 1) < 1e-3:
        return ""
    if np.isclose(factor, -1):
        return "Every number has the wrong sign."
    return f"Every number is {factor:.4g} times what it should be: is a division or a sum missing, or one too many?"


def _one_offset(got: np.ndarray, expected: np.ndarray) -> str:
    """Recognise a result that is off by one and the same amount everywhere."""
    offset = float((got - expected).flat[0])
    steady = np.allclose(got - expected, offset, rtol=1e-6) and abs(offset) > 1e-3 * np.abs(expected).max()
    return f"Every number is off by {offset:+.4g}." if steady else ""


OTHER_PLACES: list[tuple[str, Callable[[np.ndarray], np.ndarray]]] = [
    ("The right numbers, but back to front along the last axis.", lambda got: got[..., ::-1]),
    ("The right numbers, but with the first axis back to front.", lambda got: got[::-1]),
    ("The right numbers, but with rows and columns exchanged (transposed).", lambda got: got.T),
    ("The right numbers, but shifted by one place to the right.", lambda got: np.roll(got, -1, axis=-1)),
    ("The right numbers, but shifted by one place to the left.", lambda got: np.roll(got, 1, axis=-1)),
]


def _places(got: np.ndarray, expected: np.ndarray, within: float) -> str:
    """Recognise the right numbers in the wrong places, or with wrong signs."""
    for sentence, mend in OTHER_PLACES:
        if same(mend(got), expected, within):
            return sentence
    return "The right sizes, but some signs are wrong." if same(np.abs(got), np.abs(expected), within) else ""
