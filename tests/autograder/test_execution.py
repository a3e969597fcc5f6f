"""Cells run in a process of their own; an accident costs one cell."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from autograder.execution import (
    CellResult,
    Execution,
    ForkExecution,
    KernelExecution,
    NoBox,
    RunCell,
    TwoProcessExecution,
)
from autograder.execution.interface import PRINTED_LIMIT


@pytest.fixture(params=["kernel", "fork", "two processes", "box"], scope="module")
def execution(request: pytest.FixtureRequest) -> Iterator[Execution]:
    if request.param == "kernel":
        yield KernelExecution()
    elif request.param == "fork":
        with ForkExecution(["import numpy as np"]) as fork:
            yield fork
    else:
        try:
            started = TwoProcessExecution(["import numpy as np"], unboxed=request.param == "two processes")
        except NoBox as reason:
            pytest.skip(str(reason))
        with started:
            yield started


def run(execution: Execution, *sources: str, cell_seconds: float = 5, total_seconds: float = 30) -> list[CellResult]:
    """Run sources as a student's cells; one that starts with `#check` is a check."""
    cells = [
        RunCell(f"cell{number}", textwrap.dedent(source), "check" if source.startswith("#check") else "exercise")
        for number, source in enumerate(sources)
    ]
    return execution.run(cells, cell_seconds=cell_seconds, total_seconds=total_seconds)


def statuses(results: list[CellResult]) -> list[str]:
    return [result.status for result in results]


def test_cells_share_names_and_an_error_stops_only_its_own_cell(execution: Execution) -> None:
    results = run(execution, "x = 2", "raise ValueError('no such kernel')", "def broken(:", "print(x + 1)", "y = x")
    assert statuses(results) == ["ok", "error", "error", "ok", "ok"]
    assert (results[1].error_name, results[1].error_text) == ("ValueError", "no such kernel")
    assert results[2].error_name == "SyntaxError"
    assert "line 1" in results[2].error_text
    assert results[3].stdout == "3\n"


def test_each_run_starts_afresh_in_an_empty_folder_that_is_gone_afterwards(execution: Execution) -> None:
    look = """
        import os
        print(os.getcwd())
        print(os.listdir())
        print("y" in globals())
        y = open("left.txt", "w").write("something")
    """
    first, second = (run(execution, look)[0].stdout.splitlines() for _ in range(2))
    assert first[1:] == second[1:] == ["[]", "False"]
    assert not Path(first[0]).exists()
    assert not Path(second[0]).exists()


def test_the_environment_is_quiet_and_repeatable(execution: Execution) -> None:
    source = "import os; print(*[os.environ[k] for k in ('MPLBACKEND', 'TF_CPP_MIN_LOG_LEVEL', 'PYTHONHASHSEED')])"
    assert run(execution, source)[0].stdout == "agg 3 0\n"


def test_an_endless_loop_is_interrupted_and_the_rest_goes_on_in_the_same_process(execution: Execution) -> None:
    cells = "import os; first = os.getpid()", "while True: pass", "print(first == os.getpid())"
    results = run(execution, *cells, cell_seconds=0.5)
    assert statuses(results) == ["ok", "timeout", "ok"]
    assert results[2].stdout == "True\n"


def test_a_loop_that_ignores_interrupts_is_killed_and_what_others_need_is_run_again(execution: Execution) -> None:
    stubborn = """
        while True:
            try:
                while True: pass
            except BaseException: pass
    """
    results = run(execution, "x = 1", "#check\nassert x", stubborn, "y = x + 1", "#check\nprint(y)", cell_seconds=0.5)
    assert statuses(results) == ["ok", "ok", "timeout", "ok", "ok"]
    assert results[4].stdout == "2\n"


def test_a_process_that_ends_costs_the_cell_where_it_ended(execution: Execution) -> None:
    started = monotonic()
    results = run(execution, "def f(): import os; os._exit(0)", "#check\nf()", "g = 3", "#check\nprint(g)")
    assert statuses(results) == ["ok", "error", "ok", "ok"]
    assert results[1].error_name == "ProcessEnded"
    assert results[3].stdout == "3\n"
    assert monotonic() - started < 15


def test_leaving_with_exit_is_an_error_and_not_a_success(execution: Execution) -> None:
    results = run(execution, "#check\nraise SystemExit(0)", "x = 1")
    assert statuses(results) == ["error", "ok"]


def test_when_the_time_of_the_notebook_is_used_up_the_rest_is_not_run(execution: Execution) -> None:
    results = run(execution, "x = 1", "while True: pass", "y = 1", cell_seconds=60, total_seconds=2)
    assert statuses(results) == ["ok", "timeout", "not_run"]


def test_a_flood_of_output_is_cut(execution: Execution) -> None:
    results = run(execution, "for _ in range(300): print('a' * 1000)", "print('still here')")
    assert len(results[0].stdout) <= PRINTED_LIMIT
    assert statuses(results) == ["ok", "ok"]
    assert results[1].stdout == "still here\n"


def test_a_background_process_does_not_outlive_a_fork(tmp_path: Path) -> None:
    source = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid)"
    with ForkExecution() as fork:
        process = int(run(fork, source)[0].stdout)
    for _ in range(50):
        if not Path(f"/proc/{process}").exists() or "Z" in Path(f"/proc/{process}/stat").read_text().split()[2]:
            return
        sleep(0.05)
    os.kill(process, 9)
    pytest.fail("the background process was still there")


def test_a_fork_shows_values_to_nobody_but_does_render_them() -> None:
    source = """
        seen = []
        class Loud:
            def _repr_html_(self): seen.append(1)
            def __repr__(self): return "loud"
        Loud()
    """
    with ForkExecution() as fork:
        shown, rendered = run(fork, source, "print(seen)")
    assert shown.stdout == ""
    assert rendered.stdout == "[1]\n"


def test_an_import_that_fails_is_left_to_the_cell_that_needs_it() -> None:
    with ForkExecution(["import no_such_module", "import json"]) as fork:
        assert statuses(run(fork, "import no_such_module", "import json")) == ["error", "ok"]
