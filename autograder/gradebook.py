"""Put results into nbgrader's gradebook: one writer, whole batches, and never over what a person has decided.

nbgrader's own tables are used as they are, so that formgrader, manual grading, export, feedback and late policies go
on working. Only their contents are written in fewer and larger steps than nbgrader would: a class of 100,000 would wait
for a million single questions otherwise.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.chapter import Chapter
from autograder.course import CourseError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from autograder.nbgrader_chapter import AnyCourse
    from autograder.result_folder import Stored

DATABASE_VARIABLE = "AUTOGRADER_DB"
"""The environment variable that names another gradebook, for `autograder` and for nbgrader's own commands alike."""


class GradebookError(CourseError):
    """The gradebook cannot be written; the results lie in their folder all the same."""


@dataclass(frozen=True)
class Cells:
    """One chapter as the gradebook knows it: ids of its assignment, of its notebooks, and of their cells by name."""

    assignment: str
    notebook: str
    graded: dict[str, str]
    commented: dict[str, str]
    all_graded: dict[str, list[str]]
    all_commented: dict[str, list[str]]


def names_in_gradebook(slug: str) -> tuple[str, str]:
    """Return nbgrader's names for a chapter: the assignment's and the notebook's.

    >>> names_in_gradebook("01_small_steps"), names_in_gradebook("ps1/problem1")
    (('01_small_steps', '01_small_steps'), ('ps1', 'problem1'))
    """
    assignment, _, notebook = slug.rpartition("/")
    return (assignment or slug), notebook


def gradebook_url(course: AnyCourse, given: str | None = None) -> str:
    """Return the gradebook's address: the given one, or SQLite in nbgrader's course folder."""
    return given or f"sqlite:///{(course.nbgrader_folder / 'gradebook.db').resolve()}"


class GradebookWriter:
    """The one writer. Use it in a `with` block.

    Args:
        course: the course.
        url: the gradebook's address, as SQLAlchemy reads it.

    Raises:
        GradebookError: the gradebook cannot be opened.
    """

    def __init__(self, course: AnyCourse, url: str) -> None:
        self.course = course
        self.url = url
        self.address = _without_password(url)
        self._chapters: dict[str, Cells] = {}
        with _plain_errors(self.address):
            self.engine = _open(url, course.name)

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self.engine.dispose()

    def record(self, results: Sequence[Stored]) -> None:
        """Write results in one transaction: all of them are in the gradebook afterwards, or none.

        Automatic scores are replaced, manual ones are not touched. A manual grade for an answer whose text has changed
        is marked for review.

        Args:
            results: results of chapters that the course has; at most one for each student and chapter.

        Raises:
            GradebookError: the gradebook cannot be written.
        """
        by_chapter: dict[str, list[Stored]] = defaultdict(list)
        for stored in results:
            by_chapter[stored.grade.chapter].append(stored)
        with _plain_errors(self.address):
            for slug in by_chapter:
                if slug not in self._chapters:
                    self._chapters[slug] = _cells(self.engine, self.course, self.url, self.course.read(slug))
            with self.engine.begin() as connection:
                for slug, some in by_chapter.items():
                    _record(connection, self._chapters[slug], some)
            timed = [stored.grade for stored in results if stored.timestamp]
            if timed:
                from autograder.late_policy import apply_late_policy

                handed_in = [(grade.student, *names_in_gradebook(grade.chapter)) for grade in timed]
                apply_late_policy(self.course.nbgrader_folder, self.url, self.course.name, handed_in)


def _open(url: str, course_name: str) -> Engine:
    """Connect, and make nbgrader's tables where there are none."""
    from sqlalchemy import create_engine, inspect

    from autograder.nbgrader_converter import own_programs_on_path

    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's dependencies deprecate each other
        if not inspect(engine).has_table("grade"):
            from nbgrader.api import Gradebook

            with own_programs_on_path(), Gradebook(url, course_name):
                pass
    return engine


def _cells(engine: Engine, course: AnyCourse, url: str, chapter: Chapter) -> Cells:
    """Look up a chapter's cells, after nbgrader itself has recorded them where they are not known yet."""
    with engine.begin() as connection:
        found = _find_cells(connection, chapter)
    if found is None:
        from autograder.nbgrader_course import record_chapter

        record_chapter(course, chapter, url)
        with engine.begin() as connection:
            found = _find_cells(connection, chapter)
    if found is None:
        raise GradebookError(f"expected nbgrader to record {chapter.slug} in the gradebook; it is not there")
    _expect_the_same_cells(engine, found, chapter)
    return found


def _find_cells(connection: Connection, chapter: Chapter) -> Cells | None:
    from nbgrader.api import Assignment, BaseCell, Notebook
    from sqlalchemy import select

    assignment_name, notebook_name = names_in_gradebook(chapter.slug)
    notebooks = connection.execute(
        select(Notebook.id, Notebook.name, Notebook.assignment_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .where(Assignment.name == assignment_name)
    ).all()
    mine = next((row for row in notebooks if row.name == notebook_name), None)
    if mine is None:
        return None
    graded: dict[str, dict[str, str]] = {row.id: {} for row in notebooks}
    commented: dict[str, dict[str, str]] = {row.id: {} for row in notebooks}
    table = BaseCell.__table__.c
    for cell in connection.execute(
        select(table.id, table.name, table.type, table.notebook_id).where(table.notebook_id.in_(list(graded)))
    ):
        if cell.type in ("GradeCell", "TaskCell"):
            graded[cell.notebook_id][cell.name] = cell.id
        if cell.type in ("SolutionCell", "TaskCell"):
            commented[cell.notebook_id][cell.name] = cell.id
    return Cells(
        mine.assignment_id,
        mine.id,
        graded[mine.id],
        commented[mine.id],
        {notebook: list(cells.values()) for notebook, cells in graded.items()},
        {notebook: list(cells.values()) for notebook, cells in commented.items()},
    )


def _expect_the_same_cells(engine: Engine, found: Cells, chapter: Chapter) -> None:
    """Refuse a chapter with other exercises than the gradebook has; let points follow the chapter."""
    from nbgrader.api import GradeCell, TaskCell
    from sqlalchemy import update

    points = {cell.id: float(cell.points or 0) for cell in chapter.cells if cell.role in ("check", "answer", "task")}
    if set(points) != set(found.graded):
        new, gone = sorted(set(points) - set(found.graded)), sorted(set(found.graded) - set(points))
        changes = [f"new {name}" for name in new] + [f"without {name}" for name in gone]
        raise GradebookError(
            f"{chapter.slug}: expected the graded cells that the gradebook has; came a chapter {', '.join(changes)}. "
            "The results are kept in their folder. Run `autograder build`, which says what to do, and grade again"
        )
    with engine.begin() as connection:
        for model in (GradeCell, TaskCell):
            table = model.__table__
            for name, worth in points.items():
                right = (table.c.id == found.graded[name]) & (table.c.max_score != worth)
                connection.execute(update(table).where(right).values(max_score=worth))


def _record(connection: Connection, cells: Cells, results: Sequence[Stored]) -> None:
    _add_students(connection, [stored.grade.student for stored in results])
    submissions = _submissions(connection, cells, results)
    notebooks = _notebooks(connection, cells, submissions)
    ours = {notebook: student for (student, of), notebook in notebooks.items() if of == cells.notebook}
    by_student = {stored.grade.student: stored for stored in results}
    _write_grades(connection, cells, {notebook: by_student[student] for notebook, student in ours.items()})
    _write_comments(connection, cells, {notebook: by_student[student] for notebook, student in ours.items()})


def _add_students(connection: Connection, students: Sequence[str]) -> None:
    from nbgrader.api import Student
    from sqlalchemy import insert, select

    table = Student.__table__
    known = set(connection.scalars(select(table.c.id).where(table.c.id.in_(students))))
    new = [{"id": student} for student in dict.fromkeys(students) if student not in known]
    if new:
        connection.execute(insert(table), new)


def _submissions(connection: Connection, cells: Cells, results: Sequence[Stored]) -> dict[str, str]:
    """Return the id of each student's submission, and make those that are missing; write when they were handed in."""
    from nbgrader.api import SubmittedAssignment, new_uuid
    from sqlalchemy import insert, select, update

    table = SubmittedAssignment.__table__
    students = [stored.grade.student for stored in results]
    rows = connection.execute(
        select(table.c.id, table.c.student_id, table.c.timestamp)
        .where(table.c.assignment_id == cells.assignment)
        .where(table.c.student_id.in_(students))
    ).all()
    found = {row.student_id: row.id for row in rows}
    before = {row.student_id: row.timestamp for row in rows}
    times = {stored.grade.student: _moment(stored.timestamp) for stored in results}
    new = [
        {"id": new_uuid(), "student_id": student, "assignment_id": cells.assignment, "timestamp": times[student]}
        for student in students
        if student not in found
    ]
    if new:
        connection.execute(insert(table), new)
    for student, identity in found.items():
        if times[student] is not None and times[student] != before[student]:
            connection.execute(update(table).where(table.c.id == identity).values(timestamp=times[student]))
    return found | {str(row["student_id"]): str(row["id"]) for row in new}


def _moment(timestamp: str) -> datetime | None:
    """Read a moment as nbgrader does; what it cannot read is no moment, and costs nobody the batch."""
    from nbgrader.utils import parse_utc

    try:
        moment: datetime | None = parse_utc(timestamp or None)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return moment


def _notebooks(connection: Connection, cells: Cells, submissions: dict[str, str]) -> dict[tuple[str, str], str]:
    """Return the id of each submitted notebook by student and notebook; make the missing ones with all their rows.

    nbgrader expects a submission to have every notebook of its assignment, with a row for every cell.
    """
    from nbgrader.api import Comment, Grade, SubmittedNotebook, new_uuid
    from sqlalchemy import insert, select

    table = SubmittedNotebook.__table__
    student_of = {identity: student for student, identity in submissions.items()}
    rows = connection.execute(
        select(table.c.id, table.c.assignment_id, table.c.notebook_id).where(
            table.c.assignment_id.in_(list(student_of))
        )
    )
    found = {(student_of[row.assignment_id], row.notebook_id): row.id for row in rows}
    new = [
        {"id": new_uuid(), "assignment_id": identity, "notebook_id": notebook, "flagged": False}
        for student, identity in submissions.items()
        for notebook in cells.all_graded
        if (student, notebook) not in found
    ]
    for model, rows_of in ((SubmittedNotebook, None), (Grade, cells.all_graded), (Comment, cells.all_commented)):
        records: list[dict[str, Any]] = new if rows_of is None else [
            {"id": new_uuid(), "notebook_id": one["id"], "cell_id": cell}
            | ({"needs_manual_grade": True} if model is Grade else {})
            for one in new
            for cell in rows_of[one["notebook_id"]]
        ]  # fmt: skip
        if records:
            connection.execute(insert(model.__table__), records)
    return found | {(student_of[one["assignment_id"]], one["notebook_id"]): one["id"] for one in new}


def _write_grades(connection: Connection, cells: Cells, results: dict[str, Stored]) -> None:
    """Bring the grades of submitted notebooks up to date; `results` has the notebook's id for a key."""
    from nbgrader.api import Grade, new_uuid
    from sqlalchemy import bindparam, insert, select, update

    table = Grade.__table__
    rows = connection.execute(select(table).where(table.c.notebook_id.in_(list(results))))
    before = {(row.notebook_id, row.cell_id): row for row in rows}
    new, changed = [], []
    for notebook, stored in results.items():
        scores = automatic_scores(stored)
        for name, cell in cells.graded.items():
            row = before.get((notebook, cell))
            score, review = scores.get(name, 0.0), name in stored.review
            as_left = bool(row.needs_manual_grade) if row is not None and row.manual_score is not None else None
            needs = _needs_a_person(stored, score, as_left, review)
            if row is None:
                new.append(
                    {
                        "id": new_uuid(),
                        "notebook_id": notebook,
                        "cell_id": cell,
                        "auto_score": score,
                        "needs_manual_grade": needs,
                    }
                )
            elif (row.auto_score, bool(row.needs_manual_grade)) != (score, needs):
                changed.append({"row": row.id, "score": score, "needs": needs})
    if new:
        connection.execute(insert(table), new)
    if changed:
        statement = update(table).where(table.c.id == bindparam("row"))
        connection.execute(
            statement.values(auto_score=bindparam("score"), needs_manual_grade=bindparam("needs")), changed
        )


def _needs_a_person(stored: Stored, score: float | None, as_left: bool | None, review: bool) -> bool:
    """Decide whether a person must look: `as_left` is what the person who gave a manual score left, None for none."""
    if as_left is not None:
        return as_left or review
    return score is None or stored.grade.status == "crashed"


def automatic_scores(stored: Stored) -> dict[str, float | None]:
    """Return the automatic score by cell: None for what only a person can grade, plain floats for the rest.

    A submission that could not be graded has no cells here, and 0 for all of them counts: no earlier score is left.
    """
    grade = stored.grade
    scores: dict[str, float | None] = {one.cell: float(one.score) for one in grade.exercises}
    for written in grade.written:
        scores[written.cell] = None if written.answered else 0.0
    return scores


def _write_comments(connection: Connection, cells: Cells, results: dict[str, Stored]) -> None:
    """Write under each answer why it scores no more; what a person has written stands before it in nbgrader."""
    from nbgrader.api import Comment, new_uuid
    from sqlalchemy import bindparam, insert, select, update

    table = Comment.__table__
    rows = connection.execute(
        select(table.c.id, table.c.notebook_id, table.c.cell_id, table.c.auto_comment).where(
            table.c.notebook_id.in_(list(results))
        )
    )
    before = {(row.notebook_id, row.cell_id): row for row in rows}
    new, changed = [], []
    for notebook, stored in results.items():
        comments = automatic_comments(stored)
        for name, cell in cells.commented.items():
            row, comment = before.get((notebook, cell)), comments.get(name)
            if row is None:
                new.append({"id": new_uuid(), "notebook_id": notebook, "cell_id": cell, "auto_comment": comment})
            elif row.auto_comment != comment:
                changed.append({"row": row.id, "comment": comment})
    if new:
        connection.execute(insert(table), new)
    if changed:
        statement = update(table).where(table.c.id == bindparam("row")).values(auto_comment=bindparam("comment"))
        connection.execute(statement, changed)


NO_RESPONSE = "No response."
"""nbgrader's own words for an answer that is as it was handed out."""


def automatic_comments(stored: Stored) -> dict[str, str]:
    """Return the comment by cell of the answer: why its checks did not pass, or that there is no answer."""
    from autograder.reason import NOT_ANSWERED

    comments: dict[str, list[str]] = defaultdict(list)
    for one in stored.grade.exercises:
        if one.reason and one.answer:
            comments[one.answer].append(NO_RESPONSE if one.reason == NOT_ANSWERED else one.reason)
    for written in stored.grade.written:
        if not written.answered:
            comments[written.cell].append(NO_RESPONSE)
    # A database of PostgreSQL holds no NUL in a text.
    return {cell: "\n".join(dict.fromkeys(lines)).replace("\0", "") for cell, lines in comments.items()}


def _without_password(url: str) -> str:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        raise GradebookError(
            f"an address such as sqlite:///folder/gradebook.db or postgresql+psycopg://name@host/database was expected "
            f"for the gradebook; came {url}"
        ) from None


@contextmanager
def _plain_errors(address: str) -> Iterator[None]:
    """Turn what databases and their drivers raise into a sentence."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except ModuleNotFoundError as error:
        raise GradebookError(
            f"the gradebook {address} needs the package {error.name}; for PostgreSQL: "
            "pip install 'psycopg[binary]', and write postgresql+psycopg://..."
        ) from None
    except (SQLAlchemyError, OSError) as error:
        words = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
        raise GradebookError(
            f"the gradebook {address} was expected to take the results, but: {words[0]}. "
            "They are kept in their folder: the same command goes on from there"
        ) from None


def batches(results: Iterable[Stored], size: int) -> Iterator[list[Stored]]:
    """Cut results into lists of at most `size`."""
    batch: list[Stored] = []
    for stored in results:
        batch.append(stored)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
