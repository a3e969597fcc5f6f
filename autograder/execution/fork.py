"""Cells in a fork of a process that has its imports done: some ten milliseconds a run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

from autograder.execution.environment import student_environment
from autograder.execution.interface import SEED, CellResult, ExecutionFailed, RunCell, ended, stopped
from autograder.execution.recovery import run_with_recovery

TEMPLATE = [sys.executable, "-m", "autograder.execution.fork_template"]


class ForkExecution:
    """Run cells in forks of one template process. Use it in a `with` block: leaving it ends the template.

    Only imports happen before the fork; one TensorFlow operation there would hang the forks.

    Args:
        imports: import statements for the template, e.g. ["import numpy as np"]; one that fails is left to the cell
            that needs it.
        environment: further environment variables.

    Raises:
        ExecutionFailed: on a system that cannot fork.
    """

    def __init__(self, imports: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> None:
        if not hasattr(os, "fork"):
            raise ExecutionFailed("a system that can fork a process was expected (Linux or macOS)")
        self.imports = list(imports)
        self.environment = dict(environment or {})
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._template: subprocess.Popen[str] | None = None

    def __enter__(self) -> ForkExecution:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(
        self,
        cells: Sequence[RunCell],
        *,
        cell_seconds: float,
        total_seconds: float,
        seed: str = "",
        together: bool = True,
    ) -> list[CellResult]:
        """Run the cells, always together; see `Execution.run`."""

        def attempt(todo: Sequence[RunCell], deadline: float) -> Iterator[CellResult]:
            by_id = {cell.id: cell for cell in todo}
            job = {
                "cells": [asdict(cell) for cell in todo],
                "cell_seconds": cell_seconds,
                "seconds": deadline - monotonic(),
                "environment": {SEED: seed} if seed else {},
            }
            for answer in self._ask(job):
                match answer:
                    case {"stopped": cell_id, **rest}:
                        yield stopped(by_id[cell_id], **rest)
                    case {"ended": cell_id, **rest}:
                        yield ended(by_id[cell_id], **rest)
                    case _:
                        yield CellResult(**answer)

        return run_with_recovery(attempt, cells, total_seconds)

    def close(self) -> None:
        """End the template process and remove its scratch folder."""
        if self._template is not None:
            self._template.communicate()
            self._template = None
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def _ask(self, job: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Send a job to the template and yield its answers until it says that the job is done."""
        template = self._started()
        assert template.stdin is not None
        assert template.stdout is not None
        try:
            template.stdin.write(json.dumps(job) + "\n")
            template.stdin.flush()
        except BrokenPipeError:
            pass  # reading finds the end of the template as well, and says so
        while True:
            line = template.stdout.readline()
            if not line:
                self._template = None
                raise ExecutionFailed(f"the template process was expected to answer; it ended with {template.wait()}")
            answer = json.loads(line)
            if answer == {"done": True}:
                return
            yield answer

    def _started(self) -> subprocess.Popen[str]:
        if self._template is None:
            if self._scratch is None:
                self._scratch = tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True)
            folder = Path(self._scratch.name)
            self._template = subprocess.Popen(
                [*TEMPLATE, json.dumps(self.imports)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                cwd=folder,
                env=student_environment(folder, self.environment),
                start_new_session=True,
            )
        return self._template
