"""A chapter, a boxed grader and a class whose next student must never notice what the one before has tried."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from time import monotonic, sleep

import pytest

from autograder.chapter import Chapter
from autograder.execution import NoBox, TwoProcessExecution
from autograder.execution.limits import MEGABYTE, Limits, family
from autograder.results import ExerciseGrade, SubmissionGrade
from autograder.scoring import Limits as Times
from autograder.scoring import grade_notebook
from autograder.source import read_chapter
from tests.autograder.attacks.chapter import CHAPTER, HONEST, POINTS

SMALL = Limits(memory=256 * MEGABYTE, disk=16 * MEGABYTE, file=8 * MEGABYTE, processes=40, descriptors=100)
Grade = Callable[..., SubmissionGrade]


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Chapter:
    """Return the chapter; its source lies in a course folder beside a gradebook and another submission."""
    root = tmp_path_factory.mktemp("attacked")
    (root / "solutions").mkdir()
    path = root / "solutions" / "01_attacked.py"
    path.write_text(CHAPTER, encoding="utf-8")
    (root / ".nbgrader-course").mkdir()
    (root / ".nbgrader-course" / "gradebook.db").write_bytes(b"kingfisher's points")
    (root / ".course-secret").write_text("kingfisher")
    (root / "submissions").mkdir()
    (root / "submissions" / "next_01_attacked.ipynb").write_text("kingfisher")
    return read_chapter(path)


@pytest.fixture(scope="session")
def boxed() -> Iterator[TwoProcessExecution]:
    """Return the grader's execution, in a box with small limits."""
    try:
        execution = TwoProcessExecution(["import numpy as np", "from convcourse import checks"], limits=SMALL)
    except NoBox as reason:
        pytest.skip(str(reason))
    with execution:
        execution.warm()
        yield execution


def notebook(chapter: Chapter, answers: dict[str, str]) -> bytes:
    """Build a submission with these answers."""
    cells = []
    for cell in chapter.cells:
        if cell.kind == "code":
            source = (
                answers.get(str(cell.name), cell.student_source) if cell.role == "exercise" else cell.student_source
            )
            nbgrader = {"grade_id": cell.id, "solution": cell.role == "exercise", "grade": cell.role == "check"}
            about = {"cell_type": "code", "execution_count": None, "outputs": [], "id": cell.id, "source": source}
            cells.append({**about, "metadata": {"nbgrader": {**nbgrader, "schema_version": 3, "locked": False}}})
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


@pytest.fixture
def grade(attacked: Chapter, boxed: TwoProcessExecution) -> Iterator[Grade]:
    """Return a function that grades answers; after the test the next submission must be untouched, and nothing left."""
    before = left_over(boxed)

    def grade_answers(seconds: float = 20.0, **answers: str) -> SubmissionGrade:
        mixed = {**HONEST, **{name: dedent(text) for name, text in answers.items()}}
        return grade_notebook(attacked, notebook(attacked, mixed), boxed, Times(seconds, 60.0), seed="7")

    yield grade_answers
    following = grade_answers()
    assert (following.score, following.notes) == (4.0, []), following
    deadline = monotonic() + 5
    while left_over(boxed) != before and monotonic() < deadline:
        sleep(0.02)
    assert left_over(boxed) == before


def left_over(execution: TwoProcessExecution) -> tuple[set[int], int, list[str]]:
    """List what a submission could leave behind: processes and descriptors of ours, files in our passing folders."""
    files = [name for folder in execution.scratch() for name in os.listdir(folder) if name.startswith("run-")]
    files += [str(path) for folder in ("/tmp", "/dev/shm", "/var/tmp") for path in Path(folder).glob("kingfisher*")]
    return set(family(os.getpid())), len(os.listdir("/proc/self/fd")), files


def of(graded: SubmissionGrade, name: str = "total") -> ExerciseGrade:
    """Give the grade of one exercise, and make sure that all others have theirs in full."""
    for exercise in graded.exercises:
        assert exercise.name == name or exercise.score == POINTS[exercise.name], exercise
        assert "Traceback" not in exercise.reason
    return next(exercise for exercise in graded.exercises if exercise.name == name)
