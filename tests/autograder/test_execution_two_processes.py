"""A check in one process asks an answer in another as if both were in one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent
from time import monotonic, sleep
from typing import Any

import pytest

from autograder.execution import CellResult, ForkExecution, NoBox, RunCell, TwoProcessExecution, box
from autograder.execution.limits import family
from autograder.execution.plan import plan

IMPORTS = ["import numpy as np", "from convcourse import checks"]


@pytest.fixture(scope="module")
def apart() -> Iterator[TwoProcessExecution]:
    with TwoProcessExecution(IMPORTS, unboxed=True) as execution:
        yield execution


@pytest.fixture(scope="module")
def together() -> Iterator[ForkExecution]:
    with ForkExecution(IMPORTS) as execution:
        yield execution


def cells(exercise: str, check: str, trusted: str = "", code: str = "import numpy as np") -> list[RunCell]:
    exercise, check, code = (dedent(text) for text in (exercise, check, code))
    return [RunCell("code", code), RunCell("exercise", exercise, "exercise", trusted), RunCell("check", check, "check")]


def run(execution: Any, *texts: str, **named: Any) -> CellResult:
    return execution.run(cells(*texts), cell_seconds=20, total_seconds=60, **named)[-1]


ASKED = {
    "plain values": ("def f(*a, **n): return a, n", "assert f(1, 'a', k=None) == ((1, 'a'), {'k': None})"),
    "arrays keep their type": (
        "def f(a): return a[::2].T, a.astype('u1')",
        "a, b = f(np.arange(12.0).reshape(4, 3))\n"
        "assert a.shape == (3, 2) and b.dtype == 'u1' and type(a) is np.ndarray",
    ),
    "a value is a value": ("f = {'a': [1, 2.5, None]}", "assert type(f) is dict and f == {'a': [1, 2.5, None]}"),
    "an error is of its class": (
        "def f(): raise KeyError('k')",
        "error = caught(f)\nassert error.args == ('k',) and type(error) is KeyError",
    ),
    "an error of NumPy": (
        "def f(): return np.linalg.inv(np.zeros((2, 2)))",
        "error = caught(f)\nassert type(error) is np.linalg.LinAlgError and str(error) == 'Singular matrix'",
    ),
    "an error of the student's own": (
        "class Mine(ValueError):\n    pass\ndef f(): raise Mine('so')",
        "error = caught(f)\n"
        "assert isinstance(error, ValueError) and str(error) == 'so' and type(error).__name__ == 'Mine'",
    ),
    "an argument changed in place": (
        "def f(a, b, c): a += 1; b.append(7); c['x'] = a; a[0] = 9",
        "a, b, c = np.zeros(3), [1], {}\nf(a, b, c)\n"
        "assert a.tolist() == [9, 1, 1] and b == [1, 7] and c['x'].tolist() == [9, 1, 1]",
    ),
    "an argument changed before an error": (
        "def f(a): a += 1; raise ValueError",
        "a = np.zeros(2)\ntry:\n    f(a)\nexcept ValueError:\n    pass\nassert a.tolist() == [1, 1]",
    ),
    "a generator of random numbers goes on": (
        "def f(random): return random.normal(size=3)",
        "one, two = np.random.default_rng(3), np.random.default_rng(3)\n"
        "assert np.array_equal(f(one), two.normal(size=3)) and one.normal() == two.normal()",
    ),
    "a function is called back": (
        "def f(g, x): return [g(x), g(x + 1), g(shift=2)]",
        "seen = []\ndef g(x=0.5, shift=0):\n    seen.append(x)\n    return x * 2 + shift\n"
        "assert f(g, 3) == [6, 8, 3.0] and seen == [3, 4, 0.5]",
    ),
    "a function called back fails": (
        "def f(g):\n    try:\n        g()\n    except ZeroDivisionError as error:\n        return str(error)",
        "assert f(lambda: 1 / 0) == 'division by zero'",
    ),
    "calls inside calls": (
        "def f(g, n): return n if n == 0 else 1 + g(f, n - 1)",
        "def g(h, n): return h(g, n)\nassert f(g, 6) == 6",
    ),
    "a function that makes a function": (
        "def f(a):\n    def inner(b): return a + b\n    return inner",
        "add = f(2)\nassert callable(add) and add(5) == 7 and add.__name__ == 'inner'",
    ),
    "a class, its objects, attributes and methods": (
        "class f:\n    kind = 'layer'\n    def __init__(self, n): self.n = n\n    def double(self): return 2 * self.n\n"
        "    def __call__(self, x): return self.n * x\n    def __len__(self): return self.n",
        "layer = f(3)\nassert (layer.n, layer.double(), layer(5), len(layer), f.kind) == (3, 6, 15, 3, 'layer')\n"
        "layer.n = 4\nassert layer.double() == 8 and not hasattr(layer, 'no_such') and type(layer).__name__ == 'f'",
    ),
    "iteration and items": (
        "class f:\n    def __init__(self, n): self.n = n\n    def __iter__(self): return iter(range(self.n))\n"
        "    def __getitem__(self, i): return i * 10\n    def __contains__(self, x): return x == 5",
        "it = f(3)\nassert list(it) == [0, 1, 2] and it[4] == 40 and 5 in it and 6 not in it",
    ),
    "a generator": (
        "def f(n):\n    for i in range(n): yield np.full(2, i)",
        "assert [a.sum() for a in f(3)] == [0, 2, 4]",
    ),
    "an endless generator is asked for what is needed": (
        "def f():\n    n = 0\n    while True:\n        yield n\n        n += 1",
        "from itertools import islice\nassert list(islice(f(), 3)) == [0, 1, 2] and hasattr(f(), '__next__')",
    ),
    "a tuple with names": (
        "from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef f(): return P(1, [2])",
        "p = f()\nassert p.x == 1 and p.y == [2] and p == (1, [2]) and type(p).__name__ == 'P'",
    ),
    "the same object comes home as itself": (
        "class C: pass\ndef f(a=None, b=None): return C() if a is None else a is b",
        "one, two = f(), f()\nassert f(one, one) and not f(one, two)",
    ),
    "plain cells that use the answer": ("def f(x): return 3 * x", "assert tripled(2) == 6"),
}
LATE = """
import numpy as np

def tripled(x): return f(x)

def caught(f):
    try:
        f()
    except Exception as error:
        return error
"""


@pytest.mark.parametrize(("exercise", "check"), ASKED.values(), ids=ASKED.keys())
def test_a_check_runs_the_same_in_two_processes_as_in_one(
    apart: TwoProcessExecution, together: ForkExecution, exercise: str, check: str
) -> None:
    for execution in (together, apart):
        result = run(execution, exercise, check, "", LATE)
        assert result.status == "ok", (execution, result)


SAID = {
    "line": (
        "def f(x):\n    y = x + 1\n    return y / 0",
        "answer.on(1).gives(2)",
        "line 3 of your cell: return y / 0",
    ),
    "line in a library": (
        "def f(x):\n    return np.reshape(x, (7, 7))",
        "answer.on([1, 2]).gives(2)",
        "line 2 of your cell: return np.reshape(x, (7, 7))",
    ),
    "unanswered": ("def f(x):\n    raise NotImplementedError()", "answer.on(1).gives(2)", "Not answered yet"),
    "uses what is unanswered": (
        "def g(x):\n    raise NotImplementedError()\ndef f(x):\n    return g(x)",
        "answer.on(1).gives(2)",
        "It uses `g`, which is not answered yet",
    ),
    "no loop": ("def f(x):\n    return [a for a in x]", "answer.has_no_loop()", "no loop"),
    "changed": ("def f(a):\n    a[0] = 5\n    return a.sum()", "answer.on([1, 1]).gives(6)", "also changed the array"),
    "left open": ("f = ...", "answer.equals(3)", "Not answered yet"),
}


@pytest.mark.parametrize(("exercise", "asked", "said"), SAID.values(), ids=SAID.keys())
def test_a_message_is_the_same_from_two_processes_as_from_one(
    apart: TwoProcessExecution, together: ForkExecution, exercise: str, asked: str, said: str
) -> None:
    code = "import numpy as np\nfrom convcourse import checks\ncheck = checks.for_chapter('00_start_here')"
    check = f"with check('f', f) as answer:\n    {asked}"
    one, two = (run(execution, exercise, check, "", code) for execution in (together, apart))
    assert said in two.error_text
    assert (two.error_name, two.error_text) == (one.error_name, one.error_text)


BETTER = {
    "what is returned does not change later": (
        "state = np.zeros(2)\ndef f():\n    state[0] += 1\n    return state",
        "one = f(); two = f()\nassert one.tolist() == [1, 0] and two.tolist() == [2, 0]",
        "",
    ),
    "the line is the student's, and not the check's": (
        "def f(g):\n    return g(\n        0)",
        "answer.on(lambda x: 1 / x).gives(2)",
        "line 2 of your cell: return g(",
    ),
    "a loop in a helper is a loop": (
        "def h(x):\n    for a in x: pass\ndef f(x): return h(x)",
        "answer.has_no_loop()",
        "no loop",
    ),
    "a library's function under another name": (
        "from numpy import convolve as f",
        "answer.avoids('convolve')",
        "without convolve",
    ),
    "a library's function under another name, called": (
        "from numpy import convolve as c\ndef f(a, b): return c(a, b)",
        "answer.avoids('convolve')",
        "without convolve",
    ),
    "a library's function by its name as text": (
        "def f(a, b): return getattr(np, 'convolve')(a, b)",
        "answer.avoids('convolve')",
        "without convolve",
    ),
    "a library's function in a helper": (
        "h = np.convolve\ndef f(a, b): return h(a, b)",
        "answer.avoids('convolve')",
        "without convolve",
    ),
}


@pytest.mark.parametrize(("exercise", "asked", "said"), BETTER.values(), ids=BETTER.keys())
def test_two_processes_see_more_than_one(apart: TwoProcessExecution, exercise: str, asked: str, said: str) -> None:
    code = "import numpy as np\nfrom convcourse import checks\ncheck = checks.for_chapter('00_start_here')"
    check = f"with check('f', f) as answer:\n    {asked}" if said else asked
    result = run(apart, exercise, check, "", code)
    assert (result.status, said in result.error_text) == ("error" if said else "ok", True), result


def test_the_seed_is_known_to_the_checker_alone(apart: TwoProcessExecution) -> None:
    exercise = "import os\ndef f(): return dict(os.environ)"
    check = "import os; assert os.environ['CONVCOURSE_SEED'] == 'ada' and 'CONVCOURSE_SEED' not in f()"
    assert run(apart, exercise, check, seed="ada").status == "ok"
    check = "import os; assert 'CONVCOURSE_SEED' not in os.environ"
    assert run(apart, exercise, check).status == "ok"


def test_an_author_says_which_names_are_the_students(apart: TwoProcessExecution) -> None:
    exercise = "f = 5\nnp = None\ncheck = 'mine'"
    result = run(apart, exercise, "assert f == 5 and np.ones(1)[0] == 1 and 'check' not in globals()", "f = 0")
    assert result.status == "ok", result


def test_checks_that_look_into_the_students_names_run_beside_them(apart: TwoProcessExecution) -> None:
    exercise = "def g(x): return x\ndef f(x): return g(x)"
    check = "del g\ntry:\n    f(1)\nexcept NameError:\n    pass\nelse:\n    assert False"
    assert run(apart, exercise, check).status == "error"
    assert run(apart, exercise, check, together=True).status == "ok"


def test_both_sides_run_a_plain_cell_at_the_same_time(apart: TwoProcessExecution, tmp_path: Path) -> None:
    code = f"""
    import os, pathlib, time
    place, until = pathlib.Path({str(tmp_path)!r}), time.monotonic() + 20
    (place / str(os.getpid())).touch()
    while not (met := len(list(place.iterdir())) == 2) and time.monotonic() < until:
        time.sleep(0.01)
    """
    assert run(apart, "def f(): return met", "assert f() and met", "", code).status == "ok"


def test_a_plain_cell_may_ask_the_student_while_the_student_runs_it(apart: TwoProcessExecution) -> None:
    code = "import time\ntime.sleep(0.05)\nfound = [f(n) for n in range(3)]"
    before, check = RunCell("f", "def f(n): return 2 * n", "exercise"), "assert g() == 6 and found == [0, 2, 4]"
    steps = [before, RunCell("code", code), *cells("def g(): return sum(found)", check)[1:]]
    assert apart.run(steps, cell_seconds=20, total_seconds=60)[-1].status == "ok"


def test_a_value_that_is_too_much_is_an_error_of_its_own_exercise(apart: TwoProcessExecution) -> None:
    result = run(apart, "f = [0.0] * 600_000", "assert f")
    assert result.status == "error"
    assert "f cannot be read: at most 500000 values" in result.error_text


def test_many_threads_share_one_execution(apart: TwoProcessExecution) -> None:
    def one(number: int) -> str:
        return run(apart, f"def f(): return {number}", f"assert f() == {number}").status

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(one, range(12))) == {"ok"}


WAITS = """
import sys
from autograder.execution import RunCell, TwoProcessExecution

cells = [RunCell("a", "import time\\nprint('on', flush=True)\\ntime.sleep(60)", "exercise")]
with TwoProcessExecution(unboxed=sys.argv[1] == "unboxed") as execution:
    execution.warm()
    print("ready", flush=True)
    execution.run(cells, cell_seconds=60, total_seconds=60)
"""


@pytest.mark.parametrize("how", ["unboxed", "boxed"])
def test_when_the_grader_is_killed_nothing_goes_on(how: str, apart: TwoProcessExecution) -> None:
    if how == "boxed":
        try:
            box.require()
        except NoBox as reason:
            pytest.skip(str(reason))
    root = str(box.packages())
    command = [sys.executable, "-c", WAITS, how]
    environment = {**os.environ, "PYTHONPATH": root}
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, env=environment, text=True) as grader:
        assert grader.stdout is not None
        assert grader.stdout.readline() == "ready\n"
        started: set[int] = set()
        deadline = monotonic() + 60
        while len(started) < 6 and monotonic() < deadline:  # two templates, their supervisors, and what these watch
            started |= {process for process in family(grader.pid) if not _has_ended(process)}
            sleep(0.05)
        grader.kill()
    while not all(map(_has_ended, started)) and monotonic() < deadline + 60:
        sleep(0.05)
    assert [process for process in started if not _has_ended(process)] == []


def _has_ended(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def test_an_execution_that_was_closed_starts_anew(apart: TwoProcessExecution) -> None:
    apart.close()
    assert run(apart, "f = 1", "assert f == 1").status == "ok"


def test_a_cell_that_reaches_others_by_their_names_finds_all_of_them(apart: TwoProcessExecution) -> None:
    result = run(apart, "f = eval('hid' + 'den') + 1", "assert f == 8", "f = 0", "hidden = 7")
    assert result.status == "ok", result


def test_each_side_gets_only_the_cells_that_it_needs() -> None:
    chapter = [
        RunCell("a", "import numpy as np"),
        RunCell("b", "big = np.zeros(9)"),
        RunCell("c", "asked = 5"),
        RunCell("x", "def f(n): return np.sum(big) + n", "exercise", "def f(n): return np.sum(big) + n"),
        RunCell("d", "picture = f(1)"),
        RunCell("k", "assert f(asked) == 5", "check"),
    ]
    steps = {step.id: step for step in plan(chapter)}
    assert [name for name, step in steps.items() if step.student] == ["a", "b", "x"]
    assert [name for name, step in steps.items() if step.checker] == ["c", "k"]
    assert steps["x"].defines == ("f",)
    assert "hidden" not in str([step.student for step in plan([*chapter, RunCell("h", "hidden = 1", "check")])])


def test_without_bubblewrap_it_refuses_and_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box.shutil, "which", lambda program: None)
    box._problem.cache_clear()
    try:
        with pytest.raises(NoBox, match=r"(?s)bwrap.*not installed.*apt install bubblewrap.*--unboxed"):
            TwoProcessExecution()
    finally:
        box._problem.cache_clear()


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_have_no_box(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(box.sys, "platform", system)
    box._problem.cache_clear()
    try:
        with pytest.raises(NoBox, match=f"(?s)this is {system}.*--unboxed"):
            box.require()
    finally:
        box._problem.cache_clear()


def test_what_bubblewrap_cannot_do_here_is_said_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        box, "boxed", lambda command, environment: ["sh", "-c", "echo bwrap: no permission >&2; exit 1"]
    )
    monkeypatch.setattr(box.shutil, "which", lambda program: program)
    box._problem.cache_clear()
    try:
        with pytest.raises(NoBox, match="cannot make one here: bwrap: no permission"):
            box.require()
    finally:
        box._problem.cache_clear()
