"""The gradebook on a real PostgreSQL server, which this file starts on a Unix socket of its own."""

from __future__ import annotations

import csv
import json
import os
import pwd
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from autograder.class_run import ClassRun, run_class
from autograder.course import Course
from autograder.gradebook import DATABASE_VARIABLE, GradebookError, GradebookWriter
from autograder.scoring import Limits

CHAPTER = "01_small_steps"
PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
Notebook = dict[str, Any]

pytestmark = pytest.mark.slow


def programs() -> Path | None:
    """Find the folder with PostgreSQL's server; Debian keeps it off the path."""
    beside = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next(
        (folder for folder in [*beside, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]), None
    )


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start a server, and yield the address of its database."""
    folder = programs()
    if folder is None or find_spec("psycopg") is None:
        why = "expected PostgreSQL (Debian: apt install postgresql) and the package psycopg"
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)
    # As root the server must be another user, who may not look into pytest's own folders.
    user: dict[str, Any] = {"user": "postgres", "group": pwd.getpwnam("postgres").pw_gid} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    if user:
        shutil.chown(home, user["user"])
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": home, **user}
    make = [
        folder / "initdb",
        "-D",
        home / "data",
        "-A",
        "trust",
        "-U",
        "grader",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    subprocess.run([str(word) for word in make], check=True, timeout=START_SECONDS, **quiet)
    serve = [folder / "postgres", "-D", home / "data", "-k", home, "-c", "listen_addresses=", "-c", "fsync=off"]
    with subprocess.Popen([str(word) for word in serve], **quiet) as process:
        try:
            url = f"postgresql+psycopg://grader@/postgres?host={home}"
            wait_for(url, process)
            yield url
        finally:
            process.send_signal(signal.SIGINT)  # it asks its sessions to end, too
            process.wait(START_SECONDS)
    shutil.rmtree(home)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        engine = create_engine(url)
        try:
            with engine.connect():
                return
        except Exception:
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.1)
        finally:
            engine.dispose()


def ask(url: str, sql: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            found = connection.execute(text(sql))
            return [tuple(row) for row in found] if found.returns_rows else []
    finally:
        engine.dispose()


GRADES = """
    SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.manual_score,
    CAST(grade.needs_manual_grade AS INTEGER) FROM grade
    JOIN base_cell ON base_cell.id = grade.cell_id
    JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
"""


def test_a_class_is_graded_graded_again_and_exported_as_with_sqlite(
    server: str, built_course: Course, tmp_path: Path, answered: Callable[..., Notebook]
) -> None:
    answers = {
        "Zoë_Ångström": answered(double="def double(x):\n    return 2 * x", why_twice="Adding."),
        "bo": answered(double="def double(x):\n    raise ValueError('\\0 is no number')"),
    }
    for student, notebook in answers.items():
        path = tmp_path / "class" / student / f"{CHAPTER}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")
    results = built_course.root / "results"
    on_sqlite = ClassRun(built_course, Limits(10, 30), results, unboxed=True)
    on_server = ClassRun(built_course, Limits(10, 30), results, database=server, unboxed=True)
    assert run_class(on_sqlite, tmp_path / "class").problem == ""
    outcome = run_class(on_server, tmp_path / "class")
    assert (outcome.problem, outcome.unchanged) == ("", 2)
    sqlite = f"sqlite:///{built_course.nbgrader_folder / 'gradebook.db'}"
    assert sorted(ask(server, GRADES), key=repr) == sorted(ask(sqlite, GRADES), key=repr)
    assert ("Zoë_Ångström", "check-double", 2.0, None, 0) in ask(server, GRADES)

    ask(server, "UPDATE grade SET manual_score = 0.75, needs_manual_grade = FALSE WHERE auto_score IS NULL")
    assert run_class(on_server, tmp_path / "class").problem == ""
    assert ("Zoë_Ångström", "answer-why_twice", None, 0.75, 0) in ask(server, GRADES)

    # nbgrader's own commands find the same server by the same variable.
    scripts = sysconfig.get_path("scripts")
    settings = {
        "PATH": os.pathsep.join([scripts, os.environ["PATH"]]), "PYTHONPATH": str(PROJECT), DATABASE_VARIABLE: server,
        "JUPYTER_CONFIG_DIR": str(tmp_path / "no-settings"),
    }  # fmt: skip
    program = shutil.which("nbgrader", path=scripts) or "nbgrader"
    done = subprocess.run(
        [program, "export"], cwd=built_course.nbgrader_folder, env={**os.environ, **settings}, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with (built_course.nbgrader_folder / "grades.csv").open(encoding="utf-8") as table:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(table) if row["assignment"] == CHAPTER}
    assert rows == {"Zoë_Ångström": 2.75, "bo": 0.0}


def test_a_database_that_is_not_there_is_a_plain_error(server: str, built_course: Course) -> None:
    with pytest.raises(GradebookError, match='database "nowhere" does not exist'):
        GradebookWriter(built_course, server.replace("/postgres?", "/nowhere?"))
