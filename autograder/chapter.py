"""Say what a chapter is: an ordered list of cells, each with a role."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.markers import Kind, Role
from autograder.regions import CODE_STUB, HIDDEN_TESTS, SOLUTION, TEXT_STUB, replace_regions


@dataclass(frozen=True)
class Cell:
    """One cell of a chapter.

    Attributes:
        role: "text", "code", "demo", "exercise", "check" or "answer"; in nbgrader's notebooks also "task": words of the
            course, for which a person grades what the student adds below.
        name: the name in the marker; None for text and plain code.
        kind: "code" or "markdown".
        points: what a check or an answer is worth; None for the rest.
        source: the author's text, with solutions and hidden tests.
        line: the marker's line in the script, counted from 1.
        id: nbformat's cell id and nbgrader's grade id.
        alt: the words for the picture that the cell shows.
        handed_out: the text as students get it, where that is not `source` without its regions.
    """

    role: Role
    name: str | None
    kind: Kind
    points: float | None
    source: str
    line: int
    id: str
    alt: str | None = None
    handed_out: str | None = None

    @property
    def student_source(self) -> str:
        """The text as an untouched student edition has it."""
        if self.handed_out is not None:
            return self.handed_out
        if self.role in ("exercise", "answer"):
            return replace_regions(self.source, SOLUTION, CODE_STUB if self.kind == "code" else TEXT_STUB)
        return replace_regions(self.source, HIDDEN_TESTS) if self.role == "check" else self.source


@dataclass(frozen=True)
class Chapter:
    """One chapter, as its author wrote it.

    Attributes:
        slug: its name; in a course of nbgrader's, the assignment's and the notebook's.
        title: its first heading.
        cells: in order.
        path: the file that it was read from.
        checks_look_inside: whether checks may use the names of the student's process, as nbgrader's do.
    """

    slug: str
    title: str
    cells: tuple[Cell, ...]
    path: Path
    checks_look_inside: bool = False

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
        return float(sum(cell.points or 0 for cell in self.cells if cell.role in ("answer", "task")))

    @cached_property
    def training_seconds(self) -> float:
        """What trainings of the checks may take: every `seconds=` and `"seconds":` of checks and plain code, added."""
        graded = [cell.source for cell in self.cells if cell.kind == "code" and cell.role in ("code", "check")]
        return float(sum(budget for source in graded for budget in _budgets(source)))

    def checks(self) -> Iterator[tuple[Cell | None, Cell]]:
        """Yield each check with the exercise that it asks about: the one of its name, else the last one before it."""
        by_name = {cell.name: cell for cell in self.cells if cell.role == "exercise"}
        last = None
        for cell in self.cells:
            if cell.role == "exercise":
                last = cell
            elif cell.role == "check":
                yield by_name.get(cell.name, last), cell

    def cell(self, role: Role, name: str) -> Cell:
        """Return the cell of that role and name.

        Raises:
            KeyError: there is none.
        """
        for cell in self.cells:
            if (cell.role, cell.name) == (role, name):
                return cell
        raise KeyError(f'{self.slug} has no {role} "{name}"')


def _budgets(source: str) -> Iterator[float]:
    """Yield the budgets that stand in a cell's code, in seconds."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):  # a cell with a line that only a notebook understands
        return
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    values = [each.value for call in calls for each in call.keywords if each.arg == "seconds"]
    pairs = [pair for node in nodes if isinstance(node, ast.Dict) for pair in zip(node.keys, node.values, strict=True)]
    values += [value for key, value in pairs if isinstance(key, ast.Constant) and key.value == "seconds"]
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, int | float):
            yield value.value
