"""Answers that use up the machine, end processes or leave something behind. Each is bounded even without a box."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.autograder.attacks.conftest import Grade, of

SOON = 4  # seconds; long enough for the honest answers beside it on a busy machine

ENDINGS = {
    "the answer leaves": ("import os\ndef total(numbers): os._exit(0)", "ended"),
    "the answer leaves with a success": ("import sys\ndef total(numbers): sys.exit(0)", "SystemExit"),
    "the cell leaves": ("import os\nos._exit(0)\ndef total(numbers): return -1", "ended"),
    "the cell leaves politely": ("raise SystemExit(0)", "SystemExit"),
    "the cell quits": ("exit()", "SystemExit"),
    "the answer kills itself": ("import os\ndef total(n): os.kill(os.getpid(), 9); os.abort()", "ended"),
    "the answer crashes": ("import ctypes\ndef total(numbers): return ctypes.string_at(8)", "ended"),
    "the answer stops itself": ("import os\ndef total(n): os.kill(os.getpid(), 19); os.kill(0, 19); return -1", "got"),
    "the answer kills all": (
        """
        import os

        def total(numbers):
            for process in (os.getppid(), -1, 0):
                try:
                    os.kill(process, 9)
                except OSError:
                    pass
            return -1
        """,
        "total",
    ),
    "signals with handlers": (
        """
        import os, signal
        for number in range(1, 64):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass

        def total(numbers):
            while True:
                pass
        """,
        f"stopped after {SOON} s",
    ),
    "at exit": (
        """
        import atexit
        atexit.register(lambda: print('{"id": "check-total", "status": "ok"}'))

        def total(numbers): return -1
        """,
        "got",
    ),
    "endless recursion": ("def total(numbers): return total(numbers)", "RecursionError"),
    "recursion beyond the stack": (
        "import sys\nsys.setrecursionlimit(10 ** 9)\ndef total(numbers): return repr_of(numbers)\n"
        "def repr_of(x): return [*map(repr_of, [x])]",
        "ended",
    ),
}


@pytest.mark.parametrize(("cell", "said"), ENDINGS.values(), ids=ENDINGS.keys())
def test_an_end_costs_the_exercise_where_it_came(grade: Grade, cell: str, said: str) -> None:
    total = of(grade(seconds=SOON if "stopped" in said else 20, total=cell))
    assert total.score == 0.0
    assert said in total.reason


LOOPS = {
    "in the cell": "while True: pass",
    "in the answer": "def total(numbers):\n    while True: pass",
    "in the answer, against interrupts": """
        def total(numbers):
            while True:
                try:
                    while True: pass
                except BaseException: pass
    """,
    "in __del__": """
        class Sticky:
            def __del__(self):
                while True: pass

        def total(numbers):
            return [Sticky()] and -1
    """,
    "in C": "def total(numbers): return sum(iter(int, 1))",
    "asleep": "import time\ndef total(numbers): time.sleep(100)",
    "in a lock": """
        import threading

        def total(numbers):
            lock = threading.Lock()
            lock.acquire()
            lock.acquire()
    """,
    "while its own result is read": """
        class Slow:
            def __array__(self, *arguments, **named):
                while True: pass

        def total(numbers): return Slow()
    """,
}


@pytest.mark.parametrize("cell", LOOPS.values(), ids=LOOPS.keys())
def test_an_endless_loop_is_stopped_and_the_rest_is_graded(grade: Grade, cell: str) -> None:
    total = of(grade(seconds=SOON, total=cell))
    assert (total.score, total.reason) == (0.0, f"stopped after {SOON} s: endless loop?")


HUNGER = {
    "memory in one piece": ("def total(numbers): return len(bytearray(30 << 30))", "MemoryError"),
    "memory piece by piece": (
        """
        def total(numbers):
            return len([bytearray(b"x" * (16 << 20)) for _ in range(64)])
        """,
        "MemoryError",
    ),
    "shared memory": (
        """
        import mmap, time

        def total(numbers):
            pieces = []
            for _ in range(64):
                pieces.append(mmap.mmap(-1, 16 << 20))
                pieces[-1].write(b"x" * (16 << 20))
                time.sleep(0.02)
            return len(pieces)
        """,
        "more than 256 MB of memory",
    ),
    "memory of many processes": (
        """
        import os, time

        def total(numbers):
            for _ in range(8):
                if os.fork() == 0:
                    piece = bytearray(b"x" * (100 << 20))
                    time.sleep(15)
                    os._exit(0)
            time.sleep(15)
            return 8
        """,
        "more than 256 MB of memory",
    ),
    "the disk": (
        """
        def total(numbers):
            for number in range(64):
                with open(f"piece{number}", "wb") as file:
                    file.write(b"x" * (4 << 20))
        """,
        "No space left",
    ),
    "a large file": (
        """
        def total(numbers):
            with open("large", "wb") as file:
                file.truncate(2 << 30)
        """,
        "File too large",
    ),
    "many files": ("def total(n):\n    for number in range(20_000): open(str(number), 'w').close()", "No space left"),
    "many open files": ("def total(n): return len([open('/dev/null') for _ in range(2000)])", "Too many open files"),
    "many forks": (
        """
        import os, time

        def total(numbers):
            for _ in range(300):
                if os.fork() == 0:
                    time.sleep(5)
                    os._exit(0)
            return 300
        """,
        "Resource temporarily unavailable",
    ),
    "forks of forks": (
        """
        import os, time

        def total(numbers):
            for _ in range(9):
                try:
                    os.fork()
                except OSError:
                    time.sleep(5)
            return 512
        """,
        "",
    ),
    "many threads": (
        """
        import threading, time

        def total(numbers):
            for _ in range(300):
                threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
            return 300
        """,
        "can't start new thread",
    ),
    "a gigabyte of output": (
        """
        import os

        def total(numbers):
            for _ in range(1024):
                print("x" * (1 << 20))
                os.write(1, b"x" * (1 << 20))
            return -1
        """,
        "got:      -1",
    ),
    "a number too large to print": ("def total(numbers): return 7 ** (1 << 22)", "digits"),
    "nested brackets": ("total = " + "(" * 5000 + ")" * 5000, "Error"),
    "nested signs": ("total = " + "-" * 50_000 + "1", "Error"),
    "a long cell": ("total = '" + "x" * 2_000_000 + "'", "a function"),
    "NUL bytes": ("total = '\0'\ndef total(numbers): return -1", "null bytes"),
    "half a character": ("total = '\ud800'", "a function"),
}


@pytest.mark.parametrize(("cell", "said"), HUNGER.values(), ids=HUNGER.keys())
def test_hunger_is_refused_in_plain_words_and_costs_that_exercise_alone(grade: Grade, cell: str, said: str) -> None:
    total = of(grade(total=cell))
    assert total.score == 0.0
    assert said in total.reason


OUTLIVING = {
    "a process": "import subprocess\nsubprocess.Popen(['sleep', '61'])",
    "a process of another session": "import subprocess\nsubprocess.Popen(['sleep', '61'], start_new_session=True)",
    "an orphan": """
        import os
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.execvp("sleep", ["sleep", "61"])
            os._exit(0)
    """,
    "a thread": """
        import threading, time

        def loop():
            while True: time.sleep(0.001)

        threading.Thread(target=loop).start()
    """,
    "a file": "open('/tmp/kingfisher', 'w').write('left'); open('/dev/shm/kingfisher', 'w').write('left')",
    "a socket": """
        import socket
        server = socket.socket(socket.AF_UNIX)
        server.bind("/tmp/kingfisher.socket")
        server.listen()
    """,
    "shared memory": """
        from multiprocessing import shared_memory
        left = shared_memory.SharedMemory("kingfisher", create=True, size=1000)
    """,
}
RIGHT = "\ndef total(numbers):\n    result = 0.0\n    for number in numbers: result += number\n    return result\n"


@pytest.mark.parametrize("left", OUTLIVING.values(), ids=OUTLIVING.keys())
def test_nothing_outlives_a_submission(grade: Grade, left: str) -> None:
    """The right answer scores all the same; that nothing is left, every test here makes sure of at its end."""
    assert of(grade(total=dedent(left) + RIGHT)).score == 2.0
