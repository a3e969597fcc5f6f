"""Look after a student's own copies: open them, bring them up to date, start an exercise afresh."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.course import Course, CourseError, resolve_chapter
from autograder.suggestion import did_you_mean
from autograder.writing import write_atomically


@dataclass(frozen=True)
class Opened:
    """The chapters that were copied into the workbook, and those that were there before."""

    copied: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Updated:
    """What an update did to one chapter.

    Attributes:
        chapter: its slug.
        answers: the names of the answers that were carried over.
        homeless: the names of answers whose exercise is gone; they are kept at the end of the notebook.
        backup: the notebook as it was; None when nothing had to be written.
    """

    chapter: str
    answers: tuple[str, ...]
    homeless: tuple[str, ...]
    backup: Path | None


def open_workbook(course: Course) -> Opened:
    """Copy every chapter that is not yet in the workbook; never touch one that is.

    Raises:
        CourseError: there are no notebooks to copy.
    """
    editions = course.editions()
    if not editions:
        raise CourseError(f"expected notebooks in {course.notebooks}; came none (autograder build makes them)")
    kept = tuple(slug for slug in editions if _own_copy(course, slug).exists())
    copied = tuple(slug for slug in editions if slug not in kept)
    for slug in copied:
        write_atomically(_own_copy(course, slug), course.notebook(slug).read_bytes())
    return Opened(copied, kept)


def opened_chapters(course: Course) -> list[str]:
    """Return the slugs of the chapters that the student has and the course still holds."""
    return [slug for slug in course.editions() if _own_copy(course, slug).exists()]


def update(course: Course, chapter: str) -> Updated:
    """Carry the student's answers in one chapter into the newest edition.

    Args:
        course: the course.
        chapter: a number, slug or path.

    Raises:
        CourseError: there is no such chapter in the workbook, or its notebook cannot be read; nothing is written then.
    """
    from autograder.carry import carry_answers, same_notebook
    from autograder.source_notebook import notebook_bytes
    from autograder.student_work import read_notebook

    slug, path = _find_own_copy(course, chapter)
    student = read_notebook(path)
    carried = carry_answers(student, read_notebook(course.notebook(slug)))
    answers, homeless = _names(carried.answers), _names(carried.homeless)
    if same_notebook(student, carried.notebook):
        return Updated(slug, answers, homeless, None)
    data = notebook_bytes(carried.notebook)
    return Updated(slug, answers, homeless, _replace(course, path, data))


def reset(course: Course, chapter: str, exercise: str) -> Path | None:
    """Give one exercise or written answer back as it was handed out.

    Args:
        course: the course.
        chapter: a number, slug or path.
        exercise: the name of an exercise or of a written answer.

    Returns:
        The notebook as it was, or None when the cell was untouched already.

    Raises:
        CourseError: there is no such chapter or exercise, or the notebook cannot be read; nothing is written then.
    """
    from autograder.source_notebook import notebook_bytes
    from autograder.student_work import STUDENT_ROLES, course_id, read_notebook

    slug, path = _find_own_copy(course, chapter)
    edition = read_notebook(course.notebook(slug))
    order = [course_id(cell) for cell in edition.cells]
    known = [identity for identity in order if identity.startswith(STUDENT_ROLES)]
    wanted = _find_exercise(slug, exercise, known)
    student = read_notebook(path)
    fresh = edition.cells[order.index(wanted)]

    present = [course_id(cell) for cell in student.cells]
    if present.count(wanted) == 1 and student.cells[present.index(wanted)].source == fresh.source:
        return None
    if wanted in present:
        where = present.index(wanted)
    else:
        before = set(order[: order.index(wanted)])
        where = max((index + 1 for index, identity in enumerate(present) if identity in before), default=0)
    others = [cell for cell in student.cells[where:] if course_id(cell) != wanted]
    student.cells[where:] = [fresh, *others]
    student.nbformat_minor = max(student.nbformat_minor, edition.nbformat_minor)
    return _replace(course, path, notebook_bytes(student))


def _own_copy(course: Course, slug: str) -> Path:
    return course.workbook / f"{slug}.ipynb"


def _find_own_copy(course: Course, chapter: str) -> tuple[str, Path]:
    slug = resolve_chapter(chapter, course.editions())
    path = _own_copy(course, slug)
    if not path.exists():
        raise CourseError(f"expected {slug} in {course.workbook}; came nothing (autograder workbook puts it there)")
    return slug, path


def _find_exercise(slug: str, name: str, known: Sequence[str]) -> str:
    names = _names(known)
    found = [identity for identity in known if name in (identity, identity.partition("-")[2])]
    if not found:
        raise CourseError(
            f"expected an exercise of {slug}, one of {', '.join(names) or '(there are none)'}; "
            f'came "{name}"{did_you_mean(name, names)}'
        )
    if len(found) > 1:
        raise CourseError(f'expected one cell; came "{name}", which is {" and ".join(found)}: use one of these names')
    return found[0]


def _names(identities: Sequence[str]) -> tuple[str, ...]:
    return tuple(identity.partition("-")[2] for identity in identities)


def _replace(course: Course, path: Path, data: bytes) -> Path:
    stamp = datetime.now().astimezone().strftime("%Y-%m-%dT%H-%M-%S")
    backups = course.workbook / "backups"
    backup = backups / f"{path.stem}.{stamp}.ipynb"
    number = 1
    while backup.exists():
        number += 1
        backup = backups / f"{path.stem}.{stamp}-{number}.ipynb"
    write_atomically(backup, path.read_bytes())
    write_atomically(path, data)
    return backup
