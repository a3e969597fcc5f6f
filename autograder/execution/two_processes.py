"""A submission in two processes: the student's cells in one, the checks in another, plain data between them."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

from autograder.execution import box
from autograder.execution.cores import CORE, core_of_thread, on_all_cores
from autograder.execution.environment import student_environment
from autograder.execution.interface import (
    PRINTED_LIMIT,
    SEED,
    CellResult,
    ExecutionFailed,
    RunCell,
    ended,
    stopped,
)
from autograder.execution.limits import MEGABYTE, Limits
from autograder.execution.plan import Step, plan
from autograder.execution.recovery import run_with_recovery
from autograder.execution.supervisor import INTERRUPT, KILL

START_SECONDS = 300.0
OBEY_SECONDS = 0.5
"""How long the student's process may take to obey an interrupt, before the checker is interrupted as well."""
GRACE_SECONDS = 1.5
"""How long both may take, before they are ended."""
DEBUG = "AUTOGRADER_DEBUG"
"""Set this environment variable to see what a template writes on standard error."""
PROCESSOR_SECONDS = 4 * 3600.0
LONGEST_LINE = 4 * PRINTED_LIMIT * 6


class TwoProcessExecution:
    """Run submissions, each in two forks of two templates. Use it in a `with` block: leaving it ends the templates.

    `run` may be called by several threads at a time: the work is done in the forks.

    Args:
        imports: import statements for the templates, such as those of the chapters' plain code cells; one that fails
            is left to the cell that needs it.
        unboxed: run the student's code without a box.
        limits: how much a student's process may use.
        readable: further files and folders that a boxed process may read.

    Raises:
        NoBox: where no box can be had, and `unboxed` does not accept that.
        ExecutionFailed: on a system that cannot fork and watch processes.
    """

    def __init__(
        self,
        imports: Sequence[str] = (),
        *,
        unboxed: bool = False,
        limits: Limits | None = None,
        readable: Sequence[Path] = (),
    ) -> None:
        if not unboxed:
            box.require()
        if not (hasattr(os, "fork") and hasattr(os, "waitid") and hasattr(socket, "send_fds")):
            raise ExecutionFailed("a system that can fork processes and watch them was expected, such as Linux")
        self.limits = limits or Limits()
        self._student = _Template("student", list(imports), not unboxed, self.limits, readable)
        self._checker = _Template("checker", list(imports), False, Limits(4 * self.limits.memory), readable)

    def __enter__(self) -> TwoProcessExecution:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the templates."""
        self._student.close()
        self._checker.close()

    def scratch(self) -> list[Path]:
        """List the folders in which unboxed processes have theirs while they run."""
        folders = (self._student.folder, self._checker.folder)
        return [folder for folder in folders if folder is not None]

    def warm(self) -> None:
        """Start the templates now, instead of with the first submission.

        Raises:
            ExecutionFailed: when one does not start.
        """
        self._student.start()
        self._checker.start()
        self._student.wait()
        self._checker.wait()

    def run(
        self,
        cells: Sequence[RunCell],
        *,
        cell_seconds: float,
        total_seconds: float,
        seed: str = "",
        together: bool = False,
    ) -> list[CellResult]:
        """Run the cells; see `Execution.run`.

        Args:
            cells: plain code cells, exercises (the student's text, and the author's) and checks.
            cell_seconds: a cell is stopped after this time.
            total_seconds: all of them are.
            seed: decides the hidden inputs; only the checker knows it.
            together: run the checks in the student's process too, as nbgrader does, for checks that look into the
                student's own names. The box stays; but a student who means to can then fool a check.
        """
        self.warm()
        environment = {SEED: seed} if seed else {}

        def attempt(todo: Sequence[RunCell], deadline: float) -> Iterator[CellResult]:
            with _Attempt(self._student, self._checker) as running:
                job = _Job(todo, plan(todo, together), environment, cell_seconds, deadline)
                yield from running.results(job)

        return run_with_recovery(attempt, cells, total_seconds)


class _Template:
    """A process that has its imports done, and forks."""

    def __init__(self, side: str, imports: list[str], boxed: bool, limits: Limits, readable: Sequence[Path]) -> None:
        self.side, self.boxed, self.readable = side, boxed, readable
        told = {
            "side": side,
            "imports": imports,
            "boxed": boxed,
            "limits": asdict(limits),
            "seconds": PROCESSOR_SECONDS,
        }
        self.settings = json.dumps(told)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._ready = False

    @property
    def folder(self) -> Path | None:
        """The folder in which it makes others, while it runs."""
        return Path(self._scratch.name) if self._scratch is not None else None

    def start(self) -> None:
        """Start the process, if it does not run."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return
            self._clear()
            self._scratch = tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True)
            ours, theirs = socket.socketpair()
            with theirs:
                command = [sys.executable, "-m", "autograder.execution.template", str(theirs.fileno()), self.settings]
                folder = Path("/tmp" if self.boxed else self._scratch.name)
                environment = student_environment(folder, {"HOME": str(folder), "MPLCONFIGDIR": str(folder / ".mpl")})
                if self.boxed:
                    environment = box.environment(environment)
                    command = box.boxed(command, environment, self.readable)
                with on_all_cores():
                    self._process = subprocess.Popen(
                        command,
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        stderr=None if os.environ.get(DEBUG) else subprocess.DEVNULL,
                        cwd=self._scratch.name,
                        env=environment,
                        pass_fds=[theirs.fileno()],
                        start_new_session=True,
                    )
            self._control = ours

    def wait(self) -> None:
        """Wait until its imports are done.

        Raises:
            ExecutionFailed: when it ends before that.
        """
        with self._lock:
            if self._ready:
                return
            assert self._control is not None
            self._control.settimeout(START_SECONDS)
            try:
                self._ready = self._control.recv(1) == b"+"
            except OSError:
                self._ready = False
            if not self._ready:
                self._clear()
                raise ExecutionFailed(
                    f"the template process of the {self.side}'s side was expected to start; it did not"
                )
            self._control.settimeout(None)

    def fork(self, *ends: socket.socket) -> None:
        """Have it fork a process that gets these ends of sockets, on the core of the calling thread."""
        with self._lock:
            if self._control is None:
                raise ExecutionFailed("a template process was expected to run")
            try:
                socket.send_fds(self._control, [CORE.pack(core_of_thread())], [end.fileno() for end in ends])
            except OSError as error:
                raise ExecutionFailed(f"the template process of the {self.side}'s side has ended: {error}") from error

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._clear()

    def _clear(self) -> None:
        self._ready = False
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
            self._process = None
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None


@dataclass(frozen=True)
class _Job:
    """What one attempt has to do."""

    cells: Sequence[RunCell]
    steps: Sequence[Step]
    environment: dict[str, str]
    cell_seconds: float
    deadline: float

    def text(self) -> bytes:
        """Write it for the checker, on one line."""
        job = {"environment": self.environment, "steps": [asdict(step) for step in self.steps]}
        return json.dumps(job).encode() + b"\n"


@dataclass
class _Clock:
    """When a cell began, how long it may take, and whether it was told to stop."""

    begun: float
    limit: float
    asked: int = 0

    @property
    def spent(self) -> float:
        return monotonic() - self.begun


class _Attempt:
    """One pair of forks, and the watch over it."""

    def __init__(self, student: _Template, checker: _Template) -> None:
        self.student_line, student_end = socket.socketpair()
        self.checker_line, checker_end = socket.socketpair()
        self.told, results_end = socket.socketpair()
        one, other = socket.socketpair()
        with student_end, checker_end, results_end, one, other:
            student.fork(student_end, one)
            checker.fork(checker_end, other, results_end)
        self._waiting = b""

    def __enter__(self) -> _Attempt:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line in (self.student_line, self.checker_line):
            with contextlib.suppress(OSError):
                line.sendall(KILL)
        for line in (self.student_line, self.checker_line):  # until the supervisor has ended all that it watched
            _last_words(line, GRACE_SECONDS * 4)
            line.close()
        self.told.close()

    def results(self, job: _Job) -> Iterator[CellResult]:
        """Yield one result a cell, until all are done or one of the processes has ended."""
        _tell(self.told, job.text())
        for cell, step in zip(job.cells, job.steps, strict=True):
            clock = _Clock(monotonic(), min(job.cell_seconds, job.deadline - monotonic()))
            if clock.limit <= 0:
                return
            told = self._next(clock)
            if told is None or told.get("gone") or told.get("id") != step.id:
                yield self._lost(cell, clock, told or {})
                return
            if clock.asked:
                yield stopped(cell, clock.limit, told["stdout"], told["stderr"])
            else:
                yield CellResult(**told)

    def _next(self, clock: _Clock) -> dict[str, Any] | None:
        """Wait for what became of the next cell; None when the checker has ended, or both had to be."""
        while b"\n" not in self._waiting:
            if clock.asked == 0 and clock.spent > clock.limit:
                clock.asked = 1
                _tell(self.student_line, INTERRUPT)
            elif clock.asked == 1 and clock.spent > clock.limit + OBEY_SECONDS:
                clock.asked = 2
                _tell(self.checker_line, INTERRUPT)
            elif clock.spent > clock.limit + GRACE_SECONDS:
                return None
            due = (clock.limit, clock.limit + OBEY_SECONDS, clock.limit + GRACE_SECONDS)[clock.asked] - clock.spent
            if not select.select([self.told], [], [], max(due, 0) + 0.001)[0]:
                continue
            try:
                block = self.told.recv(1 << 16)
            except ConnectionResetError:
                block = b""
            self._waiting += block
            if not block or len(self._waiting) > LONGEST_LINE * 10:
                return None
        line, self._waiting = self._waiting.split(b"\n", 1)
        told: dict[str, Any] = json.loads(line)
        return told

    def _lost(self, cell: RunCell, clock: _Clock, told: dict[str, Any]) -> CellResult:
        """Describe the cell during which the student's process, or the checker's, has ended."""
        printed = told.get("stdout", ""), told.get("stderr", "")
        if clock.asked:
            return stopped(cell, clock.limit, *printed)
        reason = _last_words(self.student_line, 1.0)
        result = ended(cell, clock.spent, *printed)
        words = {
            "memory": f"it used more than {self._size(reason)} of memory, and was ended",
            "processes": f"it started more than {reason.get('limit')} processes and threads, and was ended",
        }.get(str(reason.get("reason")))
        return CellResult(**{**asdict(result), "error_text": words}) if words else result

    def _size(self, reason: dict[str, Any]) -> str:
        return f"{reason.get('limit', 0) / MEGABYTE:.0f} MB"


def _tell(line: socket.socket, what: bytes) -> None:
    with contextlib.suppress(OSError):
        line.sendall(what)


def _last_words(line: socket.socket, seconds: float) -> dict[str, Any]:
    """Read what a supervisor says at its end."""
    line.settimeout(seconds)
    said = b""
    with contextlib.suppress(OSError):
        while not said.endswith(b"\n"):
            block = line.recv(1000)
            if not block:
                break
            said += block
    try:
        words = json.loads(said or b"{}")
    except ValueError:
        return {}
    return words if isinstance(words, dict) else {}
