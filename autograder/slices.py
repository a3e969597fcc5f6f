"""Find the cells that a check needs: a backward slice of a chapter by global names."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

EVERYTHING = "*"
"""Stands for unknown names: those of `from module import *`, or of a cell that cannot be parsed."""


class CodeCell(Protocol):
    """What this file needs to know of a cell."""

    @property
    def role(self) -> str: ...
    @property
    def source(self) -> str: ...


AnyCell = TypeVar("AnyCell", bound=CodeCell)


@dataclass(frozen=True)
class Names:
    """The global names that a cell reads, binds (or changes inside), imports, and calls a method of as a statement."""

    reads: frozenset[str] = frozenset()
    binds: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def names(source: str) -> Names:
    """Read off a cell which global names it reads and which it binds or changes.

    Names that a function reads when it is called count as read where the function is defined.

    Args:
        source: the code of one cell.

    Returns:
        Its names; `EVERYTHING` is bound by a cell that cannot be parsed.

    >>> found = names("def slide(x): return x * weights\\ntotal[0] = 1")
    >>> sorted(found.reads), sorted(found.binds)
    (['total', 'weights'], ['slide', 'total'])
    """
    try:
        tree = ast.parse(source)
        table = symtable.symtable(source, "cell", "exec")
        changed = frozenset(_changed(tree))
        called = frozenset(_called(tree))
        symbols = list(_globals(table))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last two: brackets in brackets without end
        return Names(binds=frozenset({EVERYTHING}))
    return Names(
        reads=changed | {symbol.get_name() for symbol in symbols if symbol.is_referenced()},
        binds=changed | {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()},
        imports=frozenset(symbol.get_name() for symbol in symbols if symbol.is_imported()),
        calls=called,
    )


def needed_for(check: int, cells: Sequence[AnyCell]) -> list[AnyCell]:
    """Select the cells to run before, and with, one check.

    From the check cell backwards: every earlier plain code or exercise cell that binds or changes a name which the
    check, or a cell already selected, reads. Demos, text and other checks are never selected.

    Args:
        check: the check cell's position in `cells`.
        cells: a chapter's cells, in order.

    Returns:
        The selected cells in their order; the last is the check.
    """
    earlier = {
        position: names(cell.source) for position, cell in enumerate(cells[:check]) if cell.role in ("code", "exercise")
    }
    modules = frozenset().union(*(found.imports for found in earlier.values()))
    wanted = {EVERYTHING, *names(cells[check].source).reads}
    selected = {check}
    growing = True
    while growing:
        growing = False
        for position, found in earlier.items():
            # `track.sort()` changes the track; `np.sum(track)` does not change NumPy.
            if position not in selected and wanted & (found.binds | (found.calls - modules)):
                selected.add(position)
                wanted |= found.reads
                growing = True
    return [cells[position] for position in sorted(selected)]


def _globals(table: symtable.SymbolTable) -> Iterator[symtable.Symbol]:
    """Yield the global names of a table and of the tables inside it."""
    for symbol in table.get_symbols():
        if table.get_type() == "module" or symbol.is_global():
            yield symbol
    for inner in table.get_children():
        yield from _globals(inner)


def _top_level(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run with the cell itself: not those inside functions, whose names are mostly their own."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _top_level(node)


def _changed(tree: ast.Module) -> Iterator[str]:
    """Yield the names changed inside: `x += 1`, `x[0] = 1`, `x.a = 1`, `del x[0]`; and `EVERYTHING` for a `*`."""
    for node in _top_level(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield EVERYTHING
        elif isinstance(node, ast.AugAssign):
            yield from _root(node.target)
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            yield from _root(node)


def _called(tree: ast.Module) -> Iterator[str]:
    """Yield the names with a method called as a statement, which may change the object: `x.sort()`."""
    for node in _top_level(tree):
        match node:
            case ast.Expr(value=ast.Call(func=ast.Attribute() as method)):
                yield from _root(method)


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
