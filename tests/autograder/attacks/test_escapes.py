"""Answers that look for what they must not see, or reach for what they must not touch."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import convcourse
from autograder.chapter import Chapter
from tests.autograder.attacks.conftest import Grade, of

# The word stands in the hidden test, the chapter's source, the gradebook, the secret and the next submission.
SEARCH = """
    import gc, os, re, sys

    gc.unfreeze()
    word = re.compile("king[f]isher")

    def found(where, text):
        text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        if isinstance(text, str) and word.search(text):
            raise LookupError("it was in " + where)

    def total(numbers):
{body}
        return -1.0
"""
PLACES = {
    "all objects": """
        for item in gc.get_objects():
            if isinstance(item, dict):
                for value in list(item.values()):
                    found("an object", value)
            elif isinstance(item, (list, tuple)):
                for value in item[:1000]:
                    found("an object", value)
        """,
    "frames": """
        frame = sys._getframe()
        while frame is not None:
            for value in [*frame.f_locals.values(), *frame.f_globals.values(), *frame.f_code.co_consts]:
                found("a frame", value)
            frame = frame.f_back
        """,
    "IPython's history": """
        shell = get_ipython()
        for value in [*shell.user_ns.get("In", []), *shell.history_manager.input_hist_raw]:
            found("the history", value)
        import linecache
        for entry in linecache.cache.values():
            found("the line cache", "".join(entry[2]) if len(entry) > 2 else "")
        """,
    "the environment": """
        for name, value in os.environ.items():
            found("the environment", value)
        if "CONVCOURSE_SEED" in os.environ:
            raise LookupError("the seed was there")
        """,
    "processes": """
        for process in ["self", "thread-self", *map(str, range(1, 400)), *os.listdir("/proc")]:
            for name in ("environ", "maps", "status", "root/etc/passwd", "cwd/solutions", "fd/3", "mem"):
                try:
                    with open(f"/proc/{process}/{name}", "rb") as file:
                        content = file.read(10_000)
                except OSError:
                    continue
                raise LookupError(f"/proc/{process}/{name} could be read")
        """,
    "the memory of other processes": """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        for process in [os.getppid(), *range(0, 50)]:
            if process != os.getpid() and libc.ptrace(16, process, 0, 0) == 0:
                raise LookupError(f"process {process} could be traced")
        """,
    "files": """
        seen = 0
        for top in ("/home", "/root", "/tmp", "/var", "/work", "/mnt", "/srv", "/opt", "/run", "/dev/shm", "/etc"):
            for folder, folders, files in os.walk(top):
                folders[:] = [name for name in folders if name not in ("site-packages", "lib", "lib64", "include")]
                for name in files:
                    seen += 1
                    with open(os.path.join(folder, name), "rb") as file:
                        found(os.path.join(folder, name), file.read(100_000))
                    if seen > 3000:
                        return -1.0
        """,
    "the channel": """
        import socket
        for descriptor in range(3, 100):
            try:
                peer = socket.socket(fileno=os.dup(descriptor))
                peer.setblocking(False)
                found("a socket", peer.recv(100_000, socket.MSG_PEEK))
            except OSError:
                pass
        """,
    "the right answers that the course knows": """
        import importlib
        for name in ("right_answers", "mistakes"):
            for chapter in ("weighted_averages", "start_here"):
                try:
                    importlib.import_module(f"convcourse.checks.{name}.{chapter}")
                except ImportError:
                    continue
                raise LookupError(f"{name} could be read")
        """,
}


@pytest.mark.parametrize("place", PLACES)
def test_what_is_hidden_cannot_be_found(grade: Grade, place: str) -> None:
    total = of(grade(total=SEARCH.replace("{body}", PLACES[place])))
    assert (total.score, "LookupError" in total.reason) == (0.0, False), total.reason
    assert "got" in total.reason


def test_the_search_itself_would_find_the_word(grade: Grade) -> None:
    """The tests above prove something: what lies in the student's own process is found."""
    cell = SEARCH.replace("{body}", PLACES["all objects"]) + "\n    left_here = ['the king' + 'fisher']"
    assert "LookupError" in of(grade(total=cell)).reason


REACH = """
    import os, pathlib

    def total(numbers):
        reached = []
        for path in {paths}:
            for what in (
                lambda: open(path, "rb").read(1),
                lambda: open(path, "ab").write(b"!"),
                lambda: os.listdir(path),
                lambda: os.unlink(path),
                lambda: os.rename(path, path + "-gone"),
                lambda: os.chmod(path, 0o777),
            ):
                try:
                    what()
                except OSError:
                    continue
                reached.append(path)
        if reached:
            raise LookupError(f"reached {reached}")
        return -1.0
"""


def test_course_gradebook_secret_and_other_submissions_cannot_be_reached(grade: Grade, attacked: Chapter) -> None:
    root = attacked.path.parents[1]
    kept = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    clone = Path(convcourse.__file__).parents[1]
    paths = [*map(str, kept), str(root), *(str(clone / name) for name in ("solutions", "notebooks", "tests", ".git"))]
    total = of(grade(total=REACH.replace("{paths}", repr(paths))))
    assert (total.score, "LookupError" in total.reason) == (0.0, False), total.reason
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == kept


def test_what_it_may_read_it_cannot_write(grade: Grade) -> None:
    import numpy as np

    import autograder

    files = [autograder.__file__, convcourse.__file__, np.__file__, "/usr/bin/env", "/etc/ld.so.cache"]
    body = """
        import os

        def total(numbers):
            for path in FILES:
                assert os.path.exists(path), path
                for what in (lambda: open(path, "r+b"), lambda: os.unlink(path), lambda: os.chmod(path, 0o777),
                             lambda: open(os.path.dirname(path) + "/kingfisher", "w")):
                    try:
                        what()
                    except OSError:
                        continue
                    raise LookupError(f"{path} could be changed")
            return -1.0
    """
    total = of(grade(total=body.replace("FILES", repr(files))))
    assert (total.score, "Error" in total.reason) == (0.0, False), total.reason


POWERS = {
    "mounting": "libc.mount(b'none', b'/tmp/work', b'tmpfs', 0, None)",
    "unmounting what covers /proc": "libc.umount2(b'/proc', 2)",
    "another root": "os.chroot('/usr') or 0",
    "another user": "os.setuid(0) or 0",
    "a device": "os.mknod('/tmp/work/disk', 0o60666, os.makedev(8, 0)) or 0",
    "another host name": "libc.sethostname(b'kingfisher', 10)",
    "the clock": "libc.settimeofday(ctypes.byref((ctypes.c_long * 2)(1, 0)), None)",
    "loading a module": "libc.syscall(313, -1, b'', 0)",
    "a higher limit": "resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY,) * 2) or 0",
    "a new process list": "libc.unshare(0x10020000) or libc.mount(b'p', b'/proc', b'proc', 0, None)",
}


@pytest.mark.parametrize("power", POWERS)
def test_no_power_over_the_system_is_left(grade: Grade, power: str) -> None:
    body = """
        import ctypes, os, resource

        libc = ctypes.CDLL(None, use_errno=True)

        def total(numbers):
            try:
                failed = POWER
            except (OSError, ValueError):
                failed = -1
            if failed == 0:
                raise LookupError("it worked")
            return -1.0
    """
    total = of(grade(total=body.replace("POWER", POWERS[power])))
    assert (total.score, "LookupError" in total.reason) == (0.0, False), total.reason


class Listener:
    """Listens on loopback and in a folder, and keeps what comes."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[str] = []
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.unix.bind(str(folder / "kingfisher.socket"))
        self.abstract = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.abstract.bind(f"\0kingfisher-{os.getpid()}")
        self.threads = [threading.Thread(target=self.listen, args=(each,)) for each in self.sockets]
        for each in self.sockets:
            each.settimeout(0.05)
        for each in (self.unix, self.abstract):
            each.listen()
        self.open = True
        for thread in self.threads:
            thread.start()

    @property
    def sockets(self) -> list[socket.socket]:
        return [self.tcp, self.udp, self.unix, self.abstract]

    def listen(self, each: socket.socket) -> None:
        while self.open:
            with contextlib.suppress(TimeoutError):
                if each is self.udp:
                    self.heard.append(repr(each.recv(100)))
                else:
                    each.accept()[0].close()
                    self.heard.append(repr(each.getsockname()))

    def close(self) -> None:
        self.open = False
        for thread in self.threads:
            thread.join()
        for each in self.sockets:
            each.close()


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    listening = Listener(tmp_path)
    yield listening
    listening.close()


def test_there_is_no_network_of_any_kind(listener: Listener, tmp_path: Path, grade: Grade) -> None:
    # The name server that is asked is the listener itself: even without a box nothing leaves this machine.
    body = f"""
        import socket

        def tries():
            yield lambda: socket.create_connection(("127.0.0.1", {listener.tcp.getsockname()[1]}), 1)
            udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            yield lambda: udp.sendto(b"hello", ("127.0.0.1", {listener.udp.getsockname()[1]}))
            question = b"\\0\\7\\1\\0\\0\\1" + bytes(6) + b"\\7example\\7invalid\\0\\0\\1\\0\\1"
            yield lambda: udp.sendto(question, ("127.0.0.1", {listener.udp.getsockname()[1]}))
            for address in ({str(tmp_path / "kingfisher.socket")!r}, {f"{chr(0)}kingfisher-{os.getpid()}"!r}):
                unix = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                unix.settimeout(1)
                yield lambda: unix.connect(address)
            yield lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
            yield lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)

        def total(numbers):
            for number, attempt in enumerate(tries()):
                try:
                    attempt()
                except OSError:
                    continue
                raise LookupError(f"attempt {{number}} got through")
            return -1.0
    """
    total = of(grade(total=body))
    assert (total.score, "LookupError" in total.reason) == (0.0, False), total.reason
    assert listener.heard == []


def test_the_listener_hears(listener: Listener) -> None:
    """The test above proves something: from outside of the box every way is open."""
    socket.create_connection(listener.tcp.getsockname(), 1).close()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.sendto(b"hello", listener.udp.getsockname())
    for each in (listener.unix, listener.abstract):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as unix:
            unix.connect(each.getsockname())
    listener.close()
    assert len(listener.heard) == 4
