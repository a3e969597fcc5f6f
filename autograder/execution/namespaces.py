"""Linux's own walls around a process, asked for directly: Python 3.11 has no functions for them.

Sources: the manual pages unshare(2), mount(2), prctl(2), capabilities(7), user_namespaces(7).
"""

from __future__ import annotations

import ctypes
import os
import signal

NEWNS, NEWUTS, NEWIPC = 0x00020000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC = 4096, 16384
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 36, 38
CAPABILITY_VERSION_3 = 0x20080522
LAST_CAPABILITY = 63


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _succeed(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def leave(flags: int) -> None:
    """Leave the namespaces named by `flags` for new ones of one's own (a new process namespace: for one's children).

    Raises:
        OSError: where the system does not allow it.
    """
    user, group = os.getuid(), os.getgid()
    _succeed(_libc().unshare(flags), "unshare")
    if flags & NEWUSER:
        for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(text)


def mount_memory(folder: str, options: str, flags: int = MS_NOSUID | MS_NODEV) -> None:
    """Cover a folder with an empty one in memory.

    Args:
        folder: what is covered.
        options: of tmpfs, e.g. "size=64m,nr_inodes=10000".
        flags: of mount(2).

    Raises:
        OSError: where the system does not allow it.
    """
    libc = _libc()
    _succeed(libc.mount(b"none", folder.encode(), b"tmpfs", ctypes.c_ulong(flags), options.encode()), f"mount {folder}")


def show_again(descriptor: int, folder: str) -> None:
    """Bind a folder that was opened before it was covered, with all that is mounted below it, to a place.

    Raises:
        OSError: where the system does not allow it.
    """
    source, flags = f"/proc/self/fd/{descriptor}".encode(), ctypes.c_ulong(MS_BIND | MS_REC)
    _succeed(_libc().mount(source, folder.encode(), None, flags, None), f"mount {folder}")


def give_up_powers() -> None:
    """Give up all capabilities, for good: neither this process nor what it starts can have them again."""
    libc = _libc()
    _succeed(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # fails for those that this system does not have
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    _succeed(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")


def adopt_orphans() -> None:
    """Become the parent of all descendants whose own parent ends, so that they can be found and ended."""
    _succeed(_libc().prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "child subreaper")


def end_with_parent() -> None:
    """Have the system end this process when its parent ends."""
    _succeed(_libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "end with the parent")
