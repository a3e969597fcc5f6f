"""Score one notebook: put the student's answers into the trusted chapter, run it, and see which checks pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

from autograder.chapter import Cell, Chapter
from autograder.execution.interface import CellResult, Execution, RunCell
from autograder.reason import in_words, reason
from autograder.rebuild import Rebuilt, rebuild
from autograder.results import ExerciseGrade, SubmissionGrade, WrittenAnswer
from autograder.submitted import read_notebook

CROWDED = 4
"""How many times as long a training may take where other submissions are graded beside it."""


@dataclass(frozen=True)
class Limits:
    """How long a submission may take, in seconds: for a cell, and for the notebook.

    A cell of a chapter whose checks train networks may take longer: by the budgets of these trainings, which count
    seconds of two free cores, `CROWDED` times over.
    """

    cell_seconds: float = 30.0
    total_seconds: float = 600.0

    def of_a_cell(self, chapter: Chapter) -> float:
        """Return after how many seconds a cell of this chapter is stopped."""
        return self.cell_seconds + CROWDED * chapter.training_seconds


def grade_notebook(
    chapter: Chapter, content: bytes, execution: Execution, limits: Limits, seed: str = ""
) -> SubmissionGrade:
    """Grade one notebook. The points are the chapter's own; a check scores in full or not at all, as in nbgrader.

    Args:
        chapter: the trusted chapter.
        content: the submitted file.
        execution: what runs the cells.
        limits: how long they may take.
        seed: what the hidden inputs are drawn from.

    Returns:
        The grade, without the student's name.

    Raises:
        NotANotebook: when the content is none.
        ExecutionFailed: when nothing could be run.
    """
    return grade_rebuilt(chapter, rebuild(chapter, read_notebook(content)), execution, limits, seed)[0]


def grade_rebuilt(
    chapter: Chapter, rebuilt: Rebuilt, execution: Execution, limits: Limits, seed: str = ""
) -> tuple[SubmissionGrade, list[CellResult]]:
    """Grade a chapter that has a student's answers in it.

    Args:
        chapter: the trusted chapter.
        rebuilt: the chapter with the answers.
        execution: what runs the cells.
        limits: how long they may take.
        seed: what the hidden inputs are drawn from.

    Returns:
        The grade, without the student's name, and what became of each cell that was run.

    Raises:
        ExecutionFailed: when nothing could be run.
    """
    started = monotonic()
    trusted = {cell.id: cell.source for cell in chapter.cells}
    to_run = [
        RunCell(cell.id, cell.source, "exercise" if cell.role == "answer" else cell.role, trusted[cell.id])
        for cell in rebuilt.cells
        if cell.kind == "code" and cell.role != "demo"
    ]
    results = execution.run(
        to_run, cell_seconds=limits.of_a_cell(chapter), total_seconds=limits.total_seconds, seed=seed,
        together=chapter.checks_look_inside,
    )  # fmt: skip
    exercises = score(chapter, rebuilt, {result.id: result for result in results})
    notes = [*rebuilt.notes, *own_failures(chapter, results)]
    all_ran = all(result.status != "not_run" for result in results)
    if not all_ran:
        notes.append(f"stopped after {limits.total_seconds:g} s: the rest was not run")
    grade = SubmissionGrade(
        student="",
        chapter=chapter.slug,
        status="timed_out" if not all_ran else "graded_with_notes" if notes else "graded",
        score=float(sum(exercise.score for exercise in exercises)),
        max_score=chapter.points,
        notes=notes,
        exercises=exercises,
        written=list(_written(chapter, rebuilt)),
        seconds=round(monotonic() - started, 3),
        seed=seed,
    )
    return grade, results


def own_failures(chapter: Chapter, results: Sequence[CellResult]) -> Iterator[str]:
    """Say which of the chapter's own cells failed first: then a score may not be the student's doing."""
    own = {cell.id: cell for cell in chapter.cells if cell.role == "code"}
    for result in results:
        if result.id in own and result.status in ("error", "timeout"):
            yield f"the chapter's own cell of line {own[result.id].line} failed: {in_words(result)}"
            return  # what fails after it mostly fails because of it


def score(chapter: Chapter, rebuilt: Rebuilt, results: dict[str, CellResult]) -> list[ExerciseGrade]:
    """Score each check: in full when it ran without an error, else 0 with the reason."""
    grades = []
    for exercise, check in chapter.checks():
        name, points = str(check.name), float(check.points or 0)
        ran = results[exercise.id] if exercise else CellResult("", "ok")
        unanswered = exercise is not None and exercise.id in rebuilt.unanswered
        why = reason(name, unanswered, ran, results[check.id])
        passed = results[check.id].status == "ok"
        grades.append(
            ExerciseGrade(name, points if passed else 0.0, points, why, check.id, exercise.id if exercise else "")
        )
    return grades


def _written(chapter: Chapter, rebuilt: Rebuilt) -> Iterator[WrittenAnswer]:
    for cell in chapter.cells:
        if cell.role in ("answer", "task"):
            answered = cell.id not in rebuilt.unanswered
            yield WrittenAnswer(str(cell.name), float(cell.points or 0), answered, cell.id)


def answer_cells(chapter: Chapter) -> list[Cell]:
    """List the cells whose text is the student's."""
    return [cell for cell in chapter.cells if cell.role in ("exercise", "answer")]
