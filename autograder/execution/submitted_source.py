"""The text of a student's function, as the grader holds it: what the student's process says of it does not count."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def source_of(name: str, cell: str) -> str:
    """Find the text that makes a name what it is: the statement that binds it, and those of the cell that it uses.

    Args:
        name: what the exercise defines.
        cell: the student's cell.

    Returns:
        The statements' text; the whole cell where the name is bound in a way that cannot be read off.

    >>> print(source_of("slide", "import math\\ndef add(a): return sum(a)\\ndef slide(x): return add(x)\\nother = 1"))
    def add(a): return sum(a)
    def slide(x): return add(x)
    """
    try:
        statements = ast.parse(cell).body
    except (SyntaxError, ValueError, RecursionError):
        return cell
    bound = [set(_bound(statement)) for statement in statements]
    last = max((place for place, names in enumerate(bound) if name in names), default=None)
    if last is None:
        return cell
    chosen, growing = {last}, True
    while growing:
        used = {node.id for place in chosen for node in ast.walk(statements[place]) if isinstance(node, ast.Name)}
        more = {place for place, names in enumerate(bound) if names & used and place not in chosen}
        more = {place for place in more if name not in bound[place]}  # an earlier attempt, bound anew since
        chosen |= more
        growing = bool(more)
    lines = [ast.get_source_segment(cell, statements[place]) or cell for place in sorted(chosen)]
    return "\n".join(lines)


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement binds in the cell."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
