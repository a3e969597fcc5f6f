"""Know where a course keeps its things, and which chapters it has."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.suggestion import did_you_mean

if TYPE_CHECKING:
    from autograder.chapter import Chapter

SLUG = re.compile(r"\d\d_[a-z0-9_]+")


class CourseError(Exception):
    """Something that the person at the keyboard can put right; the message alone tells how."""


@dataclass(frozen=True)
class Course:
    """The folders of one course.

    Attributes:
        root: the folder that holds `solutions/` and `notebooks/`.
    """

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> "Course":
        """Return the course that `start` (or the current folder) lies in.

        Raises:
            CourseError: no folder from `start` upwards holds chapters.
        """
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if any(folder.glob("solutions/[0-9][0-9]_*.py")) or any(folder.glob("notebooks/[0-9][0-9]_*.ipynb")):
                return cls(folder)
        raise CourseError(
            f"expected a course here: a folder with solutions/NN_slug.py or notebooks/NN_slug.ipynb; "
            f"came {here}, and neither it nor a folder above it has one"
        )

    @property
    def name(self) -> str:
        """The course's short name: the project's name in `pyproject.toml`, else the folder's."""
        project = self.root / "pyproject.toml"
        if not project.is_file():
            return self.root.name
        return str(tomllib.loads(project.read_text(encoding="utf-8")).get("project", {}).get("name", self.root.name))

    @property
    def contents(self) -> Path:
        """The list of all chapters' exercises and points, for the student's panel."""
        return self.root / "convcourse" / "checks" / "contents.json"

    @property
    def solutions(self) -> Path:
        """The source: one percent script a chapter."""
        return self.root / "solutions"

    @property
    def notebooks(self) -> Path:
        """The student edition, built from the source."""
        return self.root / "notebooks"

    @property
    def workbook(self) -> Path:
        """A student's own copies."""
        return self.root / "workbook"

    @property
    def nbgrader_folder(self) -> Path:
        """The course as nbgrader's own commands expect it."""
        return self.root / ".nbgrader-course"

    def source(self, slug: str) -> Path:
        """Return the script of a chapter."""
        return self.solutions / f"{slug}.py"

    def notebook(self, slug: str) -> Path:
        """Return the student edition of a chapter."""
        return self.notebooks / f"{slug}.ipynb"

    def read(self, slug: str) -> "Chapter":
        """Read a chapter from its source.

        Raises:
            SourceError: something in it is wrong.
        """
        from autograder.source import read_chapter

        return read_chapter(self.source(slug))

    def chapters(self) -> list[str]:
        """Return the slugs of all chapters that have a source, in order.

        Raises:
            CourseError: a script is not named like a chapter, or two share a number.
        """
        slugs = sorted(path.stem for path in self.solutions.glob("*.py"))
        for slug, following in zip(slugs, [*slugs[1:], ""], strict=True):
            if not SLUG.fullmatch(slug):
                raise CourseError(f"solutions/{slug}.py: expected a name such as 01_small_steps.py; came {slug}.py")
            if slug[:2] == following[:2]:
                raise CourseError(f"solutions/: expected one chapter {slug[:2]}; came {slug}.py and {following}.py")
        return slugs

    def editions(self) -> list[str]:
        """Return the slugs of all chapters that have a student edition, in order."""
        return sorted(path.stem for path in self.notebooks.glob("*.ipynb") if SLUG.fullmatch(path.stem))


def resolve_chapter(given: str, known: Sequence[str]) -> str:
    """Return the slug that a person means by a number, a slug or a path.

    >>> resolve_chapter("01", ["00_start_here", "01_small_steps"])
    '01_small_steps'
    >>> resolve_chapter("workbook/01_small_steps.ipynb", ["00_start_here", "01_small_steps"])
    '01_small_steps'

    Raises:
        CourseError: no known chapter, or more than one, is meant.
    """
    name = Path(given).name.removesuffix(".ipynb").removesuffix(".py")
    if name in known:
        return name
    meant = [slug for slug in known if name.isdecimal() and slug[:2] == name.zfill(2)]
    if len(meant) == 1:
        return meant[0]
    raise CourseError(
        f"expected one of the chapters {', '.join(known) or '(there are none)'}; "
        f'came "{given}"{did_you_mean(name, known)}'
    )
