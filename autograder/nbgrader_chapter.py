"""Read an existing nbgrader course, so that its assignments can be graded as they are.

What the course's notebooks mark is taken as nbgrader takes it: solution cells are the student's, locked cells and tests
the course's. Two things differ: cells that carry no mark are taken from the course, not from the student, and a test
that ends in a number, for part of its points, scores in full or not at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.chapter import Cell, Chapter
from autograder.course import Course, CourseError
from autograder.markers import Kind, Role
from autograder.rebuild import UNMARKED
from autograder.regions import CODE_STUB, SOLUTION, TEXT_STUB, find_regions


@dataclass(frozen=True)
class NbgraderCourse:
    """A course folder of nbgrader's. Its chapters are called `ASSIGNMENT/NOTEBOOK`.

    Args:
        root: the folder with `source/`, or else `release/`.
    """

    root: Path
    name: str = "default_course"

    @classmethod
    def at(cls, root: Path) -> NbgraderCourse:
        """Return the course in a folder.

        Raises:
            CourseError: there is none.
        """
        course = cls(root.resolve())
        if not course.chapters():
            raise CourseError(f"expected a course of nbgrader's with source/ASSIGNMENT/NOTEBOOK.ipynb; came {root}")
        return course

    @property
    def nbgrader_folder(self) -> Path:
        """The folder that nbgrader's commands work on: the course's own."""
        return self.root

    def source(self, slug: str) -> Path:
        """Return the notebook that is trusted: the instructor's version where there is one, else the released one."""
        source = self.root / "source" / f"{slug}.ipynb"
        return source if source.is_file() else self.root / "release" / f"{slug}.ipynb"

    def chapters(self) -> list[str]:
        """Return the slugs of all notebooks, in order."""
        folders = self.root / "source", self.root / "release"
        return sorted({f"{path.parent.name}/{path.stem}" for folder in folders for path in folder.glob("*/*.ipynb")})

    def read(self, slug: str) -> Chapter:
        """Read one notebook.

        Raises:
            CourseError: it is no notebook, or two of its cells have one id.
        """
        path = self.source(slug)
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))["cells"]
            is_source = path.parent.parent.name == "source"
            cells = [_cell(one, number, is_source) for number, one in enumerate(raw)]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise CourseError(
                f"{path}: expected a notebook of format 4 with nbgrader's marks; came {error!r}"
            ) from None
        ids = [cell.id for cell in cells]
        if len(set(ids)) < len(ids):
            twice = sorted({one for one in ids if ids.count(one) > 1})
            raise CourseError(f"{path}: expected a grade_id once; came twice: {', '.join(twice)}")
        return Chapter(slug, slug, tuple(cells), path, checks_look_inside=True)


AnyCourse = Course | NbgraderCourse
"""A course whose chapters can be graded: ours, or nbgrader's."""


def _cell(raw: dict[str, Any], number: int, is_source: bool) -> Cell:
    source = "".join(raw["source"])
    kind: Kind = "code" if raw["cell_type"] == "code" else "markdown"
    marks = raw.get("metadata", {}).get("nbgrader", {})
    role = _role(marks, kind)
    name = str(marks["grade_id"]) if "grade_id" in marks else None
    points = float(marks["points"]) if role in ("check", "answer", "task") else None
    handed_out = None
    if role in ("exercise", "answer") and not (is_source and find_regions(source.split("\n"), SOLUTION)):
        # Without a marked region nbgrader hands out a stub in place of the whole cell.
        handed_out = "\n".join(CODE_STUB if kind == "code" else TEXT_STUB) if is_source else source
    return Cell(role, name, kind, points, source, number + 1, name or f"{UNMARKED}{number}", handed_out=handed_out)


def _role(marks: dict[str, Any], kind: Kind) -> Role:
    solution, grade, task = (bool(marks.get(mark)) for mark in ("solution", "grade", "task"))
    if task or (grade and not solution and kind == "markdown"):
        return "task"
    if solution:
        return "answer" if grade else "exercise"
    if grade:
        return "check"
    return "code" if kind == "code" else "text"
