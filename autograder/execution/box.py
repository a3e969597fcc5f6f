"""The outer box: bubblewrap around the template of the student's side. Every fork inside gets walls of its own as well.

What is not named here is not there: no home folder, no course sources, no gradebook, no submissions, no network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from autograder.execution.environment import QUIET
from autograder.execution.interface import ExecutionFailed

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
SETTINGS = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime", "mime.types")
OURS = ("MPLCONFIGDIR", "KERAS_BACKEND", "CUDA_VISIBLE_DEVICES")
NOBODY = "65534"
HIDDEN = ("convcourse/checks/mistakes", "convcourse/checks/right_answers")
"""Answers, known to be right or wrong: the checker looks them up, the student's side has no use for them."""
INSTALL = """\
Student code runs on this computer when you grade, so it runs in a box, and bubblewrap makes the box.
  Debian, Ubuntu:  apt install bubblewrap
  Fedora:          dnf install bubblewrap
If you trust the class, or grade inside a container or virtual machine, say so: --unboxed"""


class NoBox(ExecutionFailed):
    """There is no box on this system; the text says how to get one, or how to do without."""


def require() -> None:
    """Make sure that a box can be had.

    Raises:
        NoBox: saying what is missing.
    """
    problem = _problem()
    if problem:
        raise NoBox(f"a box for student code was expected, but {problem}.\n{INSTALL}")


@cache
def _problem() -> str:
    """Say what stands in the way of a box, or give ""."""
    if sys.platform != "linux":
        return f"bubblewrap is a program for Linux, and this is {sys.platform}"
    program = shutil.which("bwrap")
    if program is None:
        return "the program bwrap (bubblewrap) is not installed"
    code = "import sys; sys.path[:0] = sys.argv[1:]; from autograder.execution.supervisor import try_walls; try_walls()"
    command = boxed([sys.executable, "-c", code, str(packages())], environment(os.environ))
    tried = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return "" if tried.returncode == 0 else f"bwrap cannot make one here: {last_line(tried.stderr)}"


def last_line(text: str) -> str:
    """Give the last line of what a program said.

    >>> last_line("a\\nbwrap: no permission\\n")
    'bwrap: no permission'
    """
    return (text.strip().splitlines() or ["it ended without a word"])[-1]


def packages() -> Path:
    """Give the folder that holds the packages of the course."""
    return Path(__file__).resolve().parents[2]


def boxed(command: Sequence[str], environment: Mapping[str, str], readable: Iterable[Path] = ()) -> list[str]:
    """Write the command that runs another one in the outer box.

    Args:
        command: the program and its arguments.
        environment: its variables; it gets no others.
        readable: further files and folders that it may read.

    Returns:
        The command. Descriptors that are passed to it reach the program inside.
    """
    as_root = os.geteuid() == 0
    # Root keeps its identity through bubblewrap and gives it up inside, for good: the system sets no limits for root.
    own = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    own += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if as_root else ["--unshare-user"]
    leave = ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--inh-caps=-all"] if as_root else []
    variables = [part for name, value in environment.items() for part in ("--setenv", name, value)]
    return [
        *("bwrap", *own, "--new-session", "--clearenv", *variables),
        *("--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"),
        *_bound(readable),
        *("--chdir", "/tmp", "--", *leave, *command),
    ]


def _bound(readable: Iterable[Path]) -> Iterator[str]:
    root = packages()
    for path in SYSTEM:
        if os.path.islink(path):
            yield from ("--symlink", os.readlink(path), path)
        elif os.path.exists(path):
            yield from ("--ro-bind", path, path)
    yield from ("--perms", "0755", "--dir", "/etc")
    for name in SETTINGS:
        yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
    folders = [Path(sys.prefix), Path(sys.base_prefix), *(root / name for name in ("autograder", "convcourse", "data"))]
    folders += readable
    seen = dict.fromkeys(str(path) for folder in folders for path in (folder.resolve(), folder.absolute()))
    bound = [path for path in sorted(seen, key=len) if os.path.exists(path) and not path.startswith(within(SYSTEM))]
    # bubblewrap would make the folders above them for root alone.
    above = dict.fromkeys(str(parent) for path in bound for parent in reversed(Path(path).parents[:-1]))
    for path in above:
        if not path.startswith(within(bound)) and path not in bound:
            yield from ("--perms", "0755", "--dir", path)
    for path in bound:
        yield from ("--ro-bind", path, path)
    for name in HIDDEN:
        if (root / name).is_dir():
            yield from ("--tmpfs", str(root / name))


def within(folders: Iterable[str]) -> tuple[str, ...]:
    """Give what a path below one of the folders begins with."""
    return tuple(f"{folder}/" for folder in folders)


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Choose the variables that a boxed process gets: they name programs, languages and settings, and no secrets."""
    names = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR", *QUIET, *OURS)
    return {name: variables[name] for name in names if name in variables}
