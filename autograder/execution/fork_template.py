"""The template process: `python -m autograder.execution.fork_template IMPORTS_AS_JSON`.

It imports once, then reads jobs from standard input, a line of JSON each, and runs every job in a fork of itself. A
fork writes one line a cell into a pipe; the template watches the clock, and ends the fork's whole process group.
Nothing but imports may happen here before the fork.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Iterator
from time import monotonic
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from autograder.execution.errors import in_words
from autograder.execution.shell import Capped, make_shell

POLL_SECONDS = 0.05
GRACE_SECONDS = 1.0
"""How long a fork may take to obey an interrupt."""


def run_cell(shell: InteractiveShell, cell: dict[str, str]) -> dict[str, Any]:
    """Run one cell and describe what became of it in plain words and numbers."""
    started, out, err = monotonic(), Capped(), Capped()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result: Any = shell.run_cell(cell["source"], store_history=False)
    error = result.error_before_exec or result.error_in_exec
    return {
        "id": cell["id"],
        "status": "ok" if error is None else "error",
        "error_name": "" if error is None else type(error).__name__,
        "error_text": "" if error is None else in_words(error),
        "stdout": out.getvalue(),
        "stderr": err.getvalue(),
        "seconds": monotonic() - started,
    }


def child(shell: InteractiveShell, job: dict[str, Any], pipe: int, folder: str) -> None:
    """Be the fork: run the cells, report each, and end without any clean-up."""
    os.setsid()
    os.chdir(folder)
    os.environ.update(job["environment"])
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for cell in job["cells"]:
        line = json.dumps(run_cell(shell, cell)).encode() + b"\n"
        while line:
            line = line[os.write(pipe, line) :]


def fork(shell: InteractiveShell, job: dict[str, Any], folder: str, private: list[int]) -> tuple[int, int]:
    """Start a fork on a job and return its process id and the reading end of its pipe."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the threads that NumPy's BLAS starts have fork handlers
        process = os.fork()
    if process == 0:
        try:
            for descriptor in (reading, *private):
                os.close(descriptor)
            child(shell, job, writing, folder)
        finally:
            os._exit(0)
    os.close(writing)
    return process, reading


def lines_until(pipe: int, process: int) -> Iterator[bytes | None]:
    """Yield lines from a fork as they come, and None at least every `POLL_SECONDS`, until it has ended."""
    waiting = b""
    while True:
        readable = bool(select.select([pipe], [], [], POLL_SECONDS)[0])
        ended = os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) if not readable else None
        # Something that it started may hold the pipe open. What it wrote last has arrived by now.
        if ended and not select.select([pipe], [], [], 0)[0]:
            return
        block = os.read(pipe, 1 << 16) if readable else b""
        if readable and not block:
            return
        *lines, waiting = (waiting + block).split(b"\n")
        yield from lines
        yield None


def watch(job: dict[str, Any], process: int, pipe: int) -> Iterator[dict[str, Any]]:
    """Yield one answer a cell, until the fork is done, is stopped or has ended."""
    waiting = [cell["id"] for cell in job["cells"]]
    deadline = monotonic() + job["seconds"]
    begun, limit, interrupted = monotonic(), min(job["cell_seconds"], job["seconds"]), False
    for line in lines_until(pipe, process):
        spent = monotonic() - begun
        if line is not None:
            answer = json.loads(line)
            answer = {"stopped": waiting[0], "seconds": limit, **printed(answer)} if interrupted else answer
            waiting.pop(0)
            yield answer
            begun, interrupted = monotonic(), False
            limit = min(job["cell_seconds"], deadline - begun)
            if not waiting or limit <= 0:
                return
        elif spent > limit + GRACE_SECONDS:
            break
        elif spent > limit and not interrupted:
            interrupted = True
            os.kill(process, signal.SIGINT)
    if waiting:
        kind = {"stopped": waiting[0], "seconds": limit} if interrupted else {"ended": waiting[0]}
        yield {"seconds": monotonic() - begun, **kind}


def printed(answer: dict[str, Any]) -> dict[str, Any]:
    """Keep of an answer only what the cell printed."""
    return {"stdout": answer["stdout"], "stderr": answer["stderr"]}


def end(process: int) -> None:
    """End a fork with everything in its process group, and wait for it."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def serve(imports: list[str]) -> None:
    """Import, then run jobs until standard input ends."""
    jobs, answers = os.fdopen(os.dup(0), "r", encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)  # nothing that an import prints may be taken for an answer
    shell = make_shell()
    for statement in imports:
        with contextlib.suppress(Exception):
            exec(statement, {})
    gc.collect()
    gc.freeze()
    for line in jobs:
        job = json.loads(line)
        folder = tempfile.mkdtemp(prefix="run-", dir=".")
        process, pipe = fork(shell, job, folder, [jobs.fileno(), answers.fileno()])
        try:
            for answer in watch(job, process, pipe):
                answers.write(json.dumps(answer) + "\n")
        finally:
            end(process)
            os.close(pipe)
            shutil.rmtree(folder, ignore_errors=True)
        answers.write('{"done": true}\n')
        answers.flush()


if __name__ == "__main__":
    serve(json.loads(sys.argv[1]))
