"""Build the student edition and nbgrader's course folder from the source, or say what a build would change."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.chapter import Chapter
from autograder.course import Course, CourseError
from autograder.edition_difference import Difference, compare_editions
from autograder.nbgrader_course import write_nbgrader_course
from autograder.source import read_chapter
from autograder.source_notebook import source_notebook
from autograder.student_edition import student_editions, student_notebook
from autograder.writing import write_atomically

__all__ = ["Build", "Difference", "build", "check", "source_notebook", "student_notebook"]


@dataclass(frozen=True)
class Build:
    """What a build did.

    Attributes:
        chapters: the chapters that were built.
        written: the slugs of those whose notebook changed.
        leftovers: notebooks whose chapter is gone; a build does not delete them.
    """

    chapters: tuple[Chapter, ...]
    written: tuple[str, ...]
    leftovers: tuple[Path, ...]


def build(course: Course, slugs: Sequence[str] | None = None) -> Build:
    """Write the student edition of the chapters, and nbgrader's course folder.

    Args:
        course: the course.
        slugs: the chapters to build; None for all.

    Raises:
        SourceError: a chapter is wrong; then nothing is written.
        CourseError: there are no chapters, or nbgrader's folder cannot take the change; the notebooks are written then.
    """
    chapters = _read(course, slugs)
    written = []
    for slug, data in student_editions(chapters).items():
        path = course.notebook(slug)
        if not path.exists() or path.read_bytes() != data:
            write_atomically(path, data)
            written.append(slug)
    if course.contents.parent.is_dir():  # a course of one's own has no package beside its chapters
        write_atomically(course.contents, _contents(course, chapters))
    write_nbgrader_course(course, chapters)
    return Build(tuple(chapters), tuple(written), tuple(_leftovers(course)))


def check(course: Course, slugs: Sequence[str] | None = None) -> list[Difference]:
    """Return how the notebooks on disk differ from what the source gives, without writing anything.

    Args:
        course: the course.
        slugs: the chapters to compare; None for all, and for notebooks whose chapter is gone.
    """
    chapters = _read(course, slugs)
    editions = student_editions(chapters)
    found = [
        difference for slug, data in editions.items() for difference in compare_editions(course.notebook(slug), data)
    ]
    if course.contents.is_file() and course.contents.read_bytes() != _contents(course, chapters):
        found.append(Difference(course.contents, "", ("it lists other exercises or points than the chapters",)))
    if slugs is None:
        found += [Difference(path, "", ("it has no chapter in solutions/",)) for path in _leftovers(course)]
    return found


def _contents(course: Course, chapters: Sequence[Chapter]) -> bytes:
    """Return what the student's panel knows of all chapters, with the entries of some of them made anew."""
    known = json.loads(course.contents.read_text(encoding="utf-8")) if course.contents.is_file() else {}
    anew = {
        chapter.slug: {
            "exercises": {exercise.name: check.points for exercise, check in chapter.checks() if exercise},
            "written": {cell.name: cell.points for cell in chapter.cells if cell.role in ("answer", "task")},
        }
        for chapter in chapters
    }
    whole = {slug: entry for slug in course.chapters() if (entry := anew.get(slug) or known.get(slug))}
    return f"{json.dumps(whole, indent=1)}\n".encode()


def _read(course: Course, slugs: Sequence[str] | None) -> list[Chapter]:
    known = course.chapters()
    if not known:
        raise CourseError(f"expected chapters solutions/NN_slug.py in {course.root}; came none")
    return [read_chapter(course.source(slug)) for slug in (known if slugs is None else slugs)]


def _leftovers(course: Course) -> list[Path]:
    known = course.chapters()
    return sorted(path for path in course.notebooks.glob("*.ipynb") if path.stem not in known)
