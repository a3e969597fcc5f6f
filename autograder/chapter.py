"""Say what a chapter is: an ordered list of cells, each with a role."""

from dataclasses import dataclass
from pathlib import Path

from autograder.markers import Kind, Role
from autograder.regions import CODE_STUB, HIDDEN_TESTS, SOLUTION, TEXT_STUB, replace_regions


@dataclass(frozen=True)
class Cell:
    """One cell of a chapter.

    Attributes:
        role: "text", "code", "demo", "exercise", "check" or "answer".
        name: the name in the marker; None for text and plain code.
        kind: "code" or "markdown".
        points: what a check or an answer is worth; None for the rest.
        source: the author's text, with solutions and hidden tests.
        line: the marker's line in the script, counted from 1.
        id: nbformat's cell id and nbgrader's grade id.
        alt: the words for the picture that the cell shows.
    """

    role: Role
    name: str | None
    kind: Kind
    points: float | None
    source: str
    line: int
    id: str
    alt: str | None = None

    @property
    def student_source(self) -> str:
        """The text as an untouched student edition has it."""
        if self.role in ("exercise", "answer"):
            return replace_regions(self.source, SOLUTION, CODE_STUB if self.kind == "code" else TEXT_STUB)
        return replace_regions(self.source, HIDDEN_TESTS) if self.role == "check" else self.source


@dataclass(frozen=True)
class Chapter:
    """One chapter, as its author wrote it."""

    slug: str
    title: str
    cells: tuple[Cell, ...]
    path: Path

    @property
    def exercises(self) -> list[str]:
        """The names of the exercises, in order."""
        return [cell.name for cell in self.cells if cell.role == "exercise" and cell.name]

    @property
    def points(self) -> float:
        """What the checks are worth together."""
        return float(sum(cell.points or 0 for cell in self.cells if cell.role == "check"))

    @property
    def written_points(self) -> float:
        """What the written answers, graded by a person, are worth together."""
        return float(sum(cell.points or 0 for cell in self.cells if cell.role == "answer"))

    def cell(self, role: Role, name: str) -> Cell:
        """Return the cell of that role and name.

        Raises:
            KeyError: there is none.
        """
        for cell in self.cells:
            if (cell.role, cell.name) == (role, name):
                return cell
        raise KeyError(f'{self.slug} has no {role} "{name}"')
