"""Between a template and the process that runs cells: starts it behind its walls, watches it, ends it, and says why."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.execution import limits, namespaces

POLL_SECONDS = 0.05
INTERRUPT, KILL = b"i", b"k"


@dataclass(frozen=True)
class Walls:
    """What stands around a process.

    Args:
        boxed: whether it gets namespaces of its own: no network, no other processes, no files but a scratch folder.
        limits: how much it may use.
        seconds: how long it may compute, at most.
    """

    boxed: bool
    limits: limits.Limits
    seconds: float


def supervise(walls: Walls, line: socket.socket, keep: list[int], work: Callable[[], None]) -> None:
    """Run `work` in a process of its own until it ends, is told to end, or uses too much. Called in a fresh fork.

    Args:
        walls: what stands around it.
        line: to the grader. It sends `INTERRUPT` and `KILL`; when it closes, the process is ended. It is told, as one
            line of JSON, how the process ended.
        keep: the descriptors that `work` needs; it inherits no others.
        work: what is done.
    """
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    scratch = "/tmp/work" if walls.boxed else tempfile.mkdtemp(prefix="run-", dir=".")
    if walls.boxed:
        namespaces.leave(
            namespaces.NEWUSER | namespaces.NEWPID | namespaces.NEWNET | namespaces.NEWIPC | namespaces.NEWUTS
        )
    elif sys.platform == "linux":
        namespaces.adopt_orphans()
    process = fork()
    if process == 0:
        try:
            _enter(walls, scratch, keep)
            work()
        except BaseException as error:  # said where a template's standard error goes; the grader sees that it ended
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(0)
    for descriptor in keep:
        os.close(descriptor)
    try:
        reason = _watch(walls, line, process)
    finally:
        end(process)
        if not walls.boxed:
            shutil.rmtree(scratch, ignore_errors=True)
    with contextlib.suppress(OSError):
        line.sendall(json.dumps(reason).encode() + b"\n")


def _watch(walls: Walls, line: socket.socket, process: int) -> dict[str, Any]:
    """Wait until the process has ended or must be ended, and say why."""
    allowed = limits.held(process) + walls.limits.memory
    poll = select.poll()
    poll.register(line, select.POLLIN)
    while True:
        if poll.poll(POLL_SECONDS * 1000):
            told = _told(line)
            if INTERRUPT in told and KILL not in told:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGINT)
            else:
                return {"reason": "told"}
        ended = os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is not None:
            by_signal = ended.si_code in (os.CLD_KILLED, os.CLD_DUMPED)
            return {"reason": "signal" if by_signal else "exit", "status": ended.si_status}
        if limits.held(process) > allowed and limits.held_exactly(process) > allowed:
            return {"reason": "memory", "limit": walls.limits.memory}
        if len(limits.family(process)) > walls.limits.processes:
            return {"reason": "processes", "limit": walls.limits.processes}


def _told(line: socket.socket) -> bytes:
    try:
        return line.recv(100) or KILL
    except OSError:
        return KILL


def _enter(walls: Walls, scratch: str, keep: list[int]) -> None:
    """Put up the walls around this process, which is about to run cells."""
    data = limits.data_size()
    os.setsid()  # a signal to its own group must not reach the supervisor
    if walls.boxed:
        size = f"size={walls.limits.disk},nr_inodes=10000,mode=0700"
        namespaces.leave(namespaces.NEWNS)
        _cover_scratch(size)
        os.mkdir(scratch)
        namespaces.mount_memory("/dev/shm", "size=16m,nr_inodes=1000,mode=0700")
        _cover_processes()
        namespaces.give_up_powers()
    if sys.platform == "linux":
        namespaces.end_with_parent()
    os.chdir(scratch)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    close_all_but([0, 1, 2, *keep])
    limits.apply(walls.limits, walls.seconds, data)


def _cover_scratch(size: str) -> None:
    """Cover /tmp with an empty folder in memory; where the course itself lies below /tmp, that stays to be seen."""
    ours = (Path(path).parts for path in (sys.prefix, sys.base_prefix, *sys.path))
    names = {parts[2] for parts in ours if parts[:2] == ("/", "tmp") and len(parts) > 2 and Path(*parts[:3]).is_dir()}
    kept = {f"/tmp/{name}": os.open(f"/tmp/{name}", os.O_PATH | os.O_DIRECTORY) for name in sorted(names)}
    namespaces.mount_memory("/tmp", size)
    for folder, descriptor in kept.items():
        os.mkdir(folder)
        namespaces.show_again(descriptor, folder)


def _cover_processes() -> None:
    """Cover /proc, which shows other processes, with the little of it that libraries cannot do without."""
    nothing = namespaces.MS_NOSUID | namespaces.MS_NODEV | namespaces.MS_NOEXEC
    machine = {name: Path("/proc", name).read_bytes() for name in ("cpuinfo", "meminfo")}
    namespaces.mount_memory("/proc", "size=1m,nr_inodes=10,mode=0555", nothing)
    for name, content in machine.items():
        Path("/proc", name).write_bytes(content)
    os.mkdir("/proc/self")
    # TensorFlow ends the process where it cannot read these two.
    os.symlink(sys.executable, "/proc/self/exe")
    Path("/proc/self/cmdline").write_bytes(b"python\0")
    namespaces.mount_memory("/proc", "mode=0555", nothing | namespaces.MS_RDONLY | namespaces.MS_REMOUNT)


def close_all_but(keep: list[int]) -> None:
    """Close every descriptor but those named."""
    first = 0
    for descriptor in sorted(set(keep)):
        if first < descriptor:  # Python asks Linux to close all there are where the range is empty and begins at 0
            os.closerange(first, descriptor)
        first = descriptor + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX") if first < 65536 else first)


def fork() -> int:
    """Fork, without the warning about threads: those of NumPy's BLAS have handlers for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def end(process: int) -> None:
    """End a process with all that it has started, and wait for them."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(process, signal.SIGKILL)  # of a box it is the first process: with it the system ends all others
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process, 0)
    for _ in range(100):  # unboxed, what left the group has become a child of ours
        left = limits.family(os.getpid())
        if not left:
            break
        for each in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(each, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        select.select([], [], [], 0.002)


def try_walls() -> None:
    """Put up the walls once, in a fork, to see whether this system allows them.

    Raises:
        SystemExit: with the system's own words, where it does not.
    """
    ours, theirs = socket.socketpair()
    process = fork()
    if process == 0:
        try:
            ours.close()
            told = {"reason": "no"}

            def work() -> None:
                os.write(keep, b"+")

            keep = os.dup(theirs.fileno())
            supervise(Walls(True, limits.Limits(), 10), theirs, [keep], work)
        except OSError as error:
            told = {"reason": str(error)}
            theirs.sendall(json.dumps(told).encode())
        finally:
            os._exit(0)
    theirs.close()
    said = b"".join(iter(lambda: ours.recv(1000), b""))
    os.waitpid(process, 0)
    if not said.startswith(b"+"):
        sys.exit(said.decode() or "a process of its own could not be started")
