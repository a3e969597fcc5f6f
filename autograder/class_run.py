"""Grade a class from end to end: find, run, keep, record. It may be killed at any moment and started again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath
from time import monotonic

from autograder.course import Course, CourseError
from autograder.execution import NoBox, box
from autograder.executors import Workers, workers
from autograder.fingerprint import surroundings
from autograder.gradebook import GradebookWriter, gradebook_url, names_in_gradebook
from autograder.nbgrader_chapter import AnyCourse, NbgraderCourse
from autograder.result_folder import ResultFolder, Stored
from autograder.results import SubmissionGrade
from autograder.scoring import Limits
from autograder.secret import seed_of
from autograder.submissions import Submission, find, find_for_nbgrader
from autograder.submitted import NotANotebook, read_cells, read_notebook
from autograder.suggestion import did_you_mean
from autograder.tables import progress
from autograder.worker import Done, Job, WorkerDiffers, close, edition, refused, work
from autograder.writing import write_atomically

BATCH = 50
"""Results that the gradebook takes in one step."""
BATCH_SECONDS = 2.0


@dataclass(frozen=True)
class ClassRun:
    """How a class is graded.

    Args:
        course: the course.
        limits: how long cells and notebooks may take.
        results: the folder with one JSON file a submission.
        database: the gradebook's address; None for the one in nbgrader's course folder.
        gradebook: whether to record in the gradebook at all.
        again: whether to run what has not changed as well.
        unboxed: whether to run without a box.
    """

    course: AnyCourse
    limits: Limits
    results: Path
    database: str | None = None
    gradebook: bool = True
    again: bool = False
    unboxed: bool = False


@dataclass
class Outcome:
    """What came of a run.

    Args:
        grades: one a submission, as they came.
        unchanged: how many of them were there already.
        problem: why the gradebook does not have them, "" when it has.
    """

    grades: list[SubmissionGrade] = field(default_factory=list)
    unchanged: int = 0
    problem: str = ""


def run_class(run: ClassRun, path: Path, jobs: int = 1, cluster: str | None = None) -> Outcome:
    """Grade all submissions in a folder or an archive.

    Args:
        run: how.
        path: where the submissions are.
        jobs: how many to run at a time.
        cluster: the address of a Dask scheduler, to run there instead.

    Returns:
        The grades; all of them are in the results folder, and in the gradebook unless `problem` says why not.

    Raises:
        CourseError: nothing can be graded; the message says why.
    """
    folder = ResultFolder(run.results)
    outcome = Outcome()
    if cluster is None and not run.unboxed:
        try:
            box.require()
        except NoBox as error:
            raise CourseError(str(error)) from None
    with tempfile.TemporaryDirectory(prefix="submissions-") as scratch, folder.alone():
        submissions = _find(run.course, path, Path(scratch))
        with workers(jobs, cluster) as ready, progress("grading", len(submissions)) as step:
            recorder = _Recorder(run, folder, outcome)
            try:
                for kept in grade_class(run, folder, submissions, ready):
                    outcome.grades.append(kept.stored.grade)
                    outcome.unchanged += kept.unchanged
                    if kept.counts:
                        recorder.add(kept.stored)
                    step(f"{kept.stored.grade.student} {kept.stored.grade.chapter}")
            except KeyboardInterrupt:
                close()
                recorder.close()
                done = f"{len(outcome.grades)} of {len(submissions)} submissions are graded and kept"
                raise CourseError(f"stopped: {done}. The same command goes on from there") from None
            recorder.close()
            close()
    return outcome


def _find(course: AnyCourse, path: Path, scratch: Path) -> list[Submission]:
    for slug in course.chapters():
        course.read(slug)  # a chapter that cannot be read stops the class at once, with its message
    if isinstance(course, NbgraderCourse):
        return find_for_nbgrader(path, scratch, course.chapters())
    return find(path, scratch, lambda submission: _recognise(course, submission))


def _recognise(course: Course, submission: Submission) -> Submission:
    """Find out the chapter of a notebook whose file's name does not say it: by the exercises in it."""
    if submission.chapter in course.chapters() or submission.path is None:
        return submission
    try:
        cells = read_cells(read_notebook(submission.read()))
    except NotANotebook:
        return submission
    ids = {name for cell in cells for name in cell.ids}
    shared = {slug: len(ids & exercises) for slug, exercises in _exercises(course).items()}
    best = max(shared, key=lambda slug: shared[slug], default="")
    if not shared.get(best):
        return submission
    note = f"{best}.ipynb was expected; came {PurePosixPath(submission.file).name}, recognised by its exercises"
    return replace(submission, chapter=best, note=note)


@cache
def _exercises(course: Course) -> dict[str, frozenset[str]]:
    return {slug: frozenset(f"exercise-{name}" for name in course.read(slug).exercises) for slug in course.chapters()}


@dataclass(frozen=True)
class Kept:
    """A result: whether it counts for its student and chapter (it is in the folder then), and was there before."""

    stored: Stored
    counts: bool
    unchanged: bool = False


def grade_class(
    run: ClassRun, folder: ResultFolder, submissions: Sequence[Submission], ready: Workers
) -> Iterator[Kept]:
    """Grade submissions; each result that counts is in the folder before it is yielded.

    Args:
        run: how.
        folder: where results are kept.
        submissions: as `submissions.find` gives them.
        ready: what does the work.

    Yields:
        The results, as they come.

    Raises:
        CourseError: when no submission could be graded in this way, for instance for want of a box.
    """
    around = surroundings(run.course.root)
    editions = {slug: edition(run.course, slug) for slug in run.course.chapters()}
    todo = iter(sorted(submissions, key=lambda one: one.chapter))  # the imports of one chapter are ready at a time
    waiting: dict[Future[Done], tuple[Job, Submission]] = {}
    exhausted = False
    while waiting or not exhausted:
        while not exhausted and len(waiting) < ready.width:
            submission = next(todo, None)
            if submission is None:
                exhausted = True
                break
            job = _job(run, folder, submission, around, editions)
            if isinstance(job, Job):
                waiting[ready.executor.submit(work, job)] = job, submission
            else:
                yield _keep(run, folder, submission, Done(job), submission.chapter in editions)
        for future in wait(waiting, return_when=FIRST_COMPLETED).done if waiting else ():
            job, submission = waiting.pop(future)
            yield _keep(run, folder, submission, _result(future, job), True)


def _job(
    run: ClassRun, folder: ResultFolder, submission: Submission, around: str, editions: dict[str, str]
) -> Job | SubmissionGrade:
    """Make a job of a submission, or say at once why it cannot be one."""
    notes = [note for note in (submission.note, "handed in late, the platform says" if submission.late else "") if note]
    before = None
    if submission.chapter in editions and not run.again:
        before = folder.read(submission.student, submission.chapter)
        if run.gradebook and not _graded_notebook(run.course, submission).exists():
            before = None  # formgrader needs the notebook, which an earlier run without the gradebook did not write
    seed = seed_of(run.course.root, submission.student, submission.chapter)
    job = Job(
        run.course, submission.student, submission.chapter, submission.file, b"", run.limits, around,
        editions.get(submission.chapter, ""), tuple(notes), seed, before.fingerprint if before else "", run.unboxed,
    )  # fmt: skip
    if submission.problem:
        return refused(job, "rejected", submission.problem)
    if not job.edition:
        return refused(job, "unknown_chapter", _no_such_chapter(submission, run.course))
    if not submission.student:
        name = PurePosixPath(submission.file).name
        return refused(job, "rejected", f"student_{name} or student/{name} was expected: whose is it?")
    try:
        return replace(job, content=submission.read())
    except NotANotebook as error:
        return refused(job, "not_a_notebook", str(error))


def _result(future: Future[Done], job: Job) -> Done:
    try:
        return future.result()
    except NoBox as error:
        raise CourseError(str(error)) from None
    except (WorkerDiffers, KeyboardInterrupt):
        raise
    except Exception as error:  # a worker that ended again and again, with whatever its executor makes of it
        return Done(refused(job, "crashed", f"the worker was lost: {type(error).__name__}: {error}"))


def _no_such_chapter(submission: Submission, course: AnyCourse) -> str:
    known = course.chapters()
    expected = f"one of the chapters {', '.join(known)} was expected"
    return f"{expected}; came {submission.file}{did_you_mean(submission.chapter, known)}"


def _keep(run: ClassRun, folder: ResultFolder, submission: Submission, done: Done, known: bool) -> Kept:
    """Keep what came of a submission: first what goes with the result, then the result itself."""
    counts = known and bool(submission.student) and not submission.superseded
    before = folder.read(submission.student, submission.chapter) if counts else None
    if done.grade is None and before is not None:
        return Kept(before, counts, unchanged=True)
    assert done.grade is not None, "only a stored result can be unchanged"
    answers = done.answers or {}
    review = set(before.review) if before else set()
    review |= {cell for cell, old in (before.answers if before else {}).items() if answers.get(cell) != old}
    stored = Stored(done.grade, done.fingerprint, answers, sorted(review), submission.timestamp)
    if counts:
        if run.gradebook:
            try:
                _write_for_nbgrader(run.course, submission, done)
            except (OSError, NotANotebook) as error:
                note = f"formgrader cannot show it: {error}"
                stored = replace(stored, grade=replace(stored.grade, notes=[*stored.grade.notes, note]))
        try:
            folder.write(stored)
        except OSError as error:
            raise CourseError(f"{run.results} was expected to take the results; came: {error.strerror}") from None
    return Kept(stored, counts)


def _graded_notebook(course: AnyCourse, submission: Submission) -> Path:
    assignment, notebook = names_in_gradebook(submission.chapter)
    return course.nbgrader_folder / "autograded" / submission.student / assignment / f"{notebook}.ipynb"


def _write_for_nbgrader(course: AnyCourse, submission: Submission, done: Done) -> None:
    """Write the folders `submitted/` and `autograded/`, from which formgrader and nbgrader's commands read."""
    assignment, notebook = names_in_gradebook(submission.chapter)
    graded = _graded_notebook(course, submission)
    submitted = course.nbgrader_folder / "submitted" / submission.student / assignment
    if submission.timestamp:
        for place in (submitted, graded.parent):
            write_atomically(place / "timestamp.txt", f"{submission.timestamp}\n".encode())
    if submission.path is not None and not submission.problem:
        handed_in = submitted / f"{notebook}.ipynb"
        if not (handed_in.exists() and os.path.samefile(handed_in, submission.path)):
            write_atomically(handed_in, submission.read())
    if done.notebook:
        write_atomically(graded, done.notebook)
    else:
        graded.unlink(missing_ok=True)  # what an earlier submission was worth must not be shown for this one


class _Recorder:
    """Hands results to the gradebook in batches; when that fails, grading goes on and the results stay kept."""

    def __init__(self, run: ClassRun, folder: ResultFolder, outcome: Outcome) -> None:
        self.run = run
        self.folder = folder
        self.outcome = outcome
        self.waiting: list[Stored] = []
        self.last = monotonic()
        self.writer: GradebookWriter | None = None

    def add(self, stored: Stored) -> None:
        """Take one result."""
        self.waiting.append(stored)
        if len(self.waiting) >= BATCH or (self.waiting and monotonic() - self.last > BATCH_SECONDS):
            self.flush()

    def flush(self) -> None:
        """Record what waits."""
        batch, self.waiting = self.waiting, []
        if not self.run.gradebook or self.outcome.problem or not batch:
            return
        try:
            if self.writer is None:
                self.writer = GradebookWriter(self.run.course, gradebook_url(self.run.course, self.run.database))
            self.writer.record(batch)
        except CourseError as error:
            self.outcome.problem = str(error)
            return
        except Exception as error:  # whatever a database and its driver make of it, grading goes on
            self.outcome.problem = f"the gradebook could not be written: {type(error).__name__}: {error}"
            return
        for stored in batch:
            if stored.review:
                self.folder.write(replace(stored, review=[]))
        self.last = monotonic()

    def close(self) -> None:
        """Record the rest and let go of the gradebook."""
        self.flush()
        if self.writer is not None:
            self.writer.engine.dispose()
