"""Recovery by exercise: a process that ends costs one cell, and the cells after it still run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import monotonic

from autograder.execution.interface import NOT_STARTED_AGAIN, CellResult, ExecutionFailed, RunCell

Attempt = Callable[[Sequence[RunCell], float], Iterable[CellResult]]
"""Runs cells in one fresh process until the given moment; yields fewer results than cells when the process ended."""


def run_with_recovery(attempt: Attempt, cells: Sequence[RunCell], total_seconds: float) -> list[CellResult]:
    """Run cells, and after the end of a process go on in a fresh one.

    The fresh process is given all cells that others may need (everything but checks) except those that ended a process.

    Args:
        attempt: runs cells in one fresh process.
        cells: the cells, in order.
        total_seconds: for all attempts together.

    Returns:
        One result a cell: its first.

    Raises:
        ExecutionFailed: when an attempt gives no result at all.
    """
    deadline = monotonic() + total_seconds
    results: dict[str, CellResult] = {}
    culprits: set[str] = set()
    while len(results) < len(cells) and monotonic() < deadline:
        todo = [cell for cell in cells if cell.id not in culprits and (cell.id not in results or cell.role != "check")]
        last = None
        for last in attempt(todo, deadline):
            results.setdefault(last.id, last)
        if last is None:
            if monotonic() < deadline:
                raise ExecutionFailed("a process that runs cells was expected to start, but it gave no answer")
            break
        culprits.add(last.id)
    return [results.get(cell.id, CellResult(cell.id, "not_run", error_text=NOT_STARTED_AGAIN)) for cell in cells]
