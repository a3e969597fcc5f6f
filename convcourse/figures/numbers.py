"""Numbers as they are written on a picture: short, and as on paper."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MINUS = "\u2212"


def in_words(number: float, digits: int = 2) -> str:
    """Write one number without needless digits.

    Args:
        number: the number.
        digits: digits after the point, at most.

    Returns:
        The number as text, with a true minus sign.

    >>> in_words(13.0), in_words(2 / 3), in_words(0.5)
    ('13', '0.67', '0.5')
    """
    text = f"{number:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", MINUS)


def as_fractions(numbers: Sequence[float] | np.ndarray, largest: int = 16) -> list[str]:
    """Write numbers over one common denominator where a small one does, as one would on paper.

    Args:
        numbers: the numbers.
        largest: largest denominator that is tried.

    Returns:
        One text a number; whole numbers stay whole, and numbers that are no simple fractions get a point.

    >>> as_fractions([1 / 2, 1 / 3, 1 / 6])
    ['3/6', '2/6', '1/6']
    >>> as_fractions([3, 1]), as_fractions([0.123, 0.5])
    (['3', '1'], ['0.12', '0.5'])
    """
    values = np.asarray(numbers, dtype=float)
    for denominator in range(1, largest + 1):
        counts = values * denominator
        if np.allclose(counts, np.round(counts), rtol=0, atol=1e-9):
            over = "" if denominator == 1 else f"/{denominator}"
            return [in_words(round(count)) + (over if round(count) else "") for count in counts]
    return [in_words(value) for value in values]


def listed(texts: Sequence[str]) -> str:
    """Join texts as in a sentence.

    >>> listed(["3", "2", "1"])
    '3, 2 and 1'
    """
    if len(texts) < 2:
        return "".join(texts)
    return ", ".join(texts[:-1]) + " and " + texts[-1]
