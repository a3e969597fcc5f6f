"""Keep the folder on which nbgrader's own commands and formgrader work."""

import glob
import os
from collections.abc import Sequence
from typing import Any

from autograder.chapter import Chapter
from autograder.course import Course, CourseError
from autograder.gradebook import DATABASE_VARIABLE, gradebook_url
from autograder.nbgrader_chapter import AnyCourse
from autograder.nbgrader_converter import generate_assignment, own_programs_on_path
from autograder.student_edition import write_source
from autograder.writing import write_atomically

CONFIGURATION = '''"""nbgrader's settings for this course. Written by `autograder build`, which overwrites changes."""

import os

from autograder.course_tags import CourseTags
from nbgrader.converters import Autograde

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = {name!r}
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))

# Another gradebook than the file gradebook.db, for instance postgresql+psycopg://name@host/database
if os.environ.get({variable!r}):
    c.CourseDirectory.db_url = os.environ[{variable!r}]

# A check that a student deleted comes back and is graded.
c.OverwriteCells.add_missing_cells = True

# Tags decide which cells run; a student's own tags do not.
c.Autograde.sanitize_preprocessors = [*Autograde.sanitize_preprocessors.default(), CourseTags]

# A warning on standard error is no failed check.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"[\\s\\S]"

# An endless loop costs the exercise where it happens.
c.Execute.timeout = 60
c.Execute.interrupt_on_timeout = True
'''


def write_nbgrader_course(course: Course, chapters: Sequence[Chapter]) -> None:
    """Write source, release, settings and gradebook of the chapters; grades that are in the gradebook stay.

    Raises:
        CourseError: nbgrader cannot work in this folder, or a change would lose students' grades.
    """
    folder = course.nbgrader_folder
    _write_settings(course)
    database = gradebook_url(course, os.environ.get(DATABASE_VARIABLE))
    refused = []
    for chapter in chapters:
        try:
            if not database.startswith("sqlite") or (folder / "gradebook.db").exists():
                _make_room_for_new_text(database, chapter, course.name)
            write_source(folder, chapter)
            generate_assignment(folder, chapter.slug, course.name, database)
        except CourseError as error:
            # One chapter that cannot change does not hold up the others.
            refused.append(str(error))
    if refused:
        raise CourseError("\n".join(refused))


def record_chapter(course: AnyCourse, chapter: Chapter, database: str) -> None:
    """Let nbgrader record a chapter's cells in a gradebook that does not know it yet.

    Raises:
        CourseError: nbgrader cannot work in this folder, or the chapter is nbgrader's own and not released yet.
    """
    if not isinstance(course, Course):
        assignment = chapter.slug.partition("/")[0]
        raise CourseError(
            f"expected {chapter.slug} in the gradebook; it is not there. "
            f"Run `nbgrader generate_assignment {assignment}` in the course's folder first"
        )
    _write_settings(course)
    write_source(course.nbgrader_folder, chapter)
    generate_assignment(course.nbgrader_folder, chapter.slug, course.name, database)


def _write_settings(course: Course) -> None:
    folder = course.nbgrader_folder
    if glob.escape(str(folder)) != str(folder):
        raise CourseError(f"expected a path without *, ? and [, which nbgrader reads as patterns; came {folder}")
    settings = CONFIGURATION.format(name=course.name, variable=DATABASE_VARIABLE)
    write_atomically(folder / "nbgrader_config.py", settings.encode("utf-8"))


def _make_room_for_new_text(database: str, chapter: Chapter, course_name: str) -> None:
    """Exchange the locked cells of a chapter in the gradebook, which nbgrader refuses once there are submissions.

    A corrected word in a text changes the cell's id. Such cells carry no grades, so exchanging them loses nothing.
    """
    from nbgrader.api import Gradebook, MissingEntry

    with own_programs_on_path(), Gradebook(database, course_name) as gradebook:
        try:
            stored = gradebook.find_notebook(chapter.slug, chapter.slug)
        except MissingEntry:
            return
        if not stored.submissions:
            return
        _expect_the_same_graded_cells(chapter, stored)
        ungraded = {cell.id: cell for cell in chapter.cells if cell.role in ("text", "code", "demo")}
        graded = {cell.id for cell in chapter.cells} - set(ungraded)
        for cell in list(stored.source_cells):
            if cell.name not in ungraded and cell.name not in graded:
                gradebook.db.delete(cell)
        gradebook.db.commit()
        for name in set(ungraded) - {cell.name for cell in stored.source_cells}:
            gradebook.add_source_cell(name, chapter.slug, chapter.slug, cell_type=ungraded[name].kind, locked=True)


def _expect_the_same_graded_cells(chapter: Chapter, stored: Any) -> None:
    before = {cell.name for cell in [*stored.grade_cells, *stored.solution_cells]}
    now = {cell.id for cell in chapter.cells if cell.role in ("exercise", "check", "answer")}
    if before != now:
        changes = [f"new {name}" for name in sorted(now - before)]
        changes += [f"without {name}" for name in sorted(before - now)]
        raise CourseError(
            f"{chapter.slug}: expected the exercises that {len(stored.submissions)} graded submissions have, so that "
            f"no grade is lost; came a chapter {', '.join(changes)}. The notebooks are built; nbgrader's folder still "
            f"has the chapter as it was. To begin a new class, move .nbgrader-course/gradebook.db away and build again."
        )
