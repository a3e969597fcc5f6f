"""Grade a class: rebuild each submission from the trusted chapter, run it, score it, keep the result, and report."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.gradebook import DATABASE_VARIABLE

if TYPE_CHECKING:
    from autograder.results import SubmissionGrade

EXAMPLES = (
    "Examples: autograder grade submissions/ · autograder grade moodle.zip --jobs 4 · "
    "autograder grade submissions/ --json grades.json"
)


def in_order(grades: Sequence[SubmissionGrade]) -> list[SubmissionGrade]:
    """Order grades by student and chapter."""
    return sorted(grades, key=lambda grade: (grade.student.casefold(), grade.student, grade.chapter, grade.file))


def grade(
    submissions: Annotated[
        Path,
        typer.Argument(
            help="A folder, zip or tar.gz with student/NN_slug.ipynb or student_NN_slug.ipynb, "
            "or what Moodle or Canvas gave you to download.",
            show_default=False,
        ),
    ],
    json: Annotated[Path | None, typer.Option("--json", help="Write all results to this file as well.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many notebooks to run at a time.")] = os.cpu_count() or 1,
    cell_seconds: Annotated[float, typer.Option(min=0.1, help="A cell is stopped after this time.")] = 30.0,
    total_seconds: Annotated[float, typer.Option(min=1, help="A notebook is stopped after this time.")] = 600.0,
    again: Annotated[bool, typer.Option("--again", help="Run unchanged submissions as well.")] = False,
    results: Annotated[
        Path | None, typer.Option(help="Keep one JSON file a submission here.", show_default=".nbgrader-course/results")
    ] = None,
    gradebook: Annotated[bool, typer.Option(help="Put the scores into nbgrader's gradebook.")] = True,
    db: Annotated[
        str | None,
        typer.Option(
            metavar="URL", envvar=DATABASE_VARIABLE, show_default=".nbgrader-course/gradebook.db",
            help="The gradebook, such as postgresql+psycopg://name@host/database.",
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Run on the Dask cluster with this scheduler, such as tcp://host:8786."),
    ] = None,
    nbgrader_course: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Grade the assignments of this nbgrader course instead of solutions/."),
    ] = None,
    unboxed: Annotated[
        bool, typer.Option("--unboxed", help="Run without a sandbox, at your own risk, where none can be had.")
    ] = False,
) -> None:  # fmt: skip
    """Grade a class: a score and plain reasons for every submission, and none stops the others.

    Results are kept as they come. After an interruption the same command goes on where it stopped, and what has not
    changed since the last time is not run again.
    """
    from rich.console import Console

    from autograder.class_run import ClassRun, run_class
    from autograder.course import Course, CourseError
    from autograder.nbgrader_chapter import NbgraderCourse
    from autograder.results import write_json
    from autograder.scoring import Limits
    from autograder.tables import class_table

    course = NbgraderCourse.at(nbgrader_course) if nbgrader_course else Course.find()
    run = ClassRun(
        course=course,
        limits=Limits(cell_seconds, total_seconds),
        results=results or course.nbgrader_folder / "results",
        database=db,
        gradebook=gradebook,
        again=again,
        unboxed=unboxed,
    )
    outcome = run_class(run, submissions, jobs, cluster)
    grades = in_order(outcome.grades)
    console = Console()
    console.print(class_table(grades))
    unchanged = f", {outcome.unchanged} of them unchanged and not run again" if outcome.unchanged else ""
    typer.echo(f"{len(grades)} submissions{unchanged}. Results: {run.results}")
    if json is not None:
        write_json(json, "submissions", grades)
    if outcome.problem:
        raise CourseError(outcome.problem)


def register(app: typer.Typer) -> None:
    """Add the command `grade` to the command line."""
    app.command(epilog=EXAMPLES)(grade)
