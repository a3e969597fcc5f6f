"""The command that tests the exercises as seriously as code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from autograder.chapter import Chapter
    from autograder.execution import Execution


def rehearse(
    chapters: Annotated[
        list[str] | None, typer.Argument(metavar="[CHAPTER]...", help="The chapters; all when none is given.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Only this exercise; can be said again. The chapter is not run.")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write the results to this file.")] = None,
) -> None:
    """Test the exercises: the reference scores all, wrong answers are caught with their hint, right ones accepted."""
    from rich.console import Console

    from autograder.course import Course, CourseError, resolve_chapter
    from autograder.execution import KernelExecution
    from autograder.known_answers import known_answers, only_these
    from autograder.rehearsal import Rehearsal, rehearse_chapter, steps
    from autograder.results import write_json
    from autograder.source import read_chapter
    from autograder.tables import progress, rehearsal_table

    course = Course.find()
    slugs = [resolve_chapter(given, course.chapters()) for given in chapters] if chapters else course.chapters()
    read = [read_chapter(course.source(slug)) for slug in slugs]
    known = {slug: only_these(known_answers(course, slug), only) for slug in slugs}
    if only and not any(known.values()):
        raise CourseError(f"an exercise of {', '.join(slugs)} was expected after --only; came {', '.join(only)}")
    runs = sum(steps(known[slug], whole=not only) for slug in slugs)
    with fastest_execution(read) as forks, progress("rehearsing", runs) as step:
        rehearsal = Rehearsal(KernelExecution(), forks, whole=not only, step=step)
        results = [rehearse_chapter(chapter, known[chapter.slug], rehearsal) for chapter in read]
    console = Console()
    console.print(rehearsal_table(results))
    for result in results:
        for problem in result.problems:
            console.print(f"{result.chapter}: {problem}", style="red", markup=False, highlight=False, soft_wrap=True)
    if json is not None:
        write_json(json, "chapters", results)
    raise typer.Exit(1 if any(result.problems for result in results) else 0)


@contextmanager
def fastest_execution(chapters: list[Chapter]) -> Iterator[Execution]:
    """Give forks of one process with the chapters' imports done, or fresh kernels where a system cannot fork."""
    import os

    from autograder.execution import ForkExecution, KernelExecution
    from autograder.rehearsal import template_imports

    if not hasattr(os, "fork"):
        yield KernelExecution()
        return
    with ForkExecution(template_imports(chapters)) as forks:
        yield forks


def register(app: typer.Typer) -> None:
    """Add the command `rehearse` to the command line."""
    app.command()(rehearse)
