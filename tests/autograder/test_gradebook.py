"""nbgrader's gradebook gets every score as a plain float, nothing stale is left, and what a person wrote stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.gradebook import GradebookError, GradebookWriter, automatic_scores, gradebook_url
from autograder.result_folder import Stored
from autograder.results import ExerciseGrade, SubmissionGrade, WrittenAnswer

CHAPTER = "01_small_steps"


def result(student: str = "ada", double: float = 2.0, answered: bool = True, **named: Any) -> Stored:
    """Make the result of chapter 01, in which `prediction` is not answered."""
    why = "" if double else "AssertionError: 3 doubled is 6"
    exercises = [
        ExerciseGrade("double", double, 2.0, why, "check-double", "exercise-double"),
        ExerciseGrade("prediction", 0.0, 0.5, "not answered", "check-prediction", "exercise-prediction"),
    ]
    written = [WrittenAnswer("why_twice", 1.0, answered, "answer-why_twice")]
    grade = SubmissionGrade(student, CHAPTER, "graded", double, 2.5, [], exercises, written)
    return Stored(grade, **named)


@pytest.fixture
def record(built_course: Course) -> Callable[..., None]:
    """Return a function that records results."""

    def write(*results: Stored) -> None:
        with GradebookWriter(built_course, gradebook_url(built_course)) as writer:
            writer.record(results)

    return write


@pytest.fixture
def ask(built_course: Course) -> Callable[..., list[tuple[Any, ...]]]:
    """Return a function that asks the gradebook in SQL."""

    def query(sql: str, *values: object) -> list[tuple[Any, ...]]:
        database = sqlite3.connect(built_course.nbgrader_folder / "gradebook.db")
        try:
            found = database.execute(sql, values).fetchall()
            database.commit()
            return found
        finally:
            database.close()

    return query


GRADES = """
    SELECT student_id, base_cell.name, auto_score, typeof(auto_score), manual_score, needs_manual_grade FROM grade
    JOIN base_cell ON base_cell.id = grade.cell_id
    JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id ORDER BY 1, 2
"""
COMMENTS = (
    "SELECT base_cell.name, auto_comment FROM comment JOIN base_cell ON base_cell.id = comment.cell_id ORDER BY 1"
)
Ask = Callable[..., list[tuple[Any, ...]]]


def test_scores_are_floats_and_a_written_answer_waits_for_a_person(record: Callable[..., None], ask: Ask) -> None:
    record(result("ada"), result("Zoë", answered=False))
    assert ask(GRADES) == [
        ("Zoë", "answer-why_twice", 0.0, "real", None, 0),
        ("Zoë", "check-double", 2.0, "real", None, 0),
        ("Zoë", "check-prediction", 0.0, "real", None, 0),
        ("ada", "answer-why_twice", None, "null", None, 1),
        ("ada", "check-double", 2.0, "real", None, 0),
        ("ada", "check-prediction", 0.0, "real", None, 0),
    ]


def test_comments_say_under_each_answer_why_it_scores_no_more(record: Callable[..., None], ask: Ask) -> None:
    record(result(double=0.0, answered=False))
    assert ask(COMMENTS) == [
        ("answer-why_twice", "No response."),
        ("exercise-double", "AssertionError: 3 doubled is 6"),
        ("exercise-prediction", "No response."),
    ]
    record(result())
    assert ask(COMMENTS)[:2] == [("answer-why_twice", None), ("exercise-double", None)]


def test_recording_twice_changes_nothing(record: Callable[..., None], ask: Ask) -> None:
    record(result())
    before = ask("SELECT * FROM grade"), ask("SELECT * FROM comment"), ask("SELECT * FROM submitted_assignment")
    record(result())
    assert (
        ask("SELECT * FROM grade"),
        ask("SELECT * FROM comment"),
        ask("SELECT * FROM submitted_assignment"),
    ) == before


def test_a_later_result_replaces_every_score_also_when_nothing_could_be_graded(
    record: Callable[..., None], ask: Ask
) -> None:
    record(result())
    record(Stored(SubmissionGrade("ada", CHAPTER, "not_a_notebook", 0.0, 2.5, ["the file is empty"])))
    assert [row[1:4] for row in ask(GRADES)] == [
        ("answer-why_twice", 0.0, "real"),
        ("check-double", 0.0, "real"),
        ("check-prediction", 0.0, "real"),
    ]
    record(Stored(SubmissionGrade("ada", CHAPTER, "crashed", 0.0, 2.5, ["no process could be started"])))
    assert [row[5] for row in ask(GRADES)] == [1, 1, 1]  # a person must look: it may be the grader's fault


def test_manual_scores_and_comments_stay_and_a_changed_answer_is_marked_for_review(
    record: Callable[..., None], ask: Ask
) -> None:
    record(result())
    ask("UPDATE grade SET manual_score = 0.75, needs_manual_grade = 0 WHERE auto_score IS NULL")
    ask("UPDATE comment SET manual_comment = 'Well said.'")
    record(result(double=0.0))
    assert ask(GRADES)[0] == ("ada", "answer-why_twice", None, "null", 0.75, 0)
    assert ask(GRADES)[1][2] == 0.0
    record(result(double=0.0, review=["answer-why_twice"]))
    assert ask(GRADES)[0] == ("ada", "answer-why_twice", None, "null", 0.75, 1)
    assert set(ask("SELECT manual_comment FROM comment")) == {("Well said.",)}


def test_a_gradebook_that_is_gone_is_made_again(record: Callable[..., None], ask: Ask, built_course: Course) -> None:
    record(result())
    (built_course.nbgrader_folder / "gradebook.db").unlink()
    record(result())
    assert len(ask(GRADES)) == 3
    assert len(ask("SELECT version_num FROM alembic_version")) == 1


def test_new_points_are_taken_over_and_other_exercises_refused(
    record: Callable[..., None], ask: Ask, built_course: Course
) -> None:
    record(result())
    source = built_course.source(CHAPTER)
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace('check="double" points=2', 'check="double" points=3'), encoding="utf-8")
    record(result())
    assert (3.0,) in ask("SELECT max_score FROM grade_cells")
    source.write_text(text.replace('"prediction"', '"guess"').replace("prediction", "guess"), encoding="utf-8")
    with pytest.raises(GradebookError, match=r"came a chapter new check-guess, without check-prediction\."):
        record(result())


def test_when_it_was_handed_in_is_written_and_kept_in_utc(record: Callable[..., None], ask: Ask) -> None:
    record(result(timestamp="2026-02-02 14:58:23 America/Los_Angeles"))
    record(result())
    assert ask("SELECT timestamp FROM submitted_assignment") == [("2026-02-02 22:58:23.000000",)]


def test_all_of_a_batch_is_written_or_nothing(record: Callable[..., None], ask: Ask, built_course: Course) -> None:
    record(result())
    ask("CREATE TRIGGER refuse BEFORE INSERT ON comment BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
    with pytest.raises(GradebookError, match="the disk is full"):
        record(result(double=0.0), result("bo"))
    assert [row[:3] for row in ask(GRADES)][1] == ("ada", "check-double", 2.0)
    assert ask("SELECT id FROM student") == [("ada",)]


def test_a_gradebook_that_cannot_be_opened_is_a_plain_error_without_the_password(
    built_course: Course, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(GradebookError, match="was expected to take the results"):
        GradebookWriter(built_course, f"sqlite:///{tmp_path}/file/gradebook.db")
    with pytest.raises(GradebookError) as refused:
        GradebookWriter(built_course, "postgresql+psycopg://ada:secret@127.0.0.1:1/none")
    assert "secret" not in str(refused.value)
    with pytest.raises(GradebookError, match="an address such as sqlite:///"):
        GradebookWriter(built_course, "gradebook.db")


def test_points_come_out_as_floats_whatever_went_in() -> None:
    whole = result()
    exercise = replace(whole.grade.exercises[0], score=2)
    scores = automatic_scores(replace(whole, grade=replace(whole.grade, exercises=[exercise])))
    assert [type(score) for score in scores.values()] == [float, type(None)]


def test_late_work_is_treated_as_the_instructor_has_set_in_nbgrader(
    record: Callable[..., None], ask: Ask, built_course: Course
) -> None:
    late = result(timestamp="2026-02-02 14:58:23 UTC")
    record(late, result("bo", timestamp="2026-01-30 10:00:00 UTC"))
    penalties = "SELECT late_submission_penalty FROM submitted_notebook ORDER BY 1"
    assert ask(penalties) == [(None,), (None,)]
    ask("UPDATE assignment SET duedate = '2026-02-01 00:00:00.000000'")
    record(late)
    assert ask(penalties) == [(None,), (None,)]  # nbgrader's own default is no penalty
    settings = built_course.nbgrader_folder / "nbgrader_config.py"
    settings.write_text(settings.read_text(encoding="utf-8") + "c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    record(late, result("bo", timestamp="2026-01-30 10:00:00 UTC"))
    assert ask(penalties) == [(None,), (2.0,)]
    ask("UPDATE assignment SET duedate = '2026-02-03 00:00:00.000000'")
    record(late)
    assert ask(penalties) == [(None,), (None,)]
