"""The student's process: it runs the cells that it is sent, and answers questions about what they have defined.

It is sent the chapter's plain code cells and the student's own cells, and nothing of a check but its questions.
"""

from __future__ import annotations

import contextlib
import os
import signal
import types
from collections.abc import Iterator
from time import monotonic
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from autograder.execution import errors
from autograder.execution.across import Peer
from autograder.execution.channel import Channel
from autograder.execution.shell import Capped


class Interrupts:
    """Lets an interrupt stop the student's code, and never the lines around it, which would then lose their place."""

    def __init__(self) -> None:
        self.allowed, self.waiting = False, False
        signal.signal(signal.SIGINT, self._interrupt)

    def _interrupt(self, number: int, frame: types.FrameType | None) -> None:
        if self.allowed:
            raise KeyboardInterrupt
        self.waiting = True

    @contextlib.contextmanager
    def allow(self) -> Iterator[None]:
        """Run the student's code."""
        yield from self._switch(True)

    @contextlib.contextmanager
    def defer(self) -> Iterator[None]:
        """Send and receive a whole message; an interrupt that comes meanwhile is raised afterwards."""
        yield from self._switch(False)
        if self.waiting:
            self.waiting = False
            raise KeyboardInterrupt

    def _switch(self, allowed: bool) -> Iterator[None]:
        before = self.allowed
        if allowed:
            self.waiting = False  # what came between two questions came too late for the first
        self.allowed = allowed
        try:
            yield
        finally:
            self.allowed = before


class StudentSide:
    """The student's end of the channel.

    Args:
        shell: runs the cells.
        channel: the way to the checker.
    """

    def __init__(self, shell: InteractiveShell, channel: Channel) -> None:
        self.shell = shell
        interrupts = Interrupts()
        # Whatever the student's process shows of itself, its own code could show as well.
        self.peer = Peer(channel, lambda what, target: True, running=interrupts.allow, waiting=interrupts.defer)
        self.peer.extra = {"run": self.run_cell, "get": self.get}
        # A copy of this process, which the student's code may make, must not answer in its place.
        os.register_at_fork(after_in_child=channel.close)

    def serve(self) -> None:
        """Answer the checker until it is done."""
        self.peer.serve()

    def run_cell(self, source: str) -> dict[str, Any]:
        """Run one cell and say what became of it."""
        started, out, err = monotonic(), Capped(), Capped()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            result: Any = self.shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        told = {"stdout": out.getvalue(), "stderr": err.getvalue(), "seconds": monotonic() - started}
        if error is None:
            return {"status": "ok", **told}
        name, text = type(error).__name__, errors.in_words(error)
        return {"status": "error", "error_name": name, "error_text": text, **told}

    def get(self, name: str) -> dict[str, Any]:
        """Give what a name is bound to, in a dictionary that is empty where it is bound to nothing."""
        return {"value": self.shell.user_ns[name]} if name in self.shell.user_ns else {}
