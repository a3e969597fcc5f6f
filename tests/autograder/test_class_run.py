"""A class is graded once: what has not changed is not run again, and a run that is killed loses nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.build import build
from autograder.class_run import ClassRun, Outcome, run_class
from autograder.course import Course
from autograder.fingerprint import surroundings
from autograder.result_folder import ResultFolder
from autograder.scoring import Limits

CHAPTER = "01_small_steps"
PROJECT = Path(__file__).resolve().parents[2]
Notebook = dict[str, Any]
Answered = Callable[..., Notebook]


def hand_in(folder: Path, student: str, content: Notebook | bytes) -> Path:
    path = folder / student / f"{CHAPTER}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def counted(number: int) -> str:
    """Write an answer that is right, and differs from the others."""
    return f"def double(x):\n    return {number + 2} * x - {number} * x"


@pytest.fixture
def run(built_course: Course) -> ClassRun:
    """Grading that writes a results folder and no gradebook."""
    return ClassRun(built_course, Limits(10, 30), built_course.root / "results", gradebook=False, unboxed=True)


@pytest.fixture
def submissions(tmp_path: Path, answered: Answered) -> Path:
    """Return the folder of a class of three: ada is right, bo is wrong, and cy has sent no notebook."""
    hand_in(tmp_path / "class", "ada", answered(double=counted(1), why_twice="Because."))
    hand_in(tmp_path / "class", "bo", answered(double="def double(x):\n    return 6"))
    hand_in(tmp_path / "class", "cy", b"my dog ate it")
    return tmp_path / "class"


def scores(outcome: Outcome) -> dict[str, float]:
    return {grade.student: grade.score for grade in outcome.grades}


def test_what_has_not_changed_is_not_run_again_unless_told_to(run: ClassRun, submissions: Path) -> None:
    first = run_class(run, submissions)
    assert (first.unchanged, scores(first)) == (0, {"ada": 2.0, "bo": 0.0, "cy": 0.0})
    second = run_class(run, submissions)
    assert (second.unchanged, scores(second)) == (2, scores(first))
    assert {grade.seconds for grade in second.grades} == {grade.seconds for grade in first.grades}
    assert run_class(replace(run, again=True), submissions).unchanged == 0


def rename_the_file(run: ClassRun, folder: Path, answered: Answered) -> None:
    (folder / "ada" / f"{CHAPTER}.ipynb").rename(folder / f"ada_{CHAPTER}.ipynb")


def add_outputs(run: ClassRun, folder: Path, answered: Answered) -> None:
    notebook = answered(double=counted(1), why_twice="Because.")
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "I ran it"}]
    hand_in(folder, "ada", notebook)


def correct_a_word_of_the_text(run: ClassRun, folder: Path, answered: Answered) -> None:
    source = run.course.source(CHAPTER)
    source.write_text(source.read_text(encoding="utf-8").replace("step by step", "one by one"), encoding="utf-8")


@pytest.mark.parametrize("change", [rename_the_file, add_outputs, correct_a_word_of_the_text])
def test_what_no_score_depends_on_is_no_change(
    run: ClassRun, submissions: Path, answered: Answered, change: Callable[..., None]
) -> None:
    run_class(run, submissions)
    change(run, submissions, answered)
    assert run_class(run, submissions).unchanged == 2


def change_an_answer(run: ClassRun, folder: Path, answered: Answered) -> ClassRun:
    hand_in(folder, "ada", answered(double=counted(2), why_twice="Because."))
    hand_in(folder, "bo", answered(double="def double(x):\n    return 7"))
    return run


def change_a_written_answer(run: ClassRun, folder: Path, answered: Answered) -> ClassRun:
    hand_in(folder, "ada", answered(double=counted(1), why_twice="Repeated addition."))
    hand_in(folder, "bo", answered(double="def double(x):\n    return 6", why_twice="No."))
    return run


def change_a_hidden_check(run: ClassRun, folder: Path, answered: Answered) -> ClassRun:
    source = run.course.source(CHAPTER)
    source.write_text(source.read_text(encoding="utf-8").replace("double(-1.5) == -3.0", "double(-2.5) == -5.0"))
    return run


def change_the_points(run: ClassRun, folder: Path, answered: Answered) -> ClassRun:
    source = run.course.source(CHAPTER)
    source.write_text(source.read_text(encoding="utf-8").replace("points=2", "points=3"))
    return run


def change_the_data(run: ClassRun, folder: Path, answered: Answered) -> ClassRun:
    (run.course.root / "data").mkdir()
    (run.course.root / "data" / "checksums.json").write_text("{}")
    return run


def change_what_chapters_import(run: ClassRun, folder: Path, answered: Answered) -> ClassRun:
    (run.course.root / "convcourse").mkdir()
    (run.course.root / "convcourse" / "__init__.py").write_text("")
    return run


def change_the_limits(run: ClassRun, folder: Path, answered: Answered) -> ClassRun:
    return replace(run, limits=Limits(11, 30))


CHANGES = [
    change_an_answer, change_a_written_answer, change_a_hidden_check, change_the_points, change_the_data,
    change_what_chapters_import, change_the_limits,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_score_depends_on_is_a_change(
    run: ClassRun, submissions: Path, answered: Answered, change: Callable[..., ClassRun]
) -> None:
    run_class(run, submissions)
    changed = change(run, submissions, answered)
    surroundings.cache_clear()  # as in a process that is started later
    assert run_class(changed, submissions).unchanged == 0


def test_other_packages_or_another_python_are_a_change(built_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    before = surroundings(built_course.root)
    surroundings.cache_clear()
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    assert surroundings(built_course.root) != before
    monkeypatch.undo()
    surroundings.cache_clear()
    monkeypatch.setattr("autograder.fingerprint.distributions", list)
    assert surroundings(built_course.root) != before
    surroundings.cache_clear()


def test_a_damaged_result_is_found_out_again(run: ClassRun, submissions: Path) -> None:
    run_class(run, submissions)
    ResultFolder(run.results).path("ada", CHAPTER).write_text("{")
    again = run_class(run, submissions)
    assert (again.unchanged, scores(again)["ada"]) == (1, 2.0)


def test_a_worse_file_takes_the_place_of_a_better_one(run: ClassRun, submissions: Path) -> None:
    recorded = replace(run, gradebook=True)
    run_class(recorded, submissions)
    graded = run.course.nbgrader_folder / "autograded" / "ada" / CHAPTER / f"{CHAPTER}.ipynb"
    assert graded.is_file()
    hand_in(submissions, "ada", b"")
    assert run_class(recorded, submissions).problem == ""
    stored = ResultFolder(run.results).read("ada", CHAPTER)
    assert stored is not None
    assert (stored.grade.status, stored.grade.score) == ("not_a_notebook", 0.0)
    assert not graded.exists()
    assert total(run.course)["ada"] == 0.0


def test_a_file_that_does_not_count_leaves_the_one_that_does(
    run: ClassRun, submissions: Path, answered: Answered
) -> None:
    (submissions / f"ada_{CHAPTER}.ipynb").write_text(json.dumps(answered(double="def double(x):\n    return 0")))
    outcome = run_class(replace(run, gradebook=True), submissions)
    assert sorted(grade.score for grade in outcome.grades if grade.student == "ada") == [0.0, 2.0]
    assert total(run.course)["ada"] == 2.0
    stored = ResultFolder(run.results).read("ada", CHAPTER)
    assert stored is not None
    assert stored.grade.score == 2.0


def test_a_gradebook_that_cannot_be_written_costs_no_result(run: ClassRun, submissions: Path) -> None:
    (submissions.parent / "file").write_text("no folder")
    away = replace(run, gradebook=True, database=f"sqlite:///{submissions.parent}/file/gradebook.db")
    outcome = run_class(away, submissions)
    assert "was expected to take the results" in outcome.problem
    assert scores(outcome)["ada"] == 2.0
    assert len(list(ResultFolder(run.results).all())) == 3
    healed = run_class(replace(run, gradebook=True), submissions)
    assert (healed.problem, healed.unchanged, total(run.course)["ada"]) == ("", 2, 2.0)


def total(course: Course) -> dict[str, float]:
    """Return what each student scored, from the gradebook."""
    database = sqlite3.connect(course.nbgrader_folder / "gradebook.db")
    query = """
        SELECT student_id, SUM(COALESCE(auto_score, 0.0)) FROM grade
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id GROUP BY student_id
    """
    found = dict(database.execute(query))
    database.close()
    return found


STUDENTS = 12
KILLS = 6


@pytest.mark.slow
def test_a_run_that_is_killed_at_any_moment_goes_on_and_nothing_is_lost(
    built_course: Course, tmp_path: Path, answered: Answered
) -> None:
    for number in range(STUDENTS):
        hand_in(tmp_path / "class", f"student_{number:02d}", answered(double=counted(number)))
    command = [sys.executable, "-m", "autograder", "grade", str(tmp_path / "class"), "--jobs", "2", "--unboxed"]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    chance = random.Random(5)
    seen = [0]
    for _ in range(KILLS):
        with subprocess.Popen(
            command, cwd=built_course.root, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
        ) as grading:
            wait_for_results(built_course, grading, seen[-1] + chance.choice([0, 1, 1, 2]), chance.uniform(0, 0.4))
            grading.kill()
        # What was done stays done: a result that was there is still there, and every file can be read.
        seen.append(len(results(built_course)))
        assert seen[-1] >= seen[-2]
        assert all(stored.grade.score == 2.0 for stored in ResultFolder(built_course.nbgrader_folder / "results").all())
    done = subprocess.run(command, cwd=built_course.root, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert f"{STUDENTS} submissions" in done.stdout
    assert f", {seen[-1]} of them unchanged and not run again" in done.stdout or not seen[-1]
    names = {f"student_{number:02d}" for number in range(STUDENTS)}
    assert {stored.grade.student for stored in ResultFolder(built_course.nbgrader_folder / "results").all()} == names
    assert total(built_course) == dict.fromkeys(names, 2.0)
    leftovers = [path for path in built_course.nbgrader_folder.rglob(".*.tmp") if path.parent.name == CHAPTER]
    assert not [path for path in leftovers if "results" in path.parts]


def results(course: Course) -> list[Path]:
    return list((course.nbgrader_folder / "results").glob("*/*.json"))


def wait_for_results(course: Course, grading: subprocess.Popen[bytes], count: int, then: float) -> None:
    """Wait until a run has written so many results, and a moment longer; not for ever."""
    deadline = time.monotonic() + 60
    while len(results(course)) < min(count, STUDENTS) and time.monotonic() < deadline and grading.poll() is None:
        time.sleep(0.02)
    time.sleep(then)


@pytest.fixture
def heeded_interrupts() -> Iterator[None]:
    """Undo what a shell does to what it runs in the background, these tests among it: it has it ignore interrupts.

    A program started meanwhile heeds them as well.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded_interrupts")
def test_an_interrupted_run_says_that_what_is_done_is_kept(run: ClassRun, submissions: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        str(submissions),
        "--unboxed",
        "--cell-seconds",
        "5",
        "--jobs",
        "1",
        "--no-gradebook",
    ]
    hand_in(
        submissions,
        "di",
        (submissions / "bo" / f"{CHAPTER}.ipynb").read_bytes().replace(b"return 6", b"while True: pass"),
    )
    with subprocess.Popen(
        command, cwd=run.course.root, env=os.environ | {"PYTHONPATH": str(PROJECT)},
        start_new_session=True, text=True, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
    ) as grading:  # fmt: skip
        wait_for_results(run.course, grading, 3, 0.5)
        grading.send_signal(signal.SIGINT)
        _, errors = grading.communicate(timeout=60)
    assert grading.returncode == 2
    assert "stopped: 3 of 4 submissions are graded and kept. The same command goes on from there" in errors


def test_the_command_builds_what_nbgrader_needs(built_course: Course, submissions: Path) -> None:
    for path in sorted(built_course.nbgrader_folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    run = ClassRun(built_course, Limits(10, 30), built_course.root / "results", unboxed=True)
    assert run_class(run, submissions).problem == ""
    assert total(built_course) == {"ada": 2.0, "bo": 0.0, "cy": 0.0}
    assert (built_course.nbgrader_folder / "nbgrader_config.py").is_file()
    assert build(built_course).written == ()
    assert total(built_course) == {"ada": 2.0, "bo": 0.0, "cy": 0.0}
