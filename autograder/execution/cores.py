"""One core a worker: what is graded side by side does not get into each other's way.

A submission is two processes that work in turns. Left alone, they wander between the cores and push each other about:
two workers on two cores then took a fifth longer for a class. And with a core of its own a submission's training takes
as long as the next one's, whatever else is being graded.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager

CORE = struct.Struct("i")
"""How a core travels to a template process; `ANY` for no core in particular."""
ANY = -1
CAN_KEEP = hasattr(os, "sched_setaffinity")  # Linux


def cores() -> list[int]:
    """List the cores that this process may use; none where the system does not tell."""
    return sorted(os.sched_getaffinity(os.getpid())) if CAN_KEEP else []


def keep_to_core(core: int) -> None:
    """Keep the calling thread, and what it starts, to one core."""
    if CAN_KEEP and core != ANY:
        os.sched_setaffinity(0, {core})


def core_of_thread() -> int:
    """Give the one core that the calling thread is kept to, or `ANY`."""
    mine = os.sched_getaffinity(0) if CAN_KEEP else ()
    return next(iter(mine)) if len(mine) == 1 else ANY


@contextmanager
def on_all_cores() -> Iterator[None]:
    """Let the calling thread start a process that serves all workers."""
    if core_of_thread() == ANY:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores())
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
