"""How much a student's process may use, and how the system is told."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

resource: Any
try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one submission may use at a time, beyond the template that it was forked from.

    Args:
        memory: bytes. Two things watch it. `RLIMIT_DATA` turns a request for too much into Python's own MemoryError,
            which says where; unlike `RLIMIT_AS` it leaves alone what TensorFlow only reserves. And the supervisor adds
            up what all processes of the box really hold, twenty times a second, and ends the box beyond it.
        disk: bytes in the scratch folder, which lies in memory and is part of no file system.
        file: bytes of one file.
        processes: processes and threads at a time. TensorFlow alone starts some tens of threads.
        descriptors: open files at a time.
    """

    memory: int = 2048 * MEGABYTE
    disk: int = 64 * MEGABYTE
    file: int = 64 * MEGABYTE
    processes: int = 256
    descriptors: int = 256


def apply(limits: Limits, seconds: float, data: int) -> None:
    """Have the system limit this process and all that it starts.

    Args:
        limits: how much.
        seconds: of processor time, on all cores together. Only the last resort: the grader watches the clock.
        data: `data_size()` of now; the box may hide it already.
    """
    if resource is None:
        return
    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": limits.file,
        "RLIMIT_NOFILE": limits.descriptors,
        "RLIMIT_NPROC": limits.processes,
        "RLIMIT_CPU": int(seconds) + 1,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_DATA": data + limits.memory,
    }
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is not None:
            _soft, hard = resource.getrlimit(kind)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            with contextlib.suppress(OSError, ValueError):  # macOS knows some of them by name only
                resource.setrlimit(kind, (value, value))


def data_size() -> int:
    """Give the bytes that this process has of what RLIMIT_DATA counts."""
    return _status("self").get("VmData", 0)


def held(process: int) -> int:
    """Add up the bytes that a process and its descendants hold in memory, without what lies in files.

    Args:
        process: its id.

    Returns:
        Bytes; 0 where the system does not tell.
    """
    return sum(
        _status(str(each)).get("RssAnon", 0) + _status(str(each)).get("RssShmem", 0)
        for each in [process, *family(process)]
    )


def held_exactly(process: int) -> int:
    """Add up as `held` does, but count once what several processes share. It takes milliseconds for each of them."""
    return sum(
        sizes.get("Pss_Anon", 0) + sizes.get("Pss_Shmem", 0)
        for sizes in (_sizes(f"/proc/{each}/smaps_rollup") for each in [process, *family(process)])
    )


def family(process: int) -> list[int]:
    """List the descendants of a process, where the system tells (Linux)."""
    found: list[int] = []
    waiting = [process]
    while waiting:
        parent = waiting.pop()
        for task in _tasks(parent):
            with contextlib.suppress(OSError):
                children = [int(child) for child in (task / "children").read_text().split()]
                found += children
                waiting += children
    return found


def _tasks(process: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{process}/task").iterdir())
    except OSError:
        return []


def _status(process: str) -> dict[str, int]:
    return _sizes(f"/proc/{process}/status")


def _sizes(path: str) -> dict[str, int]:
    """Read the sizes that the system tells of a process, in bytes by name; none when it has gone."""
    try:
        lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    sized = (line.split() for line in lines if line.endswith(" kB"))
    return {parts[0].rstrip(":"): int(parts[1]) * 1024 for parts in sized}
