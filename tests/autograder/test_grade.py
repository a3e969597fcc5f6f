"""A class is graded: the right score or a plain reason for each, and none stops the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from autograder.class_run import ClassRun, run_class
from autograder.cli import app
from autograder.course import Course
from autograder.execution import CellResult
from autograder.grade import in_order
from autograder.reason import reason
from autograder.results import SubmissionGrade
from autograder.scoring import Limits
from autograder.source import read_chapter

CHAPTER = "01_small_steps"
DOUBLE = "def double(x):\n    return 2 * x"
Notebook = dict[str, Any]


def hand_in(folder: Path, student: str, content: Notebook | bytes, chapter: str = CHAPTER) -> None:
    path = folder / student / f"{chapter}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())


def grade_folder(course: Course, folder: Path, limits: Limits = Limits(5, 30), jobs: int = 1) -> list[SubmissionGrade]:  # noqa: B008
    """Grade a class without a gradebook."""
    run = ClassRun(course, limits, course.root / "results", gradebook=False, unboxed=True)
    return in_order(run_class(run, folder, jobs).grades)


def reasons(grade: SubmissionGrade) -> list[str]:
    return [exercise.reason for exercise in grade.exercises]


@pytest.fixture
def grade_one(built_course: Course, tmp_path: Path) -> Callable[..., SubmissionGrade]:
    """Return a function that grades one notebook."""

    def grade(content: Notebook | bytes, cell_seconds: float = 5, total_seconds: float = 30) -> SubmissionGrade:
        hand_in(tmp_path / "class", "ada", content)
        [one] = grade_folder(built_course, tmp_path / "class", Limits(cell_seconds, total_seconds))
        return one

    return grade


def test_a_whole_class_is_graded_and_nobody_stops_the_others(
    built_course: Course, tmp_path: Path, reference: Notebook, untouched: Notebook, answered: Callable[..., Notebook]
) -> None:
    folder = tmp_path / "class"
    hand_in(folder, "ada", reference)
    hand_in(folder, "Zoë_Ångström", answered(double=DOUBLE))
    hand_in(folder, "bo", untouched)
    hand_in(folder, "cy", b"my dog ate it")
    hand_in(folder, "di", {"cells": [{"cell_type": "code", "source": "x = 1"}]}, chapter="07_no_such_chapter")
    hand_in(folder, "eve", answered(double="import os\nos._exit(0)", prediction="prediction = 20"))
    grades = grade_folder(built_course, folder, jobs=2)
    assert [(grade.student, grade.status, grade.score, grade.max_score) for grade in grades] == [
        ("ada", "graded", 2.5, 2.5),
        ("bo", "graded", 0.0, 2.5),
        ("cy", "not_a_notebook", 0.0, 2.5),
        ("di", "unknown_chapter", 0.0, 0.0),
        ("eve", "graded", 0.5, 2.5),
        ("Zoë_Ångström", "graded", 2.0, 2.5),
    ]
    ada, bo, cy, di, eve, zoe = grades
    assert reasons(ada) == ["", ""]
    assert reasons(bo) == ["not answered", "not answered"]
    assert "not JSON" in cy.notes[0]
    assert "07_no_such_chapter.ipynb" in di.notes[0]
    assert "the Python process ended" in reasons(eve)[0]
    assert reasons(zoe) == ["", "not answered"]
    assert [answer.answered for answer in ada.written] == [True]
    assert [answer.answered for answer in zoe.written] == [False]


def test_the_hidden_tests_of_the_course_are_run(
    grade_one: Callable[..., SubmissionGrade], answered: Callable[..., Notebook]
) -> None:
    grade = grade_one(answered(double="def double(x):\n    return 6"))
    assert reasons(grade)[0] == "AssertionError: hidden: -1.5 doubled is -3"


def test_each_accident_costs_its_own_exercise_and_has_a_plain_reason(
    grade_one: Callable[..., SubmissionGrade], answered: Callable[..., Notebook]
) -> None:
    endless = answered(double="def double(x):\n    while True: pass", prediction="prediction = 20")
    loop = grade_one(endless, cell_seconds=0.5)
    assert (loop.status, loop.score) == ("graded", 0.5)
    assert reasons(loop)[0] == "stopped after 0.5 s: endless loop?"
    syntax = grade_one(answered(double="def double(x):\n    return (2 * x", prediction="prediction = 1 +"))
    assert reasons(syntax) == ["SyntaxError: incomplete input, line 2", "SyntaxError: invalid syntax, line 1"]
    wrong = grade_one(answered(double="def double(y):\n    return x + x", prediction="predicted = 20"))
    assert reasons(wrong)[0] == "NameError: name 'x' is not defined"
    assert reasons(wrong)[1] == "NameError: name 'prediction' is not defined"


def test_when_the_time_of_the_notebook_is_used_up_the_status_says_so(
    grade_one: Callable[..., SubmissionGrade], answered: Callable[..., Notebook]
) -> None:
    grade = grade_one(answered(double="while True: pass"), cell_seconds=60, total_seconds=2)
    assert grade.status == "timed_out"
    assert grade.score == 0


def test_a_failure_of_the_chapters_own_code_is_told_apart(
    built_course: Course, tmp_path: Path, reference: Notebook
) -> None:
    source = built_course.source(CHAPTER)
    text = source.read_text(encoding="utf-8").replace("import math", "import no_such_module as math")
    source.write_text(text.replace("double(3) == 6", "double(3) == math.floor(6.5)"), encoding="utf-8")
    hand_in(tmp_path / "class", "ada", reference)
    [grade] = grade_folder(built_course, tmp_path / "class")
    assert grade.status == "graded_with_notes"
    assert "the chapter's own cell of line 6 failed: ModuleNotFoundError" in grade.notes[-1]


def test_edited_points_and_a_deleted_check_change_no_score(
    grade_one: Callable[..., SubmissionGrade], answered: Callable[..., Notebook]
) -> None:
    notebook = answered(double=DOUBLE)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "check-double"]
    next(cell for cell in notebook["cells"] if cell["id"] == "check-prediction")["metadata"]["nbgrader"]["points"] = 99
    grade = grade_one(notebook)
    assert (grade.status, grade.score, grade.max_score) == ("graded_with_notes", 2.0, 2.5)
    assert len(grade.notes) == 2


def test_a_refused_file_and_one_of_nobody_are_reported_with_their_problem(
    built_course: Course, tmp_path: Path, reference: Notebook
) -> None:
    hand_in(tmp_path, "secret", reference)
    folder = tmp_path / "class"
    (folder / "ada").mkdir(parents=True)
    (folder / "ada" / f"{CHAPTER}.ipynb").symlink_to(tmp_path / "secret" / f"{CHAPTER}.ipynb")
    (folder / f"{CHAPTER}.ipynb").write_text(json.dumps(reference))
    nobody, ada = grade_folder(built_course, folder)
    assert (ada.status, ada.score, ada.max_score) == ("rejected", 0.0, 2.5)
    assert "link" in ada.notes[0]
    assert nobody.status == "rejected"
    assert "whose is it?" in nobody.notes[0]


def test_a_file_with_another_name_is_recognised_by_its_exercises(
    built_course: Course, tmp_path: Path, reference: Notebook
) -> None:
    hand_in(tmp_path / "class", "ada", reference, chapter="final version")
    [grade] = grade_folder(built_course, tmp_path / "class")
    assert (grade.status, grade.chapter, grade.score) == ("graded_with_notes", CHAPTER, 2.5)
    assert grade.notes == [f"{CHAPTER}.ipynb was expected; came final version.ipynb, recognised by its exercises"]


def test_the_command_writes_json_and_a_table_and_ends_with_0(
    built_course: Course, tmp_path: Path, reference: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(tmp_path / "class", "[red]ada", reference)
    hand_in(tmp_path / "class", "bo", b"no notebook")
    monkeypatch.chdir(built_course.root)
    result = CliRunner().invoke(
        app, ["grade", str(tmp_path / "class"), "--json", str(tmp_path / "grades.json"), "--no-gradebook", "--unboxed"]
    )
    assert result.exit_code == 0, result.output
    assert "[red]ada" in result.output
    assert "2.5 / 2.5" in result.output
    first = json.loads((tmp_path / "grades.json").read_text(encoding="utf-8"))["submissions"][0]
    assert {key: first[key] for key in ("student", "chapter", "status", "score", "max_score", "notes")} == {
        "student": "[red]ada",
        "chapter": CHAPTER,
        "status": "graded",
        "score": 2.5,
        "max_score": 2.5,
        "notes": [],
    }
    right = {"name": "double", "score": 2.0, "max_score": 2.0, "reason": ""}
    assert first["exercises"][0] == right | {"cell": "check-double", "answer": "exercise-double"}
    assert isinstance(first["score"], float)


def test_a_folder_that_is_not_there_is_a_plain_error(built_course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built_course.root)
    result = CliRunner().invoke(app, ["grade", "nowhere"])
    assert result.exit_code == 2
    assert "there is no nowhere" in result.output


def test_a_reason_is_the_checks_message_without_title_colour_and_stack_trace() -> None:
    message = "double: not yet\n  asked:    double(3)\n\x1b[31m  got:\x1b[0m      5\n"
    fine, failed = CellResult("a", "ok"), CellResult("b", "error", "CheckFailed", message)
    assert reason("double", False, fine, failed) == "  asked:    double(3)\n  got:      5"
    assert reason("double", False, fine, CellResult("b", "error", "ValueError", "\ud800")) == "ValueError: ?"


def test_a_cell_of_a_chapter_that_trains_has_longer(tmp_path: Path) -> None:
    path = tmp_path / "02_training.py"
    text = '# %%\nbudget = {"seconds": 6, "epochs": 3}\n\n# %% demo="long"\nrun(seconds=500)\n\n# %%\nrun(seconds=4)\n'
    path.write_text(text, encoding="utf-8")
    chapter = read_chapter(path)
    assert chapter.training_seconds == 10
    assert Limits(cell_seconds=5).of_a_cell(chapter) == 5 + 4 * 10
