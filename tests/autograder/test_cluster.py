"""A class on a Dask cluster: a real scheduler and two workers on this machine; the same results, also when one dies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from autograder.class_run import ClassRun, run_class
from autograder.course import Course
from autograder.executors import ClusterError, workers
from autograder.fingerprint import surroundings
from autograder.result_folder import ResultFolder
from autograder.scoring import Limits
from autograder.worker import Job, WorkerDiffers, edition, work

CHAPTER = "01_small_steps"
PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
STUDENTS = 10
Notebook = dict[str, Any]


@pytest.fixture
def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(PROJECT)}


@pytest.fixture
def cluster(tmp_path: Path, environment: dict[str, str]) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers, and yield the address and the workers; end them whatever happens."""
    if find_spec("distributed") is None:
        pytest.skip("expected Dask: pip install 'dask[distributed]'")
    where = tmp_path / "scheduler.json"
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(where)]
    worker = [
        "worker", "--scheduler-file", str(where), "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
        "--no-dashboard", "--local-directory", str(tmp_path / "dask"),
    ]  # fmt: skip
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "dask", *command], env=environment, cwd=tmp_path,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )
            )
            for command in (scheduler, worker, worker)
        ]  # fmt: skip
        try:
            yield address(where, started), started[1:]
        finally:
            for process in started:
                process.kill()


def address(where: Path, started: list[subprocess.Popen[bytes]]) -> str:
    """Wait until the scheduler has both workers, and return where it is."""
    from distributed import Client

    deadline = time.monotonic() + START_SECONDS
    while not where.exists() or not where.read_text():
        assert all(process.poll() is None for process in started), "a process of the cluster ended"
        assert time.monotonic() < deadline, "the scheduler did not start"
        time.sleep(0.1)
    found: str = json.loads(where.read_text())["address"]
    with Client(found, timeout=START_SECONDS, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=START_SECONDS)
    return found


@pytest.fixture
def submissions(tmp_path: Path, answered: Callable[..., Notebook]) -> Path:
    """A class in which every third is wrong, and each takes a moment."""
    for number in range(STUDENTS):
        wrong = " + 1" if number % 3 == 0 else ""
        code = f"import time\ntime.sleep(0.4)\ndef double(x):\n    return {number + 2} * x - {number} * x{wrong}"
        path = tmp_path / "class" / f"student_{number:02d}" / f"{CHAPTER}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(answered(double=code)), encoding="utf-8")
    path.write_text("my dog ate it")
    return tmp_path / "class"


def found(folder: Path) -> list[Any]:
    """Return all results without what may differ from run to run: the seconds, and what they were taken with."""
    every = ResultFolder(folder).all()
    stored = [replace(one, fingerprint="", grade=replace(one.grade, seconds=0.0)) for one in every]
    return sorted(stored, key=lambda one: one.grade.student)


@pytest.mark.slow
def test_a_cluster_gives_the_same_results_when_one_of_two_workers_is_killed_half_way(
    built_course: Course, submissions: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]],
    environment: dict[str, str],
) -> None:  # fmt: skip
    here = ClassRun(built_course, Limits(10, 30), built_course.root / "here", gradebook=False, unboxed=True)
    run_class(here, submissions, jobs=2)
    scheduler, started = cluster
    command = [
        sys.executable, "-m", "autograder", "grade", str(submissions), "--cluster", scheduler, "--unboxed",
        "--cell-seconds", "10", "--total-seconds", "30", "--results", str(built_course.root / "there"),
    ]  # fmt: skip
    with subprocess.Popen(
        command, cwd=built_course.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as grading:
        deadline = time.monotonic() + START_SECONDS
        while len(list((built_course.root / "there").glob("*/*.json"))) < 4 and time.monotonic() < deadline:
            time.sleep(0.05)
        started[0].kill()
        output, _ = grading.communicate(timeout=START_SECONDS)
    assert grading.returncode == 0, output
    assert started[0].wait(10) != 0
    assert started[1].poll() is None
    assert found(built_course.root / "there") == found(built_course.root / "here")
    assert {one.grade.score for one in found(built_course.root / "there")} == {0.0, 2.0}
    assert len(found(built_course.root / "there")) == STUDENTS


def test_a_worker_that_would_give_other_results_refuses(built_course: Course) -> None:
    job = Job(
        built_course, "ada", CHAPTER, "ada.ipynb", b"{}", Limits(), surroundings(built_course.root),
        edition(built_course, CHAPTER),
    )  # fmt: skip
    with pytest.raises(WorkerDiffers, match="came one that differs"):
        work(replace(job, around="another Python"))
    with pytest.raises(WorkerDiffers, match="came one that differs"):
        work(replace(job, edition="another chapter"))
    done = work(job)
    assert done.grade is not None
    assert done.grade.status == "not_a_notebook"


def test_a_scheduler_that_is_not_there_is_a_plain_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.executors.CONNECT_SECONDS", 1)
    with (
        pytest.raises(ClusterError, match=r"expected a Dask scheduler at tcp://127\.0\.0\.1:1"),
        workers(1, "tcp://127.0.0.1:1"),
    ):
        pass
