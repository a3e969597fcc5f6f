"""What a call came to: a value or an error, and whether it left its arguments as they were."""

import copy
import linecache
import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from convcourse.checks.comparison import same


@dataclass(frozen=True)
class Outcome:
    """The result of one call.

    Args:
        value: what was returned, or None when an error was raised.
        error: the error that was raised, or None.
        changed: the first argument that the call changed in place, by its position from 1 or its name, or None.
    """

    value: Any = None
    error: BaseException | None = None
    changed: int | str | None = None

    def same_as(self, other: "Outcome", within: float) -> bool:
        """Say whether two calls came to the same: equal values, or the same error, and the same change."""
        if self.error is not None or other.error is not None:
            # By name: an error from another process is of a class of its own where NumPy keeps the class to itself.
            kinds = type(self.error).__name__, type(other.error).__name__
            return kinds[0] == kinds[1] and _words(self.error) == _words(other.error)
        return self.changed == other.changed and same(self.value, other.value, within)


def outcome_of(function: Callable[..., Any], arguments: Sequence[Any], named: Mapping[str, Any]) -> Outcome:
    """Call a function on copies of the arguments, so that no call can spoil the next one's input."""
    before: dict[int | str, Any] = dict(enumerate(arguments, start=1))
    before.update(named.items())
    after = {key: copy.deepcopy(argument) for key, argument in before.items()}
    try:
        value = function(*[after[key + 1] for key in range(len(arguments))], **{key: after[key] for key in named})
    except (Exception, SystemExit) as error:
        return Outcome(error=error)
    if isinstance(value, np.ndarray):
        value = value.copy()  # a later call may fill the same array again
    return Outcome(value, changed=next((key for key in before if _differs(before[key], after[key])), None))


def _differs(before: Any, after: Any) -> bool:
    """Say whether an array, or an array somewhere in a list or tuple, was changed in place."""
    if isinstance(before, np.ndarray):
        return not np.array_equal(before, after, equal_nan=before.dtype.kind in "fc")
    if isinstance(before, list | tuple):
        return len(before) != len(after) or any(map(_differs, before, after))
    return False


def _words(error: BaseException | None) -> str:
    """Give an error's text without the numbers by which Keras tells its layers apart: conv2d_4 is conv2d."""
    return re.sub(r"(?<=[a-z0-9])_\d+\b", "", str(error))


def place_of(error: BaseException) -> str:
    """Name the line of the student's own cell in which an error arose, or return "" where it arose elsewhere.

    Where a function of another cell failed that the student's code called, it is the line that called it.
    """
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_cell(frame.filename)]
    own = [frame for frame in frames if frame.filename == frames[0].filename]  # the answer is called first
    if not own:
        return ""
    line = linecache.getline(own[-1].filename, own[-1].lineno or 0).strip()
    return f"line {own[-1].lineno} of your cell" + (f": {line}" if line else "")


def unanswered(error: BaseException | None, function: Callable[..., Any]) -> str | None:
    """Name the student's function that is still to be written, if that is what the error says.

    Args:
        error: what a call raised, or None.
        function: the function that was called.

    Returns:
        The name of the function that raised NotImplementedError, be it this one or another exercise that it uses;
        None for every other error, and for a NotImplementedError that comes from a library.
    """
    if not isinstance(error, NotImplementedError):
        return None
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return frame.name if frame.name == getattr(function, "__name__", "") or _is_cell(frame.filename) else None


def _is_cell(filename: str) -> bool:
    return "ipykernel_" in filename or filename.startswith(("<ipython", "<string"))
