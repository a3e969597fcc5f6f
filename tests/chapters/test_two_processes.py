"""The same check cells give the same scores in one kernel, as nbgrader runs them, and in two processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from autograder.chapter import Chapter
from autograder.course import Course
from autograder.execution import Execution, KernelExecution, NoBox, RunCell, TwoProcessExecution
from autograder.known_answers import known_answers
from autograder.rehearsal import VISIBLE, template_imports
from autograder.rehearse import fastest_execution
from autograder.slices import needed_for
from autograder.source import read_chapter

EACH_ANSWER = ("00_start_here", "01_weighted_averages")
"""Chapters of which every known answer is graded both ways; the others come with their reference and untouched."""


@pytest.fixture(scope="session")
def apart() -> Iterator[Execution]:
    """Return two processes for all chapters, in a box where there is one."""
    course = Course.find()
    imports = template_imports([read_chapter(course.source(slug)) for slug in course.chapters()])
    try:
        execution = TwoProcessExecution(imports)
    except NoBox:
        execution = TwoProcessExecution(imports, unboxed=True)
    with execution:
        yield execution


def verdicts(execution: Execution, cells: Sequence[RunCell]) -> dict[str, tuple[str, str]]:
    """Give what became of each check, and in which words."""
    results = execution.run(cells, cell_seconds=120, total_seconds=600)
    return {
        cell.id: (result.status, result.error_text)
        for cell, result in zip(cells, results, strict=True)
        if cell.role == "check"
    }


def scores(found: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {check: status for check, (status, words) in found.items()}


@pytest.mark.slow
@pytest.mark.parametrize("untouched", [False, True], ids=["reference", "untouched"])
def test_a_chapter_scores_the_same_in_one_kernel_and_in_two_processes(
    chapter: Chapter, apart: Execution, untouched: bool
) -> None:
    cells = [
        RunCell(cell.id, cell.student_source if untouched else cell.source, cell.role, cell.source)
        for cell in chapter.cells
        if cell.role in ("code", "exercise", "check")
    ]
    in_one, in_two = verdicts(KernelExecution(), cells), verdicts(apart, cells)
    assert scores(in_two) == scores(in_one)
    assert {status for status, words in in_two.values()} == {"error" if untouched else "ok"}


@pytest.mark.slow
@pytest.mark.parametrize("answered", EACH_ANSWER)
def test_each_known_answer_gets_the_same_verdict_in_the_same_words(answered: str, apart: Execution) -> None:
    course = Course.find()
    chapter = read_chapter(course.source(answered))
    known = known_answers(course, answered)
    code = [cell for cell in chapter.cells if cell.kind == "code"]
    differ = []
    with fastest_execution([chapter]) as together:
        for name in chapter.exercises:
            exercise, check = chapter.cell("exercise", name), chapter.cell("check", name)
            for answer in (*known[name].wrong, *known[name].right):
                sources = [answer.code if cell.id == exercise.id else cell.source for cell in code]
                cells = [
                    RunCell(cell.id, source, cell.role, cell.source) for cell, source in zip(code, sources, strict=True)
                ]
                place = next(place for place, cell in enumerate(cells) if cell.id == check.id)
                needed = needed_for(place, cells)
                needed.insert(-1, RunCell(check.id + VISIBLE, check.student_source, "check"))
                in_one, in_two = verdicts(together, needed), verdicts(apart, needed)
                if in_one != in_two:
                    differ.append((name, answer.name, in_one, in_two))
    assert differ == []
