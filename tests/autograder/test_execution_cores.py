"""A worker keeps to a core, and so does what is graded for it."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.execution import RunCell, TwoProcessExecution
from autograder.execution.cores import ANY, core_of_thread, cores, keep_to_core, on_all_cores
from autograder.executors import workers

pytestmark = pytest.mark.skipif(not cores(), reason="this system does not tell which cores there are")
SEEN = [
    RunCell("f", "import os\ndef seen(): return sorted(os.sched_getaffinity(0))", "exercise"),
    RunCell("mine", "import os\nmine = sorted(os.sched_getaffinity(0))"),
    RunCell("c", "raise ValueError(seen(), mine)", "check"),
]


@pytest.mark.parametrize("jobs", [1, 3])
def test_workers_take_the_cores_in_turn(jobs: int) -> None:
    all_here = threading.Barrier(jobs)

    def core() -> int:
        all_here.wait(20)
        return core_of_thread()

    with workers(jobs) as ready:
        found = [future.result() for future in [ready.executor.submit(core) for _ in range(jobs)]]
    assert sorted(found) == sorted((cores() * jobs)[:jobs])


def test_both_sides_of_a_submission_run_on_the_core_of_the_thread_that_asks() -> None:
    with TwoProcessExecution(unboxed=True) as execution, ThreadPoolExecutor(1) as thread:

        def seen_on(core: int) -> str:
            keep_to_core(core)
            return execution.run(SEEN, cell_seconds=20, total_seconds=60)[-1].error_text

        for core in {cores()[0], cores()[-1]}:
            assert f"([{core}], [{core}])" in thread.submit(seen_on, core).result()
        assert f"({cores()}, {cores()})" in execution.run(SEEN, cell_seconds=20, total_seconds=60)[-1].error_text


def test_what_serves_all_workers_starts_on_all_cores() -> None:
    def seen() -> tuple[int, set[int], int]:
        keep_to_core(cores()[0])
        with on_all_cores():
            here = os.sched_getaffinity(0)
        return ANY, here, core_of_thread()

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(seen).result() == (ANY, set(cores()), cores()[0])
    assert os.sched_getaffinity(0) == set(cores())
