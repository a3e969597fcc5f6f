"""The page that a student gets for one submission."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.report.answers import Written
from autograder.report.pages import page
from autograder.report.reasons import read_reason
from autograder.results import SubmissionGrade

STATES = {"full": ("full", "right"), "wrong": ("wrong", "not right yet"), "not answered": ("none", "not answered")}


def feedback_page(grade: SubmissionGrade, answers: Mapping[str, Written]) -> bytes:
    """Return the page.

    Args:
        grade: what the submission scored. Its reasons do not show hidden inputs.
        answers: the student's cells by id, as far as they are kept.
    """
    exercises = []
    for exercise in grade.exercises:
        full = exercise.score >= exercise.max_score
        reason = read_reason("" if full else exercise.reason)
        css, state = STATES[reason.kind if not full else "full"]
        exercises.append(
            {
                "name": exercise.name,
                "score": exercise.score,
                "max_score": exercise.max_score,
                "css": css,
                "state": state,
                "reason": reason,
                "written": answers.get(exercise.answer, Written("")),
            }
        )
    written = []
    for one in grade.written:
        text = answers.get(one.cell, Written(""))
        written.append({"name": one.name, "max_score": one.max_score, "answered": one.answered, "written": text})
    return page("feedback.html", grade=grade, exercises=exercises, written=written)
