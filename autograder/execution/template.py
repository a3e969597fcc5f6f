"""A template process: `python -m autograder.execution.template DESCRIPTOR SETTINGS_AS_JSON`.

It imports once, then waits on a socket, and runs every job in a fork of itself, under a supervisor. Nothing but imports
may happen here before a fork: one TensorFlow operation would hang all of them.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import sys
from functools import partial
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from autograder.execution.channel import Channel
from autograder.execution.cores import CORE, keep_to_core
from autograder.execution.limits import Limits
from autograder.execution.plan import Step
from autograder.execution.shell import make_shell
from autograder.execution.supervisor import Walls, fork, supervise


def student(shell: InteractiveShell, channel: socket.socket) -> None:
    """Be the student's process."""
    from autograder.execution.student_side import StudentSide

    StudentSide(shell, Channel(channel)).serve()


def checker(shell: InteractiveShell, channel: socket.socket, results: socket.socket) -> None:
    """Be the checker's process: read the job, take its steps, write a line of JSON for each."""
    from autograder.execution.checker_side import CheckerSide

    signal.signal(signal.SIGINT, signal.default_int_handler)
    with results.makefile("rw", encoding="utf-8", newline="\n") as lines:
        job = json.loads(lines.readline())
        os.environ.update(job["environment"])
        steps = [Step(**step) for step in job["steps"]]
        for told in CheckerSide(shell, Channel(channel)).run(steps):
            lines.write(json.dumps(told) + "\n")
            lines.flush()


def serve(control: socket.socket, settings: dict[str, Any]) -> None:
    """Import, then start a fork for each set of sockets that comes, until the grader closes its end."""
    side, walls = settings["side"], Walls(settings["boxed"], Limits(**settings["limits"]), settings["seconds"])
    shell = make_shell()
    for statement in settings["imports"]:
        with contextlib.suppress(Exception):
            exec(statement, {})
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a supervisor: it says itself how it ended
    control.sendall(b"+")
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, CORE.size, 4)
        if not message:
            return
        if fork() == 0:
            try:
                keep_to_core(*CORE.unpack(message))
                control.close()
                line, *ends = (socket.socket(fileno=descriptor) for descriptor in descriptors)
                work = partial(student if side == "student" else checker, shell, *ends)
                supervise(walls, line, [end.fileno() for end in ends], work)
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))
