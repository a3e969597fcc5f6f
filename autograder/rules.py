"""Hold the cells of a chapter against each other, and each against its role."""

import ast
from collections.abc import Sequence
from pathlib import Path

from autograder.chapter import Cell
from autograder.markers import Place
from autograder.regions import HIDDEN_TESTS, SOLUTION, UnbalancedRegion, find_regions
from autograder.suggestion import did_you_mean

ALLOWED = {SOLUTION: ("exercise", "answer"), HIDDEN_TESTS: ("check",)}


def check_rules(path: Path, cells: Sequence[Cell]) -> None:
    """Make sure that the cells form a chapter.

    Raises:
        SourceError: the first thing that is wrong.
    """
    _ids_are_used_once(path, cells)
    for cell in cells:
        _regions_are_in_their_place(path, cell)
        if cell.kind == "code":
            _code_can_be_read(path, cell)
        if cell.role == "exercise":
            _exercise_defines_its_name(path, cell)
        if cell.role == "check":
            _check_ends_in_no_value(path, cell)
    _exercises_and_checks_pair(path, cells)


def _ids_are_used_once(path: Path, cells: Sequence[Cell]) -> None:
    seen: dict[str, Cell] = {}
    for cell in cells:
        if cell.id in seen:
            raise Place(path, cell.line).expected(
                f'one {cell.role} of the name "{cell.name}"', f"a second one, after line {seen[cell.id].line}"
            )
        seen[cell.id] = cell


def _regions_are_in_their_place(path: Path, cell: Cell) -> None:
    lines = cell.source.split("\n")
    for region, roles in ALLOWED.items():
        try:
            found = find_regions(lines, region)
        except UnbalancedRegion as error:
            raise _line_of(path, cell, error.index).expected(error.expected, error.came) from None
        if found and cell.role not in roles:
            here = _line_of(path, cell, found[0][0])
            raise here.expected(f"### {region.begin} in {_either(roles)} only", f"it in a cell of the role {cell.role}")
        if not found and cell.role in roles and region is SOLUTION:
            here = Place(path, cell.line)
            raise here.expected(
                f'### {region.begin} ... ### {region.end} in the {cell.role} "{cell.name}"', "a cell without it"
            )


def _either(roles: Sequence[str]) -> str:
    return " or ".join(f"an {role}" if role[0] in "ae" else f"a {role}" for role in roles)


def _line_of(path: Path, cell: Cell, index: int) -> Place:
    return Place(path, cell.line + 1 + index)


def _code_can_be_read(path: Path, cell: Cell) -> None:
    for source, whose in ((cell.source, ""), (cell.student_source, " in the student's edition, without its regions")):
        try:
            ast.parse(source)
        except SyntaxError as error:
            line = cell.line + (error.lineno or 1) if not whose else cell.line
            raise Place(path, line).expected(f"Python code{whose}", error.msg) from None


def _exercise_defines_its_name(path: Path, cell: Cell) -> None:
    defined = _names_defined(ast.parse(cell.source))
    name = cell.name or ""
    if name not in defined:
        came = "only " + ", ".join(defined) if defined else "no definition at all"
        raise Place(path, cell.line).expected(
            f"the exercise to define {name} (def {name}(...) or {name} = ...)", came + did_you_mean(name, defined)
        )


def _names_defined(tree: ast.Module) -> list[str]:
    names: list[str] = []
    waiting: list[ast.AST] = list(reversed(tree.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Name):
            names += [node.id] if isinstance(node.ctx, ast.Store) else []
        elif not isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            waiting += reversed(list(ast.iter_child_nodes(node)))
    return list(dict.fromkeys(names))


def _check_ends_in_no_value(path: Path, cell: Cell) -> None:
    # nbgrader takes the value that a cell shows for its score, and the repr of a NumPy scalar for full marks.
    body = ast.parse(cell.source).body
    if not body or isinstance(body[-1], ast.Expr):
        came = f"the expression {ast.unparse(body[-1])}" if body else "no code"
        line = cell.line + (body[-1].lineno if body else 0)
        raise Place(path, line).expected("a check to end in a statement (assert ..., or with check(...) ...:)", came)


def _exercises_and_checks_pair(path: Path, cells: Sequence[Cell]) -> None:
    exercises = {cell.name: cell for cell in cells if cell.role == "exercise"}
    checks = {cell.name: cell for cell in cells if cell.role == "check"}
    for name, check in checks.items():
        if name not in exercises:
            raise Place(path, check.line).expected(
                f'an exercise "{name}" before this check', f"none{did_you_mean(name or '', map(str, exercises))}"
            )
        if check.line < exercises[name].line:
            raise Place(path, check.line).expected(
                f'the check after its exercise "{name}"', f"the exercise on line {exercises[name].line}, after it"
            )
    for name, exercise in exercises.items():
        if name not in checks:
            raise Place(path, exercise.line).expected(f'a check="{name}" after this exercise', "none")
