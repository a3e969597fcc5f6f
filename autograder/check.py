"""Check a student's own notebook: which exercises are right, and what to look at in the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from autograder.chapter import Chapter
    from autograder.course import Course
    from autograder.execution import Execution
    from autograder.results import SubmissionGrade


def check_notebook(course: Course, path: Path, cell_seconds: float = 30.0) -> SubmissionGrade:
    """Grade a notebook by the same rules, hidden tests included, as `autograder grade`.

    Args:
        course: the course.
        path: the notebook; its name, or else its own record, says which chapter it is.
        cell_seconds: a cell is stopped after this time.

    Returns:
        The grade.

    Raises:
        CourseError: when it is not a notebook of this course, or cannot be run.
    """
    from autograder.course import CourseError
    from autograder.execution import ExecutionFailed
    from autograder.scoring import Limits, grade_notebook
    from autograder.source import read_chapter
    from autograder.submitted import NotANotebook, read_notebook

    if not path.is_file():
        raise CourseError(f"a notebook was expected, but there is no file {path}")
    try:
        content = path.read_bytes()
        slug = chapter_of(path, read_notebook(content), course)
        chapter = read_chapter(course.source(slug))
        with own_execution(chapter) as execution:
            return grade_notebook(chapter, content, execution, Limits(cell_seconds))
    except NotANotebook as error:
        raise CourseError(f"{path}: {error}") from None
    except ExecutionFailed as error:
        raise CourseError(f"{path} could not be run: {error}") from None


@contextmanager
def own_execution(chapter: Chapter) -> Iterator[Execution]:
    """Give what runs a student's own notebook as the grader would: boxed where that can be had, for it is their own."""
    from autograder.execution import ExecutionFailed, KernelExecution, NoBox, TwoProcessExecution
    from autograder.rehearsal import template_imports

    imports = template_imports([chapter])
    try:
        try:
            execution = TwoProcessExecution(imports)
        except NoBox:
            execution = TwoProcessExecution(imports, unboxed=True)
    except ExecutionFailed:
        yield KernelExecution()  # no process can be forked here, as on Windows
        return
    with execution:
        yield execution


def chapter_of(path: Path, notebook: dict[str, Any], course: Course) -> str:
    """Find out which chapter a notebook is: by the end of its file's name, or else by the exercises in it.

    Raises:
        CourseError: when it is none of the course.
    """
    from autograder.course import CourseError
    from autograder.source import read_chapter
    from autograder.submitted import read_cells
    from autograder.suggestion import did_you_mean

    known = course.chapters()
    if not known:
        raise CourseError(f"the chapters' sources were expected in {course.solutions}, to check against; came none")
    named = [slug for slug in known if path.stem == slug or path.stem.endswith(f"_{slug}")]
    if named:
        return named[0]
    ids = {name for cell in read_cells(notebook) for name in cell.ids}
    for slug in known:
        if ids & {f"exercise-{name}" for name in read_chapter(course.source(slug)).exercises}:
            return slug
    expected = f"one of the chapters {', '.join(known)} was expected"
    raise CourseError(f"{expected}; came {path.name}{did_you_mean(path.stem, known)}")


def check(
    notebook: Annotated[Path, typer.Argument(help="Your notebook, such as workbook/01_weighted_averages.ipynb.")],
    cell_seconds: Annotated[float, typer.Option(min=0.1, help="A cell is stopped after this time.")] = 30.0,
) -> None:
    """Check your own notebook: points for each exercise, and a hint for each that is not right yet."""
    from rich.console import Console

    from autograder.course import Course
    from autograder.tables import exercise_table, points, printable

    course = Course.find()
    console = Console()
    with console.status("running your notebook in a fresh process"):
        grade = check_notebook(course, notebook, cell_seconds)
    console.print(exercise_table(grade.exercises))
    for note in grade.notes:
        console.print(f"note: {printable(note)}", markup=False, highlight=False, soft_wrap=True)
    if any("another edition" in note for note in grade.notes):
        console.print("`autograder update` carries your answers into the newest edition.", markup=False)
    console.print(f"{points(grade.score, grade.max_score)} points", style="bold green" if full(grade) else "bold")
    raise typer.Exit(0 if full(grade) else 1)


def full(grade: SubmissionGrade) -> bool:
    """Say whether no point is missing."""
    return grade.score == grade.max_score


def register(app: typer.Typer) -> None:
    """Add the command `check` to the command line."""
    app.command()(check)
