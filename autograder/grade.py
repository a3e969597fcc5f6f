"""Grade a class: rebuild each submission from the trusted chapter, run it, score it, and report."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from autograder.chapter import Chapter
    from autograder.course import Course
    from autograder.execution import CellResult, Execution
    from autograder.rebuild import Rebuilt
    from autograder.results import ExerciseGrade, SubmissionGrade
    from autograder.submissions import Submission


@dataclass(frozen=True)
class Limits:
    """How long a submission may take, in seconds: for a cell, and for the notebook."""

    cell_seconds: float = 30.0
    total_seconds: float = 600.0


def grade_notebook(chapter: Chapter, content: bytes, execution: Execution, limits: Limits) -> SubmissionGrade:
    """Grade one notebook. The points are the chapter's own; a check scores in full or not at all, as in nbgrader.

    Args:
        chapter: the trusted chapter.
        content: the submitted file.
        execution: what runs the cells.
        limits: how long they may take.

    Returns:
        The grade, without the student's name.

    Raises:
        NotANotebook: when the content is none.
        ExecutionFailed: when nothing could be run.
    """
    from autograder.execution import RunCell
    from autograder.rebuild import rebuild
    from autograder.results import SubmissionGrade, WrittenAnswer
    from autograder.submitted import read_notebook

    started = monotonic()
    rebuilt = rebuild(chapter, read_notebook(content))
    to_run = [cell for cell in rebuilt.cells if cell.role in ("code", "exercise", "check")]
    results = execution.run(
        [RunCell(cell.id, cell.source, cell.role) for cell in to_run],
        cell_seconds=limits.cell_seconds,
        total_seconds=limits.total_seconds,
    )
    exercises = score(chapter, rebuilt, {result.id: result for result in results})
    notes = [*rebuilt.notes, *own_failures(chapter, results)]
    all_ran = all(result.status != "not_run" for result in results)
    if not all_ran:
        notes.append(f"stopped after {limits.total_seconds:g} s: the rest was not run")
    return SubmissionGrade(
        student="",
        chapter=chapter.slug,
        status="timed_out" if not all_ran else "graded_with_notes" if notes else "graded",
        score=float(sum(exercise.score for exercise in exercises)),
        max_score=chapter.points,
        notes=notes,
        exercises=exercises,
        written=[
            WrittenAnswer(str(cell.name), float(cell.points or 0), cell.id not in rebuilt.unanswered)
            for cell in chapter.cells
            if cell.role == "answer"
        ],
        seconds=round(monotonic() - started, 3),
    )


def own_failures(chapter: Chapter, results: Sequence[CellResult]) -> Iterator[str]:
    """Say which of the chapter's own cells failed first: then a score may not be the student's doing."""
    from autograder.reason import in_words

    own = {cell.id: cell for cell in chapter.cells if cell.role == "code"}
    for result in results:
        if result.id in own and result.status in ("error", "timeout"):
            yield f"the chapter's own cell of line {own[result.id].line} failed: {in_words(result)}"
            return  # what fails after it mostly fails because of it


def score(chapter: Chapter, rebuilt: Rebuilt, results: dict[str, CellResult]) -> list[ExerciseGrade]:
    """Score each exercise by its check: in full when the check ran without an error, else 0 with the reason."""
    from autograder.reason import reason
    from autograder.results import ExerciseGrade

    grades = []
    for name in chapter.exercises:
        exercise, check = chapter.cell("exercise", name), chapter.cell("check", name)
        points = float(check.points or 0)
        why = reason(name, exercise.id in rebuilt.unanswered, results[exercise.id], results[check.id])
        grades.append(ExerciseGrade(name, points if results[check.id].status == "ok" else 0.0, points, why))
    return grades


def grade_submission(course: Course, submission: Submission, limits: Limits) -> SubmissionGrade:
    """Grade one submission; whatever is wrong with it becomes its status and a note, never an exception."""
    from autograder.execution import ExecutionFailed, KernelExecution
    from autograder.results import Status, SubmissionGrade
    from autograder.submitted import NotANotebook

    def refused(status: Status, note: str) -> SubmissionGrade:
        possible = _chapter(course, submission.chapter).points if submission.chapter in course.chapters() else 0.0
        return SubmissionGrade(
            submission.student, submission.chapter, status, 0.0, possible, [note], file=submission.file
        )

    if submission.problem:
        return refused("rejected", submission.problem)
    if submission.chapter not in course.chapters():
        return refused("unknown_chapter", _no_such_chapter(submission, course))
    if not submission.student:
        return refused("rejected", f"student_{submission.file} or student/{submission.file} was expected: whose is it?")
    try:
        grade = grade_notebook(_chapter(course, submission.chapter), submission.read(), KernelExecution(), limits)
    except NotANotebook as error:
        return refused("not_a_notebook", str(error))
    except ExecutionFailed as error:
        return refused("crashed", str(error))
    except Exception as error:  # whatever one student's file provokes, the next student's is graded
        return refused("crashed", f"the grader itself failed: {type(error).__name__}: {error}")
    return replace(grade, student=submission.student, file=submission.file)


def _no_such_chapter(submission: Submission, course: Course) -> str:
    from autograder.suggestion import did_you_mean

    known = course.chapters()
    expected = f"one of the chapters {', '.join(known)} was expected"
    return f"{expected}; came {submission.file}{did_you_mean(submission.chapter, known)}"


@cache
def _chapter(course: Course, slug: str) -> Chapter:
    from autograder.source import read_chapter

    return read_chapter(course.source(slug))


def grade_class(
    course: Course, submissions: Sequence[Submission], limits: Limits, executor: Executor
) -> Iterator[SubmissionGrade]:
    """Grade submissions with an executor.

    Args:
        course: the course.
        submissions: as `submissions.find` gives them.
        limits: how long each may take.
        executor: where the work is done.

    Yields:
        The grades, as they come.
    """
    for slug in {submission.chapter for submission in submissions} & set(course.chapters()):
        _chapter(course, slug)  # a chapter that cannot be read stops the class at once, with its message
    waiting = [executor.submit(grade_submission, course, submission, limits) for submission in submissions]
    for done in as_completed(waiting):
        yield done.result()


def in_order(grades: Sequence[SubmissionGrade]) -> list[SubmissionGrade]:
    """Order grades by student and chapter."""
    return sorted(grades, key=lambda grade: (grade.student.casefold(), grade.student, grade.chapter, grade.file))


def grade(
    submissions: Annotated[
        Path, typer.Argument(help="A folder or zip of student/NN_slug.ipynb or student_NN_slug.ipynb.")
    ],
    json: Annotated[Path | None, typer.Option("--json", help="Write the results to this file.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many notebooks to run at a time.")] = os.cpu_count() or 1,
    cell_seconds: Annotated[float, typer.Option(min=0.1, help="A cell is stopped after this time.")] = 30.0,
    total_seconds: Annotated[float, typer.Option(min=1, help="A notebook is stopped after this time.")] = 600.0,
) -> None:
    """Grade a class: a score and plain reasons for every submission, and none stops the others."""
    from rich.console import Console

    from autograder.course import Course
    from autograder.results import write_json
    from autograder.submissions import find
    from autograder.tables import class_table, progress

    course, found = Course.find(), find(submissions)
    grades: list[SubmissionGrade] = []
    with ThreadPoolExecutor(jobs) as executor, progress("grading", len(found)) as step:
        for one in grade_class(course, found, Limits(cell_seconds, total_seconds), executor):
            grades.append(one)
            step(f"{one.student} {one.chapter}")
    grades = in_order(grades)
    Console().print(class_table(grades))
    if json is not None:
        write_json(json, "submissions", grades)


def register(app: typer.Typer) -> None:
    """Add the command `grade` to the command line."""
    app.command()(grade)
