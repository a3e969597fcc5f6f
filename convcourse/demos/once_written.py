"""Put a reader's answers to use as soon as they are written; until then a sentence stands in their place."""

from __future__ import annotations

import html
import traceback
from collections.abc import Callable
from typing import Any


class NotWrittenYet:
    """Stands where a result will be, once the exercise that it needs is answered.

    Args:
        exercise: the name of the function that is still to be written.
    """

    def __init__(self, exercise: str) -> None:
        self.exercise = exercise

    def __repr__(self) -> str:
        return f"Nothing to show yet: answer the exercise {self.exercise} above first, then run this cell again."

    def _repr_html_(self) -> str:
        return f"<p><em>{html.escape(repr(self))}</em></p>"

    def __bool__(self) -> bool:
        return False


def once_written(work: Callable[..., Any], *arguments: Any) -> Any:
    """Call `work`, which uses the reader's own answers, or say which of them is not written yet.

    So an untouched chapter runs to its end, and does not train networks that nobody has built. Every other error
    passes: it is the reader's own, and they need to see it.

    Args:
        work: a function that calls answers to exercises.
        arguments: what it is called with.

    Returns:
        What `work` returns, or a `NotWrittenYet`, which is false.

    >>> def kernel():
    ...     raise NotImplementedError
    >>> once_written(lambda size: kernel(), 3)
    Nothing to show yet: answer the exercise kernel above first, then run this cell again.
    """
    try:
        return work(*arguments)
    except NotImplementedError as error:
        return NotWrittenYet(traceback.extract_tb(error.__traceback__)[-1].name)
