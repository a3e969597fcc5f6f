"""Keep one JSON file a submission: written whole or not at all, so that a run that is killed loses nothing."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from autograder.course import CourseError
from autograder.results import ExerciseGrade, SubmissionGrade, WrittenAnswer
from autograder.writing import write_atomically

FORMAT = 1


@dataclass(frozen=True)
class Stored:
    """A result with what is needed to keep the gradebook in step.

    Args:
        grade: what the submission scored.
        fingerprint: what the result depends on; "" when it must be found out anew.
        answers: a hash of each answer by its cell's id.
        review: ids of cells whose text changed since they were last recorded in the gradebook: a person's grade for
            them is to be looked at again.
        timestamp: when it was handed in, "" when nothing says it.
    """

    grade: SubmissionGrade
    fingerprint: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    review: list[str] = field(default_factory=list)
    timestamp: str = ""


class ResultFolder:
    """A folder `CHAPTER/STUDENT-HASH.json`; the hash of the name keeps apart what a file system would not.

    Args:
        root: the folder; it is made when it is missing.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, student: str, chapter: str) -> Path:
        """Return where the result of a student's chapter lies."""
        plain = re.sub(r"[^\w.-]+", "_", student)[:40]
        mark = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        return self.root / chapter / f"{plain}-{mark}.json"

    def read(self, student: str, chapter: str) -> Stored | None:
        """Return the stored result, or None when there is none that can be read."""
        return _read(self.path(student, chapter))

    def write(self, stored: Stored) -> None:
        """Keep a result in place of an earlier one."""
        text = json.dumps({"format": FORMAT, **asdict(stored)}, indent=1, ensure_ascii=False)
        write_atomically(
            self.path(stored.grade.student, stored.grade.chapter), (text + "\n").encode("utf-8", "replace")
        )

    def all(self) -> Iterator[Stored]:
        """Yield every result that can be read, in the order of their files."""
        for path in sorted(self.root.glob("**/*.json")):
            stored = _read(path)
            if stored is not None:
                yield stored

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder for one run: two runs at once would each undo what the other has recorded.

        Raises:
            CourseError: when another run holds it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("a+", encoding="utf-8") as lock:
            if not _lock(lock):
                raise CourseError(
                    f"expected to be the only grading run on {self.root}; came a second one, and the first is at work. "
                    "Wait for it, or name another folder with --results"
                )
            for half_written in self.root.glob("**/.*.tmp"):
                half_written.unlink()  # what a run was at when it was killed
            yield


def _read(path: Path) -> Stored | None:
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
        if found.pop("format") != FORMAT:
            return None
        grade = found.pop("grade")
        exercises = [ExerciseGrade(**one) for one in grade.pop("exercises")]
        written = [WrittenAnswer(**one) for one in grade.pop("written")]
        return Stored(SubmissionGrade(**grade, exercises=exercises, written=written), **found)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None  # missing, damaged, or of another edition: the submission is graded again


def _lock(file: IO[str]) -> bool:
    """Lock an open file until it is closed, or its process ends in whatever way."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
