"""What a class costs: processor time, disk and memory a submission. `docs/scale.md` reckons with these numbers.

Processor time is measured and not time on the clock, so that a busy machine gives the same numbers as an idle one.
"""

import json
import os
import resource
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from autograder.class_run import ClassRun, Outcome, run_class
from autograder.course import Course
from autograder.execution import CellResult, RunCell
from autograder.scoring import Limits
from autograder.source_notebook import notebook_bytes, source_notebook
from benchmarks.row import Row

ROOT = Path(__file__).resolve().parents[1]
RUN_FOR_REAL = {"01_weighted_averages": 20, "03_volumes_and_strides": 20, "06_backpropagation": 6}
"""How many submissions of a chapter are run, beside one whose cost is taken off: starting is paid once a class."""
NOTHING_RUN = 1000


class Nothing:
    """An execution that runs no cell: what is measured then is all that is around the student's code."""

    def run(self, cells: Sequence[RunCell], **named: object) -> list[CellResult]:
        """Say of every cell that it went well."""
        return [CellResult(cell.id, "ok") for cell in cells]


def run() -> list[Row]:
    """Measure the cost of submissions that are run, and of a class of a thousand in which nothing is run."""
    return [*_run_for_real(), *_nothing_run()]


def _run_for_real() -> Iterator[Row]:
    for slug, number in RUN_FOR_REAL.items():
        with _class(slug, 1) as one, _class(slug, 1 + number) as many:
            few, _ = _processor_seconds(*one)
            all_of_them, outcome = _processor_seconds(*many)
        scores = {grade.score for grade in outcome.grades}
        assert scores == {Course(ROOT).read(slug).points}, f"expected the reference to score in full; came {scores}"
        yield Row(f"processor time a submission, {slug}", (all_of_them - few) / number, "s")
        yield Row(f"processor time of starting, {slug}", few, "s")


def _nothing_run() -> Iterator[Row]:
    """Measure what is left when no cell is run; the cost of one submission, which is mostly starting, is taken off."""
    slug = next(iter(RUN_FOR_REAL))
    with (
        _class(slug, 1) as one,
        _class(slug, 1 + NOTHING_RUN) as many,
        mock.patch("autograder.worker._make_execution", return_value=Nothing()),
    ):
        _processor_seconds(*one)  # imports are paid here
        starting, _ = _processor_seconds(*one)
        first, again = _gradebook_made(*many), _processor_seconds(*many)
        assert again[1].unchanged == 1 + NOTHING_RUN
        yield Row("processor time a submission, all but running it", (first - starting) / NOTHING_RUN * 1000, "ms")
        yield Row("processor time a submission, unchanged", (again[0] - starting) / NOTHING_RUN * 1000, "ms")
        folder = many[1].parent
        for name in ("results", "submitted", "autograded"):
            yield Row(f"disk a submission, {name}", _bytes(folder / name) / (1 + NOTHING_RUN) / 1000, "kB")
        grown = _bytes(folder / "gradebook.db") - _bytes(one[1].parent / "gradebook.db")
        yield Row("disk a submission, gradebook.db", grown / NOTHING_RUN / 1000, "kB")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1000 if os.uname().sysname == "Linux" else 1e6)
        yield Row(f"memory of the grader, {NOTHING_RUN} submissions", peak, "MB")


def _gradebook_made(submissions: Path, results: Path) -> float:
    """Grade a class whose gradebook is there: a copy of its first submission has made it."""
    with _class(next(iter(RUN_FOR_REAL)), 1) as (alone, _):
        _processor_seconds(alone, results)
    return _processor_seconds(submissions, results)[0]


@contextmanager
def _class(slug: str, number: int) -> Iterator[tuple[Path, Path]]:
    """Make a zip with the reference solution from so many students, and yield it and where results go."""
    notebook = json.loads(notebook_bytes(source_notebook(Course(ROOT).read(slug))))
    with tempfile.TemporaryDirectory(prefix="class-") as name:
        submissions = Path(name) / "class.zip"
        with zipfile.ZipFile(submissions, "w", zipfile.ZIP_DEFLATED) as archive:
            for student in range(number):
                notebook["metadata"]["student"] = student
                archive.writestr(f"student_{student:06d}/{slug}.ipynb", json.dumps(notebook, indent=1))
        yield submissions, Path(name) / "course" / "results"


def _processor_seconds(submissions: Path, results: Path) -> tuple[float, Outcome]:
    """Grade a class with one job, and give the processor time of this process and of all that it started."""
    course = _CourseElsewhere(ROOT, results.parent)
    how = ClassRun(course, Limits(120, 600), results, unboxed=not os.path.exists("/usr/bin/bwrap"))
    before = _used()
    outcome = run_class(how, submissions, jobs=1)
    assert not outcome.problem, outcome.problem
    return _used() - before, outcome


class _CourseElsewhere(Course):
    """The course, with its gradebook in a passing folder."""

    def __init__(self, root: Path, folder: Path) -> None:
        super().__init__(root)
        object.__setattr__(self, "folder", folder)

    @property
    def nbgrader_folder(self) -> Path:
        folder: Path = self.__dict__["folder"]
        return folder


def _used() -> float:
    time.sleep(0.2)  # what has just ended is counted when it has been waited for
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _bytes(place: Path) -> int:
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files)
