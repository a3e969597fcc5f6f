"""Ask a worker process for a chapter's known answers: the package that the chapters import is not imported here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course import Course, CourseError

WORKER = "convcourse.checks.catalogue"
WORKER_SECONDS = 120


@dataclass(frozen=True)
class KnownAnswer:
    """One known answer: its name, the text of an exercise cell, and the hint it must meet ("" for a right one)."""

    name: str
    code: str
    hint: str = ""


@dataclass(frozen=True)
class KnownAnswers:
    """The known answers of one exercise."""

    wrong: tuple[KnownAnswer, ...] = ()
    right: tuple[KnownAnswer, ...] = ()


def known_answers(course: Course, slug: str) -> dict[str, KnownAnswers]:
    """Ask for the known answers of a chapter.

    Args:
        course: the course; the package is looked for in its folder first.
        slug: the chapter.

    Returns:
        The answers by exercise.

    Raises:
        CourseError: when the worker fails.
    """
    worker = subprocess.run(
        [sys.executable, "-m", WORKER, slug],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=WORKER_SECONDS,
        cwd=course.root,
        check=False,
    )
    if worker.returncode != 0:
        last = (worker.stderr.strip().splitlines() or ["no message"])[-1]
        raise CourseError(f"the known answers of {slug} were expected from `python -m {WORKER} {slug}`; came {last}")
    return read_catalogue(json.loads(worker.stdout))


def only_these(known: dict[str, KnownAnswers], exercises: Sequence[str] | None) -> dict[str, KnownAnswers]:
    """Keep the known answers of some exercises; of all where none is named."""
    return {name: answers for name, answers in known.items() if not exercises or name in exercises}


def read_catalogue(catalogue: dict[str, dict[str, list[dict[str, str]]]]) -> dict[str, KnownAnswers]:
    """Read the worker's JSON: {exercise: {"wrong": [{"name", "hint", "code"}], "right": [{"name", "code"}]}}."""
    return {
        exercise: KnownAnswers(*(tuple(_answer(entry) for entry in kinds.get(kind, [])) for kind in ("wrong", "right")))
        for exercise, kinds in catalogue.items()
    }


def _answer(entry: dict[str, str]) -> KnownAnswer:
    return KnownAnswer(entry["name"], entry["code"], entry.get("hint", ""))
