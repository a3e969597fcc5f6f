"""Which cell runs on which side: the student's cells with what they need, the checks with what they need."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from autograder.execution.interface import RunCell
from autograder.slices import EVERYTHING, Names, names, needed_for

DYNAMIC = frozenset({"globals", "locals", "vars", "eval", "exec", "get_ipython", "__import__"})
"""Names with which a cell can reach others that it does not mention."""


@dataclass(frozen=True)
class Step:
    """One cell of a submission.

    Args:
        id, role: the cell's.
        student: what the student's process runs, or "".
        checker: what the checker runs, or "".
        defines: the names that checks may use of the student's cell.
        reads: the names that a check reads.
    """

    id: str
    role: str
    student: str = ""
    checker: str = ""
    defines: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


def plan(cells: Sequence[RunCell], together: bool = False) -> list[Step]:
    """Divide a submission's cells between the two processes.

    Args:
        cells: plain code cells, exercises and checks, in the chapter's order.
        together: run all of them in the student's process.

    Returns:
        One step a cell. A plain cell that nobody needs has nothing to run; one that both need runs on both sides.
    """
    cells = [replace(cell, source=cell.source.encode("utf-8", "replace").decode()) for cell in cells]  # no surrogates
    if together:
        return [Step(cell.id, cell.role, student=cell.source or "pass") for cell in cells]
    at_student, at_checker = _for_the_student(cells), _for_the_checker(cells)
    steps = []
    for place, cell in enumerate(cells):
        step = Step(cell.id, cell.role)
        if cell.role == "check":
            step = replace(step, checker=cell.source, reads=tuple(sorted(names(cell.source).reads)))
        elif cell.role == "exercise":
            step = replace(step, student=cell.source or "pass", defines=defined(cell), checker=imports(trusted(cell)))
        else:
            here, there = (cell.source if place in chosen else "" for chosen in (at_student, at_checker))
            step = replace(step, student=here, checker=there)
        steps.append(step)
    return steps


def trusted(cell: RunCell) -> str:
    """Give the author's text of an exercise."""
    return cell.trusted or cell.source


def defined(cell: RunCell) -> tuple[str, ...]:
    """List the names that an exercise defines by its author's text; modules that it imports are none of them."""
    found = names(trusted(cell))
    return tuple(sorted(found.binds - found.imports - {EVERYTHING}))


@lru_cache(maxsize=4096)
def imports(source: str) -> str:
    """Give a cell's own import statements: of a module the checker has its own, never the student's."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return ""
    return "\n".join(ast.unparse(node) for node in statements if isinstance(node, ast.Import | ast.ImportFrom))


def _for_the_student(cells: Sequence[RunCell]) -> set[int]:
    """Select what the student's cells need; all plain cells where that cannot be read off them."""
    places = {id(cell): place for place, cell in enumerate(cells)}
    exercises = [place for place, cell in enumerate(cells) if cell.role == "exercise"]
    found = {place: names(cells[place].source) for place in exercises}
    if any(EVERYTHING in each.binds or DYNAMIC & each.reads for each in found.values()):
        return {place for place, cell in enumerate(cells) if cell.role == "code"}
    asked: dict[int, Names] = {place: names(cell.source) for place, cell in enumerate(cells) if cell.role == "check"}
    selected: set[int] = set()
    for place in [*exercises, *asked]:
        asks = cells[place]
        if asks.role == "check":
            # A function may use what is bound between its own cell and its check.
            used = sorted({name for each in found.values() for name in each.binds} & asked[place].reads)
            asks = replace(asks, source="\n".join(used))
        selected |= {places[id(cell)] for cell in needed_for(place, [*cells[:place], asks]) if id(cell) in places}
    return selected


def _for_the_checker(cells: Sequence[RunCell]) -> set[int]:
    """Select what the checks need; an exercise needs nothing here, it only binds its names."""
    here = [replace(cell, source=_bindings(cell)) if cell.role == "exercise" else cell for cell in cells]
    places = {id(cell): place for place, cell in enumerate(here)}
    checks = [place for place, cell in enumerate(here) if cell.role == "check"]
    return {places[id(cell)] for place in checks for cell in needed_for(place, here)}


def _bindings(cell: RunCell) -> str:
    bound = [f"{name} = 0" for name in defined(cell)]
    return "\n".join([imports(trusted(cell)), *bound])
