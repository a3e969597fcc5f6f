"""What the grader asks of anything that runs cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

CellStatus = Literal["ok", "error", "timeout", "not_run"]
ENDED = "ProcessEnded"
"""The `error_name` of a cell during which the process went away."""
NOT_STARTED_AGAIN = "not run: the notebook's time was used up"
PRINTED_LIMIT = 20_000
"""Characters of standard output, and of standard error, that are kept for a cell."""


SEED = "CONVCOURSE_SEED"
"""The environment variable from which checks draw their hidden inputs."""


class ExecutionFailed(RuntimeError):
    """No process could be started: nothing is known about the cells."""


@dataclass(frozen=True)
class RunCell:
    """One code cell to run.

    Args:
        id: the cell's stable id.
        source: its code.
        role: "code", "demo", "exercise" or "check". A check is a question about the others: it leaves nothing that
            later cells need, so it is not run a second time after a restart.
        trusted: of an exercise, the author's text: the names that it binds are those that checks may use.
    """

    id: str
    source: str
    role: str = "code"
    trusted: str = ""


@dataclass(frozen=True)
class CellResult:
    """What became of one cell.

    Args:
        id: the cell's id.
        status: "ok", "error", "timeout" (stopped) or "not_run".
        error_name: the exception's class name, `ENDED` when the process went away, "" when all is well.
        error_text: `str(exception)`, without a stack trace.
        stdout: what was printed, at most `PRINTED_LIMIT` characters.
        stderr: the same for standard error.
        seconds: wall-clock time.
    """

    id: str
    status: CellStatus
    error_name: str = ""
    error_text: str = ""
    stdout: str = ""
    stderr: str = ""
    seconds: float = 0.0


class Execution(Protocol):
    """Runs cells in order, in a fresh process with an empty scratch folder."""

    def run(
        self,
        cells: Sequence[RunCell],
        *,
        cell_seconds: float,
        total_seconds: float,
        seed: str = "",
        together: bool = False,
    ) -> list[CellResult]:
        """Run the cells and say what became of each.

        An error, an endless loop or the end of the process costs the cell where it happened, and not the ones after it.

        Args:
            cells: the cells, in order; ids differ.
            cell_seconds: a cell is stopped after this many seconds.
            total_seconds: no cell is started after this many seconds.
            seed: what the hidden inputs are drawn from; "" for the chapter's own.
            together: run checks in the student's process also where they could be apart: they look into its names.

        Returns:
            One result a cell, in the same order.

        Raises:
            ExecutionFailed: when no process could be started.
        """
        ...  # pragma: no cover


def stopped(cell: RunCell, seconds: float, stdout: str = "", stderr: str = "") -> CellResult:
    """Describe a cell that was stopped for time.

    >>> stopped(RunCell("a", "while True: pass"), 10).error_text
    'stopped after 10 s'
    """
    return CellResult(cell.id, "timeout", "Timeout", f"stopped after {seconds:.3g} s", stdout, stderr, seconds)


def ended(cell: RunCell, seconds: float, stdout: str = "", stderr: str = "") -> CellResult:
    """Describe a cell during which the process went away."""
    text = "the Python process ended while this cell ran (out of memory, or told to exit)"
    return CellResult(cell.id, "error", ENDED, text, stdout, stderr, seconds)
