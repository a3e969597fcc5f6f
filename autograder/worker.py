"""What one worker does with one submission: plain data in, plain data out, on this machine or on another."""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock

from autograder.chapter import Chapter
from autograder.course import CourseError
from autograder.execution import Execution, ExecutionFailed, KernelExecution, NoBox, TwoProcessExecution
from autograder.fingerprint import answer_digests, fingerprint, surroundings
from autograder.graded_notebook import graded_notebook
from autograder.nbgrader_chapter import AnyCourse
from autograder.rebuild import rebuild
from autograder.rehearsal import template_imports
from autograder.results import Status, SubmissionGrade
from autograder.scoring import Limits, grade_rebuilt
from autograder.submitted import NotANotebook, read_notebook


class WorkerDiffers(CourseError):
    """A worker of a cluster has another edition of the course, or other packages, than the machine that asks."""


DIFFERS = (
    "expected workers with the course, Python and packages of this machine; came one that differs. "
    "Set them up from the same clone, at the same place, and start them again after every change"
)


@dataclass(frozen=True)
class Job:
    """One submission to grade.

    Args:
        course: the course, at the same place for every worker.
        student: the student's name.
        chapter: the chapter's slug.
        file: the submission's name, for people.
        content: the submitted file.
        limits: how long cells may take.
        around: what `surroundings` gives where the job was made.
        edition: what `edition` gives there for the chapter, "" when the course does not have it.
        notes: what was odd about the way in which the file came.
        seed: what the hidden inputs are drawn from; the secret behind it stays where jobs are made.
        known: the fingerprint of the result that is already there, "" for none.
        unboxed: whether to run without a box.
    """

    course: AnyCourse
    student: str
    chapter: str
    file: str
    content: bytes
    limits: Limits
    around: str
    edition: str
    notes: tuple[str, ...] = ()
    seed: str = ""
    known: str = ""
    unboxed: bool = False


@dataclass(frozen=True)
class Done:
    """What came of a job.

    Args:
        grade: what the submission scored; None when the result that is already there holds.
        fingerprint: what it depends on, "" when it must not be relied on later.
        answers: a hash of each answer.
        notebook: the graded notebook, empty when there is none.
    """

    grade: SubmissionGrade | None
    fingerprint: str = ""
    answers: dict[str, str] | None = None
    notebook: bytes = b""


def work(job: Job) -> Done:
    """Grade one submission; whatever is wrong with it becomes its status and a note, never an exception.

    Raises:
        WorkerDiffers: this worker would not give the same results as others.
        NoBox: no box can be had here, and the job does not accept that.
    """
    if surroundings(job.course.root) != job.around:
        raise WorkerDiffers(DIFFERS)
    try:
        return _grade(job)
    except (WorkerDiffers, NoBox):
        raise  # it concerns every submission
    except NotANotebook as error:
        return Done(refused(job, "not_a_notebook", str(error)))
    except ExecutionFailed as error:
        return Done(refused(job, "crashed", str(error)))
    except Exception as error:  # whatever one student's file provokes, the next student's is graded
        return Done(refused(job, "crashed", f"the grader itself failed: {type(error).__name__}: {error}"))


def _grade(job: Job) -> Done:
    chapter = _chapter(job.course, job.chapter, job.edition)
    rebuilt = rebuild(chapter, read_notebook(job.content))
    rebuilt = replace(rebuilt, notes=[*job.notes, *rebuilt.notes])
    mark = fingerprint(chapter, rebuilt, job.limits, job.around, job.seed)
    if job.known and mark == job.known:
        return Done(None, mark)
    with execution_for(job, chapter) as execution:
        grade, results = grade_rebuilt(chapter, rebuilt, execution, job.limits, job.seed)
    grade = replace(grade, student=job.student, file=job.file)
    return Done(grade, mark, answer_digests(chapter, rebuilt), graded_notebook(chapter, rebuilt, grade, results))


def refused(job: Job, status: Status, note: str) -> SubmissionGrade:
    """Make the grade of a submission that was not run: 0 of the chapter's points, and why."""
    possible = _chapter(job.course, job.chapter, job.edition).points if job.edition else 0.0
    notes = [*job.notes, note]
    return SubmissionGrade(job.student, job.chapter, status, 0.0, possible, notes, file=job.file)


def edition(course: AnyCourse, slug: str) -> str:
    """Hash the source of a chapter."""
    return hashlib.sha256(course.source(slug).read_bytes()).hexdigest()


@cache
def _chapter(course: AnyCourse, slug: str, expected: str) -> Chapter:
    """Read a chapter once for each edition of it."""
    if not course.source(slug).is_file() or edition(course, slug) != expected:
        raise WorkerDiffers(DIFFERS)
    return course.read(slug)


@dataclass
class _Warm:
    """An execution that has a chapter's imports done, and how many submissions are in it."""

    execution: Execution
    users: int = 0


MOST_WARM = 2
"""Chapters whose imports are kept ready: submissions come chapter by chapter, and one with Keras takes much memory."""
_warm: dict[tuple[object, ...], _Warm] = {}
_lock = Lock()


@contextmanager
def execution_for(job: Job, chapter: Chapter) -> Iterator[Execution]:
    """Lend what runs the cells of a chapter in this process; it is made once and serves all threads.

    Raises:
        NoBox: no box can be had here, and the job does not accept that.
    """
    key = job.course, job.chapter, job.edition, job.around, job.unboxed
    with _lock:
        mine = _warm.pop(key, None) or _Warm(_make_execution(chapter, job.unboxed))
        _warm[key] = mine  # the last one used stands last
        mine.users += 1
    try:
        yield mine.execution
    finally:
        with _lock:
            mine.users -= 1
            idle = [key for key, other in _warm.items() if not other.users]
            for old in idle[: max(0, len(_warm) - MOST_WARM)]:
                _close(_warm.pop(old).execution)


def _make_execution(chapter: Chapter, unboxed: bool) -> Execution:
    try:
        return TwoProcessExecution(template_imports([chapter]), unboxed=unboxed)
    except NoBox:
        raise
    except ExecutionFailed:
        return KernelExecution()  # no process can be forked here, as on Windows: a fresh one for each submission


def _close(execution: Execution) -> None:
    getattr(execution, "close", lambda: None)()


def close() -> None:
    """End what `execution_for` has started."""
    with _lock:
        for warm in _warm.values():
            _close(warm.execution)
        _warm.clear()


atexit.register(close)
