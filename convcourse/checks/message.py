"""The words of a failing check: what was asked, what was expected, what came, and what it probably is."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from convcourse.checks.comparison import as_numbers, close

LARGEST_SHOWN = 60  # numbers; more than this is described by its shape and the first difference
LONGEST_SHOWN = 300  # characters of a text or an error message
WIDTH = 84  # characters of prose that fit into a notebook's column beside the label
RED, BOLD, PLAIN = "\x1b[31m", "\x1b[1m", "\x1b[0m"


class CheckFailed(AssertionError):
    """An answer is not right yet; the text says why. Shown without a stack trace, which would teach nothing here.

    Args:
        exercise: the name of the exercise.
        lines: pairs of a label and its text, such as ("expected", "[3, 7]"); a label may be empty.
        mistake: the name of the known mistake that was recognised, or "".
    """

    def __init__(self, exercise: str, lines: Sequence[tuple[str, str]], mistake: str = "") -> None:
        self.exercise, self.lines, self.mistake = exercise, list(lines), mistake
        super().__init__("\n".join(self._rows()))

    def _rows(self, strong: str = "", plain: str = "", width: int = 0) -> list[str]:
        rows = [f"{strong}{self.exercise}: not yet{plain}"]
        for label, text in self.lines:
            if width and label == "mistake":
                continue  # the mistake's name is for those who grade; the student has its hint
            head = f"  {label + ':':<10}" if label else "  "
            prose = width and label in ("", "hint", "wanted")
            first, *rest = (textwrap.wrap(text, width) if prose else text.splitlines()) or [""]
            rows.append(f"{strong}{head}{plain}{first}")
            rows += [" " * len(head) + line for line in rest]
        return rows

    def _render_traceback_(self) -> list[str]:
        """Tell IPython what to show in place of a stack trace."""
        return self._rows(RED + BOLD, PLAIN, WIDTH)


def show_number(number: Any) -> str:
    """Write a number as a person would: whole numbers in full, others to six significant digits, no trailing zeros.

    >>> show_number(np.float64(3.0)), show_number(0.1 + 0.2), show_number(1234567), show_number(True)
    ('3', '0.3', '1234567', 'True')
    """
    if isinstance(number, bool | np.bool_):
        return str(bool(number))
    if np.iscomplexobj(number):
        return f"{number:.6g}"
    whole = float(number).is_integer() and abs(float(number)) < 1e15
    return str(int(number)) if whole else f"{float(number):.6g}"


def show(value: Any) -> str:
    """Write a value for a reader: small arrays in full, large ones by their shape.

    >>> show(np.array([[1.0, 2.0], [3.0, 4.5]]))
    '[[1, 2],\\n [3, 4.5]]'
    >>> show(np.zeros((120, 160)))
    'an array of shape (120, 160)'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {show(item)}" for key, item in value.items()) + "}"
    if callable(value):
        return getattr(value, "__name__", type(value).__name__)
    array = as_numbers(value)
    if array is not None and array.size > LARGEST_SHOWN:
        return f"an array of {'True and False, ' if array.dtype.kind == 'b' else ''}shape {array.shape}"
    if isinstance(value, tuple):
        return "(" + ", ".join(show(item) for item in value) + ("," if len(value) == 1 else "") + ")"
    if array is not None:
        empty = array.size == 0 and array.ndim > 0
        return f"an empty array of shape {array.shape}" if empty else show_array(array)
    if isinstance(value, list) or (isinstance(value, np.ndarray) and value.ndim):
        return "[" + ", ".join(show(item) for item in value) + "]"
    return shorten(repr(str(value)) if isinstance(value, str) else repr(value))


def shorten(text: str) -> str:
    """Cut a long text, saying so with three dots."""
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + " ..."


def show_array(array: np.ndarray, indent: str = " ") -> str:
    """Write a small array, a row a line; of an array with channels, the pixels of a row stand on one line.

    >>> print(show_array(np.arange(6).reshape(1, 2, 3, 1)))
    [[[[0], [1], [2]],
      [[3], [4], [5]]]]
    """
    if array.ndim == 0:
        return show_number(array[()])
    if array.ndim == 1:
        return "[" + ", ".join(show_number(number) for number in array) + "]"
    parts = [show_array(part, indent + " ") for part in array]
    pixels = array.ndim == 2 and len(indent) > 1 and sum(map(len, parts)) + 2 * len(parts) <= WIDTH
    return "[" + (", " if pixels else ",\n" + indent).join(parts) + "]"


def show_call(name: str, arguments: Sequence[Any], named: Mapping[str, Any]) -> str:
    """Write a call as it would be typed, with arguments of several rows below each other."""
    shown = [show(argument) for argument in arguments] + [f"{key}={show(item)}" for key, item in named.items()]
    if any("\n" in text for text in shown):
        inner = ",\n".join(shown).replace("\n", "\n    ")
        return f"{name}(\n    {inner})"
    return f"{name}({', '.join(shown)})"


def show_error(error: BaseException) -> str:
    """Write an error as Python does in the last line of a stack trace."""
    return shorten(f"{type(error).__name__}: {error}".removesuffix(": "))


def show_result(got: Any, expected: Any, within: float) -> str:
    """Describe a result; of two large arrays of one shape only the first difference is worth reading."""
    came, wanted = as_numbers(got), as_numbers(expected)
    if came is None or wanted is None or came.shape != wanted.shape or came.size <= LARGEST_SHOWN:
        return show(got)
    one_kind = (came.dtype.kind == "b") == (wanted.dtype.kind == "b")
    return first_difference(came, wanted, within) if one_kind else show(got)


def first_difference(got: np.ndarray, expected: np.ndarray, within: float) -> str:
    """Name the first place at which two large arrays of one shape differ, with both numbers.

    >>> first_difference(np.array([1.0, 5.0]), np.array([1.0, 2.0]), 1e-9)
    'first different at [1]: expected 2, got 5 (1 of 2 numbers differ)'
    """
    wrong = ~close(got, expected, within)
    place = tuple(int(index) for index in np.argwhere(wrong)[0])
    return (
        f"first different at {list(place)}: expected {show_number(expected[place])}, got {show_number(got[place])} "
        f"({int(wrong.sum())} of {wrong.size} numbers differ)"
    )
