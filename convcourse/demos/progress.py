"""A progress bar for what takes more than a few seconds, without a widget: it works in a saved notebook, too."""

from __future__ import annotations

import html
import time
from collections.abc import Iterable, Iterator, Sized
from typing import Any, TypeVar

from IPython.display import DisplayHandle, display

from convcourse.demos.cell import has_front_end

Item = TypeVar("Item")
REDRAW_SECONDS = 0.2


class ProgressBar:
    """How much of a piece of work is done, as a bar and in words.

    Args:
        what: what is being done, "three trainings".
        total: how many steps there are.

    >>> bar = ProgressBar("five seeds", 5)
    >>> bar.done = 2
    >>> bar
    five seeds: 2 of 5
    """

    def __init__(self, what: str, total: int) -> None:
        self.what, self.total, self.done = what, total, 0
        self._began = time.perf_counter()

    def __repr__(self) -> str:
        return f"{self.what}: {self.done} of {self.total}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        spent = time.perf_counter() - self._began
        left = spent / self.done * (self.total - self.done) if self.done else None
        time_told = f"{spent:.0f} s" if not left else f"{spent:.0f} s, about {left:.0f} s left"
        words = html.escape(f"{self!r} ({time_told})")
        bar = f'<progress value="{self.done}" max="{self.total}" aria-label="{words}" style="width:240px"></progress>'
        return {"text/html": f"<div>{bar} {words}</div>", "text/plain": f"{self!r} ({time_told})"}


def progress(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """Pass on items one by one, and show how many are done.

    In a plain script, or where there is no notebook to show it, nothing is shown.

    Args:
        items: the work, such as a list of seeds.
        what: what is being done, in a few words.
        total: how many items there will be, where `items` does not say.

    Yields:
        The items.

    >>> [2 * seed for seed in progress([1, 2, 3], "three seeds")]
    [2, 4, 6]
    """
    bar = ProgressBar(what, total if total is not None else len(items) if isinstance(items, Sized) else 0)
    handle: DisplayHandle | None = display(bar, display_id=True) if has_front_end() else None
    drawn = time.perf_counter()
    for item in items:
        yield item
        bar.done += 1
        if handle is not None and (bar.done == bar.total or time.perf_counter() - drawn > REDRAW_SECONDS):
            drawn = time.perf_counter()
            handle.update(bar)
