"""What a chapter holds for its students: exercises with their points, hints in layers, and model answers."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CONTENTS = HERE / "contents.json"  # written by `autograder build`
HINTS = HERE / "hints"
SOLUTIONS = HERE.parents[1] / "solutions"
MARKER = re.compile(r'^# %% (?:\[markdown\] )?(?:exercise|answer)="(\w+)"', re.MULTILINE)
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@dataclass(frozen=True)
class Exercise:
    """One exercise, or one written answer.

    Attributes:
        name: what its check calls it.
        points: what it is worth.
    """

    name: str
    points: float


@dataclass(frozen=True)
class Contents:
    """The exercises and the written answers of a chapter, in its order."""

    exercises: tuple[Exercise, ...] = ()
    written: tuple[Exercise, ...] = ()

    @property
    def points(self) -> float:
        """What the exercises are worth together; written answers are graded by a person and not counted."""
        return sum(each.points for each in self.exercises)


class NoModelAnswer(LookupError):
    """There is no model answer to show; the text says why."""


def contents(chapter: str) -> Contents:
    """Return what a chapter holds; nothing for a chapter that the course does not know.

    >>> contents("00_start_here").exercises
    (Exercise(name='mean_of', points=1.0),)
    """
    found = _all_contents().get(chapter, {})
    exercises, written = (found.get(kind, {}).items() for kind in ("exercises", "written"))
    return Contents(tuple(Exercise(*each) for each in exercises), tuple(Exercise(*each) for each in written))


def all_chapters() -> list[str]:
    """Return the slugs of the chapters that the course knows, in order."""
    return list(_all_contents())


@cache
def _all_contents() -> dict[str, Any]:
    return dict(json.loads(CONTENTS.read_text(encoding="utf-8")))


def hints(chapter: str, exercise: str) -> list[str]:
    """Return the hints for an exercise as Markdown, the lightest first: a nudge, a pointer, a worked step.

    An exercise for which none were written has none.
    """
    return list(_hints_of(chapter).get(exercise, []))


@cache
def _hints_of(chapter: str) -> dict[str, list[str]]:
    path = HINTS / f"{chapter}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def model_answer(chapter: str, name: str, folder: Path | None = None) -> str:
    """Return the course's own answer: the code of an exercise's cell, or the words of a written answer.

    Args:
        chapter: the chapter's slug.
        name: the exercise or the written answer.
        folder: where the chapters' scripts are; the course's `solutions/` when not given.

    Raises:
        NoModelAnswer: the solutions are not on this machine, or the chapter there has no such exercise.
    """
    path = (folder or SOLUTIONS) / f"{chapter}.py"
    try:
        script = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise NoModelAnswer(f"The model answers are not here: expected the file solutions/{path.name}.") from None
    for marker in MARKER.finditer(script):
        if marker[1] == name:
            body = script[script.index("\n", marker.start()) + 1 :].split("\n# %%", 1)[0].strip("\n")
            return _words(body) if "[markdown]" in marker[0] else _code(body)
    raise NoModelAnswer(f"solutions/{path.name} has no answer to {name!r}; it may be of another edition.")


def _code(body: str) -> str:
    """Leave out the marks, and what a solution replaces: a line `name = ...` above it."""
    lines = [line for line in body.splitlines() if line.strip() not in (BEGIN, END)]
    return "\n".join(line for line in lines if not re.match(r"\w+ = \.\.\.", line))


def _words(body: str) -> str:
    solution = body.split(BEGIN, 1)[-1].split(END, 1)[0]
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in solution.splitlines()).strip()
