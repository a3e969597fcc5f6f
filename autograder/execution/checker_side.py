"""The checker's process: trusted cells and checks. What the student has defined is here only as data and stand-ins."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from autograder.execution import errors
from autograder.execution.across import Foreign, Peer
from autograder.execution.channel import Channel, Gone
from autograder.execution.interface import PRINTED_LIMIT
from autograder.execution.plan import Step
from autograder.execution.shell import Capped, code_name
from autograder.execution.submitted_source import source_of

OK = {"status": "ok", "error_name": "", "error_text": "", "stdout": "", "stderr": "", "seconds": 0.0}


class CheckerSide:
    """The checker's end of the channel.

    Args:
        shell: runs the trusted cells.
        channel: the way to the student's process.
    """

    def __init__(self, shell: InteractiveShell, channel: Channel) -> None:
        self.shell = shell
        self.cells: dict[str, str] = {}
        # Of the checker's objects the student may call functions that were handed over, and see no more of them.
        self.peer = Peer(channel, lambda what, target: what == "call" or _is_listed(what, target), self.cells)
        self.refused: dict[str, str] = {}

    def run(self, steps: Sequence[Step]) -> Iterator[dict[str, Any]]:
        """Take one step after the other and say what became of each; stop when the student's process has gone."""
        for step in steps:
            started = monotonic()
            try:
                told = self._take(step)
            except Gone:
                told = dict(OK)
            except KeyboardInterrupt:
                told = {**OK, "status": "error", "error_name": "KeyboardInterrupt"}
            told = {**told, "id": step.id, "seconds": monotonic() - started}
            yield {**told, "gone": True} if self.peer.lost else told
            if self.peer.lost:
                return

    def _take(self, step: Step) -> dict[str, Any]:
        told = dict(OK)
        here: dict[str, Any] | None = None
        with self._asking_student(step) as answer:
            # Both sides run a plain cell at the same time.
            if step.checker and (step.role != "check" or not self._unread(step)):
                here = self._run_here(step.checker)
            told |= answer()
        if here is not None:
            told = here if told["status"] == "ok" and (here["status"] != "ok" or not step.student) else told
        if step.role == "exercise":
            for name in step.defines:
                self._bind(name, step.student)
        if step.role == "check" and self._unread(step):
            told |= {"status": "error", "error_name": "NotPlain", "error_text": self._unread(step)}
        return told

    @contextlib.contextmanager
    def _asking_student(self, step: Step) -> Iterator[Callable[[], dict[str, Any]]]:
        """Have the student's process run its part of a step, if any; the function waits for what came of it."""
        if not step.student:
            yield dict
            return
        self.cells[code_name(self.shell, step.student)] = step.student
        with self.peer.asking("run", [step.student]) as answer:
            yield lambda: self._read(answer())

    def _read(self, told: Any) -> dict[str, Any]:
        """Read what the student's process says of a cell."""
        form = {key: type(value) for key, value in OK.items()}
        if not isinstance(told, dict) or any(type(value) is not form.get(key) for key, value in told.items()):
            self.peer.lost = True
            raise Gone
        told["status"] = "ok" if told.get("status") == "ok" else "error"
        return {key: value[:PRINTED_LIMIT] if isinstance(value, str) else value for key, value in told.items()}

    def _run_here(self, source: str) -> dict[str, Any]:
        """Run a trusted cell."""
        out, err = Capped(), Capped()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            result: Any = self.shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        told = {**OK, "stdout": out.getvalue(), "stderr": err.getvalue()}
        if error is not None:
            text = errors.in_words(error)
            told |= {"status": "error", "error_name": type(error).__name__, "error_text": text}
        return told

    def _bind(self, name: str, cell: str) -> None:
        """Bind a name to what the student's cell has bound it to; what changes there later changes nothing here."""
        self.shell.user_ns.pop(name, None)
        self.refused.pop(name, None)
        try:
            found = self.peer.ask("get", [name])
        except Exception as error:
            self.refused[name] = f"{name} cannot be read: {errors.in_words(error)}"
            return
        if not isinstance(found, dict) or not found.keys() <= {"value"}:
            self.peer.lost = True
            raise Gone
        if "value" in found:
            value = found["value"]
            if isinstance(value, Foreign):
                object.__setattr__(value, "__source__", source_of(name, cell))
                object.__setattr__(value, "__notebook__", self.shell.user_ns)  # for known mistakes: the text of a cell
            self.shell.user_ns[name] = value

    def _unread(self, step: Step) -> str:
        return next((text for name, text in self.refused.items() if name in step.reads), "")


def _is_listed(what: str, target: Any) -> bool:
    """Say whether the student may do this to an object of the checker's: go through a sequence, and no more."""
    return what in ("next", "iter") and hasattr(target, "__next__")
