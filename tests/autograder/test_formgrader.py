"""An instructor grades with us and goes on in nbgrader: formgrader, export, feedback; then grades again."""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from autograder.class_run import ClassRun, run_class
from autograder.course import Course
from autograder.scoring import Limits

CHAPTER = "01_small_steps"
PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
Notebook = dict[str, Any]


def surroundings(folder: Path) -> dict[str, str]:
    scripts = sysconfig.get_path("scripts")
    path = os.pathsep.join([scripts, os.environ["PATH"]])
    settings = {"PATH": path, "PYTHONPATH": str(PROJECT), "JUPYTER_CONFIG_DIR": str(folder / "no-settings")}
    return {**os.environ, **settings}


def nbgrader(folder: Path, *arguments: str) -> None:
    """Run one of nbgrader's own commands, as an instructor would in the course folder."""
    program = shutil.which("nbgrader", path=sysconfig.get_path("scripts")) or "nbgrader"
    done = subprocess.run(
        [program, *arguments], cwd=folder, env=surroundings(folder), capture_output=True, text=True, timeout=200,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@contextmanager
def formgrader(folder: Path) -> Iterator[Callable[..., Any]]:
    """Serve formgrader on this machine alone, and yield a function that asks it: ask(path, body) -> text or JSON."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=t",
        "--ServerApp.disable_check_xsrf=True",
        "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
    ]  # fmt: skip

    def ask(path: str, body: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/formgrader/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "token t", "Content-Type": "application/json"},
            method="GET" if body is None else "PUT",
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read().decode()
        return json.loads(text) if path.startswith("api/") else text

    with subprocess.Popen(
        command, cwd=folder, env=surroundings(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            deadline = time.monotonic() + START_SECONDS
            while True:
                try:
                    ask("api/status")
                    break
                except (urllib.error.URLError, ConnectionError):
                    assert server.poll() is None, "the server ended"
                    assert time.monotonic() < deadline, "the server did not start"
                    time.sleep(0.2)
            yield ask
        finally:
            server.terminate()


@pytest.fixture
def run(built_course: Course) -> ClassRun:
    return ClassRun(built_course, Limits(10, 30), built_course.nbgrader_folder / "results", unboxed=True)


@pytest.fixture
def submissions(tmp_path: Path, answered: Callable[..., Notebook]) -> Path:
    answers = {
        "ada": answered(
            double="def double(x):\n    return 2 * x", prediction="prediction = 20", why_twice="Adding twice."
        ),
        "bo": answered(double="def double(x):\n    return 6"),
    }
    for student, notebook in answers.items():
        path = tmp_path / "class" / student / f"{CHAPTER}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")
    return tmp_path / "class"


@pytest.mark.slow
def test_what_a_person_grades_in_formgrader_outlives_the_next_grading(
    run: ClassRun, submissions: Path, answered: Callable[..., Notebook]
) -> None:
    folder = run.course.nbgrader_folder
    assert run_class(run, submissions, jobs=2).problem == ""
    with formgrader(folder) as ask:
        students = {one["student"]: one for one in ask(f"api/submissions/{CHAPTER}")}
        assert {
            name: (one["score"], one["autograded"], one["needs_manual_grade"]) for name, one in students.items()
        } == {
            "ada": (2.5, True, True),
            "bo": (0.0, True, False),
        }
        notebooks = {one["student"]: one["id"] for one in ask(f"api/submitted_notebooks/{CHAPTER}/{CHAPTER}")}
        page = ask(f"submissions/{notebooks['ada']}/")
        assert "Adding twice." in page
        assert "hidden: -1.5 doubled is -3" in ask(f"submissions/{notebooks['bo']}/")  # the reason, and not the test
        assert "assert double(-1.5)" not in page
        grades = {one["name"]: one for one in ask(f"api/grades?submission_id={notebooks['ada']}")}
        assert (grades["answer-why_twice"]["auto_score"], grades["answer-why_twice"]["needs_manual_grade"]) == (
            None,
            True,
        )
        ask(f"api/grade/{grades['answer-why_twice']['id']}", {"manual_score": 0.75, "extra_credit": 0.25})
        comments = {one["name"]: one for one in ask(f"api/comments?submission_id={notebooks['ada']}")}
        ask(f"api/comment/{comments['answer-why_twice']['id']}", {"manual_comment": "Well said."})
        assert {one["student"]: one["score"] for one in ask(f"api/submissions/{CHAPTER}")} == {"ada": 3.5, "bo": 0.0}

    assert exported(folder) == {"ada": 3.5, "bo": 0.0}
    nbgrader(folder, "generate_feedback", CHAPTER)
    feedback = (folder / "feedback" / "ada" / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert "Well said." in feedback
    assert "assert double(-1.5)" not in feedback

    # Graded again: once unchanged, once with everything run anew, once after the student changed the code.
    assert run_class(run, submissions).unchanged == 2
    assert exported(folder) == {"ada": 3.5, "bo": 0.0}
    notebook = answered(double="def double(x):\n    return 7", prediction="prediction = 20", why_twice="Adding twice.")
    (submissions / "ada" / f"{CHAPTER}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    assert run_class(run, submissions).problem == ""
    assert exported(folder) == {"ada": 1.5, "bo": 0.0}
    assert needs_a_person(folder) == {"ada": False, "bo": False}
    # Her words changed: the grade stays, and a person is asked to look again.
    notebook = answered(double="def double(x):\n    return 7", prediction="prediction = 20", why_twice="Other words.")
    (submissions / "ada" / f"{CHAPTER}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    run_class(run, submissions)
    assert exported(folder) == {"ada": 1.5, "bo": 0.0}
    assert needs_a_person(folder) == {"ada": True, "bo": False}


def exported(folder: Path) -> dict[str, float]:
    """Return each student's score from the table that `nbgrader export` writes."""
    nbgrader(folder, "export")
    with (folder / "grades.csv").open(encoding="utf-8") as table:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(table) if row["assignment"] == CHAPTER}


def needs_a_person(folder: Path) -> dict[str, bool]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {one.student.id: bool(one.needs_manual_grade) for one in gradebook.assignment_submissions(CHAPTER)}
