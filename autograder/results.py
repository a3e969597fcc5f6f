"""What grading and rehearsing find out, as plain records that become JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from autograder.writing import write_atomically

Status = Literal["graded", "graded_with_notes", "not_a_notebook", "unknown_chapter", "timed_out", "crashed", "rejected"]


@dataclass(frozen=True)
class ExerciseGrade:
    """What an exercise scored, out of what, and why not more ("" for full marks).

    `cell` is the id of the check, `answer` that of the student's cell.
    """

    name: str
    score: float
    max_score: float
    reason: str = ""
    cell: str = ""
    answer: str = ""


@dataclass(frozen=True)
class WrittenAnswer:
    """A written answer, for a person to grade: whether there is one, and the id of its cell."""

    name: str
    max_score: float
    answered: bool
    cell: str = ""


@dataclass(frozen=True)
class SubmissionGrade:
    """What one submission scored. Scores speak of the automatic points; written answers are listed apart.

    `seed` reproduces the hidden inputs: it is what the checks find in the environment variable CONVCOURSE_SEED.
    """

    student: str
    chapter: str
    status: Status
    score: float = 0.0
    max_score: float = 0.0
    notes: list[str] = field(default_factory=list)
    exercises: list[ExerciseGrade] = field(default_factory=list)
    written: list[WrittenAnswer] = field(default_factory=list)
    file: str = ""
    seconds: float = 0.0
    seed: str = ""


@dataclass(frozen=True)
class WrongAnswer:
    """How a known wrong answer fared: caught by the visible check and the full one, told by its own hint alone."""

    name: str
    caught: bool
    hint_shown: bool


@dataclass(frozen=True)
class RightAnswer:
    """How an answer that is right, though written differently, fared."""

    name: str
    accepted: bool


@dataclass(frozen=True)
class RehearsedExercise:
    """One exercise with its known answers."""

    name: str
    points: float
    wrong: list[WrongAnswer]
    right: list[RightAnswer]


@dataclass(frozen=True)
class RehearsedChapter:
    """One chapter: what reference and untouched edition score (None: not run), its exercises, and what is not right."""

    chapter: str
    points: float
    reference: float | None
    untouched: float | None
    demos: int
    seconds: float
    exercises: list[RehearsedExercise]
    problems: list[str]


def as_json(key: str, records: Sequence[SubmissionGrade] | Sequence[RehearsedChapter]) -> dict[str, Any]:
    """Give the records as what JSON can hold, under one key: "submissions" or "chapters"."""
    return {key: [asdict(record) for record in records]}


def write_json(path: Path, key: str, records: Sequence[SubmissionGrade] | Sequence[RehearsedChapter]) -> None:
    """Write the records to a file, whole or not at all."""
    text = json.dumps(as_json(key, records), indent=2, ensure_ascii=False)
    write_atomically(path, (text + "\n").encode("utf-8"))
