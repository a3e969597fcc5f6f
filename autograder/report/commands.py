"""The commands `report`, `feedback` and `export`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from autograder.course import Course
    from autograder.report.export import Grade
    from autograder.result_folder import Stored

ResultsOption = Annotated[
    Path | None,
    typer.Option(help="The folder that grading has filled.", show_default=".nbgrader-course/results"),
]
ChapterOption = Annotated[
    list[str] | None, typer.Option("--chapter", metavar="CHAPTER", help="Only these chapters; all without it.")
]


class Form(StrEnum):
    """For which system grades are written."""

    csv = "csv"
    canvas = "canvas"
    moodle = "moodle"


def report(
    results: ResultsOption = None,
    chapter: ChapterOption = None,
    to: Annotated[Path | None, typer.Option(help="The page to write.", show_default="class_report.html")] = None,
) -> None:
    """Write one HTML page on the class: scores, each exercise, what to teach again, who is stuck, what is alike.

    The page holds names and answers: keep it as you keep grades. What students wrote is shown as text only. Answers and
    examples are there where `grade` ran with its gradebook.
    """
    from autograder.course import Course
    from autograder.report.answers import answers_of
    from autograder.report.class_report import chapter_report
    from autograder.report.pages import page
    from autograder.tables import progress
    from autograder.writing import write_atomically

    course = Course.find()
    stored = _stored(course, results, chapter)
    slugs = sorted({one.grade.chapter for one in stored})
    chapters = []
    with progress("reading", len(stored)) as step:
        for slug in slugs:
            grades = [one.grade for one in stored if one.grade.chapter == slug]
            answers = {}
            for grade in grades:
                answers[grade.student] = answers_of(course.nbgrader_folder, grade)
                step(f"{grade.student} {slug}")
            chapters.append(chapter_report(slug, grades, answers, *_texts(course, slug)))
    path = to or Path("class_report.html")
    made = f"{datetime.now():%Y-%m-%d %H:%M}"
    write_atomically(path, page("report.html", course=course.name, made=made, chapters=chapters))
    typer.echo(f"{path}: {len(stored)} submissions of {len(slugs)} chapters")


def feedback(
    results: ResultsOption = None,
    chapter: ChapterOption = None,
    to: Annotated[
        Path | None, typer.Option(help="The folder for the pages.", show_default=".nbgrader-course/feedback_pages")
    ] = None,
) -> None:
    """Write an HTML page for each submission: points, hints, the likely mistake, the student's own code and output.

    Hidden checks are not on it. Hand each student their own page.
    """
    from autograder.course import Course
    from autograder.report.answers import answers_of
    from autograder.report.feedback import feedback_page
    from autograder.result_folder import ResultFolder
    from autograder.tables import progress
    from autograder.writing import write_atomically

    course = Course.find()
    stored = _stored(course, results, chapter)
    folder = to or course.nbgrader_folder / "feedback_pages"
    places = ResultFolder(folder)
    with progress("writing", len(stored)) as step:
        for one in stored:
            path = places.path(one.grade.student, one.grade.chapter).with_suffix(".html")
            write_atomically(path, feedback_page(one.grade, answers_of(course.nbgrader_folder, one.grade)))
            step(f"{one.grade.student} {one.grade.chapter}")
    typer.echo(f"{folder}: {len(stored)} pages")


def export(
    form: Annotated[Form, typer.Argument(help="csv for a spreadsheet, canvas, or moodle.", show_default=False)],
    results: ResultsOption = None,
    chapter: ChapterOption = None,
    to: Annotated[Path | None, typer.Option(help="The file to write.", show_default="grades.csv")] = None,
    roster: Annotated[
        Path | None,
        typer.Option(help="Canvas's exported gradebook or Moodle's grading worksheet, whose students are taken over."),
    ] = None,
    decimals: Annotated[int, typer.Option(min=0, max=6, help="Decimals of a score.")] = 2,
    gradebook: Annotated[
        bool, typer.Option("--gradebook", help="Take nbgrader's scores: with written answers and its own penalties.")
    ] = False,
    due: Annotated[
        datetime | None, typer.Option(help="Until when (UTC) a submission is in time. The options below need it.")
    ] = None,
    late_per_day: Annotated[
        float, typer.Option(min=0, max=1, help="The part of the points that each begun day costs, such as 0.1.")
    ] = 0.0,
    late_most: Annotated[float, typer.Option(min=0, max=1, help="The largest part that can be lost.")] = 1.0,
    grace_hours: Annotated[float, typer.Option(min=0, help="Hours after the due time that count as in time.")] = 0.0,
) -> None:
    """Write grades as a file: for a spreadsheet, for Canvas's gradebook, for Moodle's grade import or worksheet."""
    from datetime import UTC

    from autograder.course import Course, CourseError
    from autograder.report.export import canvas, moodle, read_roster, spreadsheet
    from autograder.report.late import LateRules
    from autograder.writing import write_atomically

    if late_per_day and due is None:
        raise CourseError("expected --due with --late-per-day; came the second alone")
    if late_per_day and gradebook:
        raise CourseError("expected --late-per-day or --gradebook, whose scores have nbgrader's penalties; came both")
    course = Course.find()
    stored = _stored(course, results, chapter)
    rules = LateRules(due.replace(tzinfo=UTC) if due else None, grace_hours, late_per_day, late_most)
    grades = _in_gradebook(course, stored) if gradebook else [_grade(one, rules) for one in stored]
    people = read_roster(roster) if roster else None
    missing: tuple[str, ...] = ()
    if form is Form.csv:
        text = spreadsheet(grades, decimals)
    elif form is Form.canvas:
        text, missing = _both(canvas(grades, people, decimals))
    else:
        slugs = sorted({grade.chapter for grade in grades})
        if len(slugs) != 1:
            raise CourseError(f"expected one chapter for Moodle, as in --chapter 01; came {', '.join(slugs)}")
        text, missing = _both(moodle(grades, slugs[0], people, decimals))
    path = to or Path("grades.csv")
    # The mark at the beginning tells Excel that it is UTF-8; Canvas and Moodle read over it.
    write_atomically(path, text.encode("utf-8-sig"))
    typer.echo(f"{path}: {len(grades) - len(missing)} grades")
    for name in missing:
        typer.echo(f"not in the file: {name}: expected one student of this name in the roster", err=True)
    if missing:
        raise typer.Exit(1)


def _both(filled: object) -> tuple[str, tuple[str, ...]]:
    from autograder.report.export import Filled

    assert isinstance(filled, Filled)
    return filled.text, filled.missing


def _stored(course: Course, results: Path | None, chapters: list[str] | None) -> list[Stored]:
    from autograder.course import CourseError, resolve_chapter
    from autograder.result_folder import ResultFolder

    folder = results or course.nbgrader_folder / "results"
    wanted = {resolve_chapter(each, course.chapters()) for each in chapters or []}
    found = [one for one in ResultFolder(folder).all() if not wanted or one.grade.chapter in wanted]
    if not found:
        which = f" of {', '.join(sorted(wanted))}" if wanted else ""
        raise CourseError(f"expected results{which} in {folder}; came none (autograder grade puts them there)")
    return sorted(found, key=lambda one: (one.grade.chapter, one.grade.student.casefold(), one.grade.student))


def _texts(course: Course, slug: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return each exercise as it was handed out, and its model answer."""
    from autograder.course import CourseError

    try:
        cells = [cell for cell in course.read(slug).cells if cell.role in ("exercise", "answer")]
    except (CourseError, OSError):
        return {}, {}  # a chapter of an earlier term: its results stand, without comparison
    return {cell.id: cell.student_source for cell in cells}, {cell.id: cell.source for cell in cells}


def _grade(one: Stored, rules: object) -> Grade:
    from autograder.report.export import Grade
    from autograder.report.late import LateRules

    assert isinstance(rules, LateRules)
    lost = rules.part_lost(one.timestamp)
    grade = one.grade
    score = grade.score * (1 - lost)
    return Grade(grade.student, grade.chapter, score, grade.max_score, lost, grade.status.replace("_", " "))


def _in_gradebook(course: Course, stored: list[Stored]) -> list[Grade]:
    """Take the scores of nbgrader's gradebook, for those who have a result."""
    import os

    from nbgrader.api import Gradebook, MissingEntry

    from autograder.gradebook import DATABASE_VARIABLE, gradebook_url, names_in_gradebook
    from autograder.nbgrader_converter import own_programs_on_path
    from autograder.report.export import Grade

    grades = []
    with own_programs_on_path(), Gradebook(gradebook_url(course, os.environ.get(DATABASE_VARIABLE))) as book:
        for one in stored:
            assignment, _ = names_in_gradebook(one.grade.chapter)
            try:
                found = book.find_submission(assignment, one.grade.student)
            except MissingEntry:
                continue
            taken = float(found.late_submission_penalty or 0.0)
            score, possible = max(float(found.score) - taken, 0.0), float(found.max_score)
            lost = taken / float(found.score) if found.score else 0.0
            state = "needs manual grading" if found.needs_manual_grade else "graded"
            grades.append(Grade(one.grade.student, one.grade.chapter, score, possible, lost, state))
    return grades


def register(app: typer.Typer) -> None:
    """Add the three commands to the command line."""
    app.command(epilog="Examples: autograder report · autograder report --chapter 03 --to week3.html")(report)
    app.command(epilog="Examples: autograder feedback · autograder feedback --chapter 03 --to pages/")(feedback)
    app.command(
        epilog="Examples: autograder export csv · autograder export canvas --roster canvas.csv · "
        "autograder export moodle --chapter 03 --roster worksheet.csv --due 2026-11-30T12:00:00 --late-per-day 0.1"
    )(export)
