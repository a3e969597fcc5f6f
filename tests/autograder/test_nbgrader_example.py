"""The example course that ships inside nbgrader scores the same with this grader as with `nbgrader autograde`.

What ships: source, release and two submissions of the assignment ps1, with two notebooks. (The archive of a further
submission in `downloaded/` is nbgrader's example of another way to collect.)
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from autograder.chapter import Chapter
from autograder.class_run import ClassRun, Outcome, run_class
from autograder.course import CourseError
from autograder.nbgrader_chapter import NbgraderCourse
from autograder.scoring import Limits

Scores = dict[tuple[str, str, str], tuple[float | None, bool]]


def example() -> Path:
    found = find_spec("nbgrader")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "docs" / "source" / "user_guide"


def nbgrader(folder: Path, *arguments: str) -> None:
    scripts = sysconfig.get_path("scripts")
    settings = {
        "PATH": os.pathsep.join([scripts, os.environ["PATH"]]),
        "JUPYTER_CONFIG_DIR": str(folder / "no-settings"),
    }
    program = shutil.which("nbgrader", path=scripts) or "nbgrader"
    done = subprocess.run(
        [program, *arguments, "--CourseDirectory.course_id=default_course"],
        cwd=folder, env={**os.environ, **settings}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def scores(folder: Path) -> Scores:
    """Return score and need of a person for each student, notebook and cell, as the gradebook has them."""
    query = """
        SELECT student_id, notebook.name, base_cell.name, auto_score, needs_manual_grade FROM grade
        JOIN base_cell ON base_cell.id = grade.cell_id
        JOIN notebook ON notebook.id = base_cell.notebook_id
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    """
    database = sqlite3.connect(folder / "gradebook.db")
    found = {
        (student, book, cell): (score, bool(needs)) for student, book, cell, score, needs in database.execute(query)
    }
    database.close()
    return found


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Scores]:
    """Return the example course, released and not graded, and the scores that nbgrader gave to a copy of it."""
    course = tmp_path_factory.mktemp("example") / "course"  # the tests work on copies
    for folder in ("source", "submitted"):
        shutil.copytree(example() / folder, course / folder)
    shutil.rmtree(course / "source" / "ps1_autotest", ignore_errors=True)
    nbgrader(course, "generate_assignment", "ps1")
    theirs = course.with_name("theirs")
    shutil.copytree(course, theirs)
    nbgrader(theirs, "autograde", "ps1")
    return course, scores(theirs)


def grade(folder: Path, again: bool = False) -> Outcome:
    run = ClassRun(NbgraderCourse.at(folder), Limits(20, 120), folder / "results", again=again, unboxed=True)
    return run_class(run, folder / "submitted", jobs=2)


@pytest.mark.slow
def test_every_cell_of_every_student_scores_the_same(both: tuple[Path, Scores], tmp_path: Path) -> None:
    course, theirs = tmp_path / "course", both[1]
    shutil.copytree(both[0], course)
    outcome = grade(course)
    assert outcome.problem == ""
    assert {(student, book) for student, book, _ in theirs} == {
        (student, book) for student in ("bitdiddle", "hacker") for book in ("problem1", "problem2")
    }
    assert scores(course) == theirs
    assert {(one.student, one.chapter): one.score for one in outcome.grades} == {
        ("bitdiddle", "ps1/problem1"): 1.5,
        ("bitdiddle", "ps1/problem2"): 0.0,
        ("hacker", "ps1/problem1"): 3.0,
        ("hacker", "ps1/problem2"): 0.0,
    }
    bitdiddle = next(one for one in outcome.grades if (one.student, one.chapter) == ("bitdiddle", "ps1/problem1"))
    assert any("the check of correct_squares, squares_invalid_input was edited" in note for note in bitdiddle.notes)
    # What was released holds the same checks: without the source nothing changes.
    shutil.rmtree(course / "source")
    assert grade(course).unchanged == 4
    assert grade(course, again=True).unchanged == 0
    assert scores(course) == theirs


def test_a_notebook_that_did_not_come_with_its_assignment_scores_0(both: tuple[Path, Scores], tmp_path: Path) -> None:
    course = tmp_path / "course"
    shutil.copytree(both[0], course)
    shutil.rmtree(course / "submitted" / "hacker")
    (course / "submitted" / "bitdiddle" / "ps1" / "problem1.ipynb").unlink()
    outcome = grade(course)
    missing = next(one for one in outcome.grades if one.chapter == "ps1/problem1")
    assert missing.notes == ["ps1/problem1.ipynb was expected, and did not come"]
    found = scores(course)
    assert {found[key] for key in found if key[:2] == ("bitdiddle", "problem1")} == {(0.0, False)}


def cells(chapter: Chapter) -> dict[str, Any]:
    return {cell.name: (cell.role, cell.points) for cell in chapter.cells if cell.name}


def test_the_marks_of_nbgrader_become_roles() -> None:
    course = NbgraderCourse.at(example())
    assert course.chapters() == ["ps1/problem1", "ps1/problem2", "ps1_autotest/problem1", "ps1_autotest/problem2"]
    assert cells(course.read("ps1/problem1")) == {
        "jupyter": ("text", None),
        "squares": ("exercise", None),
        "correct_squares": ("check", 1.0),
        "squares_invalid_input": ("check", 1.0),
        "sum_of_squares": ("exercise", None),
        "correct_sum_of_squares": ("check", 0.5),
        "sum_of_squares_uses_squares": ("check", 0.5),
        "sum_of_squares_equation": ("answer", 1.0),
        "sum_of_squares_application": ("answer", 2.0),
        "cell-938593c4a215c6cc": ("task", 4.0),
    }


def test_source_and_release_hand_out_the_same(tmp_path: Path) -> None:
    source = NbgraderCourse.at(example())
    shutil.copytree(example() / "release", tmp_path / "release")
    release = NbgraderCourse.at(tmp_path)
    for slug in release.chapters():
        one, other = (
            {cell.id: cell.student_source for cell in course.read(slug).cells if cell.name}
            for course in (source, release)
        )
        assert one == other


def test_a_folder_without_a_course_and_a_course_that_is_not_released_say_so(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"source/ASSIGNMENT/NOTEBOOK\.ipynb; came"):
        NbgraderCourse.at(tmp_path)
    for folder in ("source", "submitted"):
        shutil.copytree(example() / folder, tmp_path / folder)
    outcome = grade(tmp_path)
    assert "Run `nbgrader generate_assignment ps1` in the course's folder first" in outcome.problem
    assert len(outcome.grades) == 4
