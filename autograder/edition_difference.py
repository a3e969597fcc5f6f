"""Say where a notebook on disk differs from the one that the source gives."""

import difflib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Difference:
    """One thing that differs.

    Attributes:
        path: the notebook.
        cell: the id of the cell; "" for the notebook as a whole.
        lines: what is on disk (-) and what the source gives (+).
    """

    path: Path
    cell: str
    lines: tuple[str, ...]


def compare_editions(path: Path, built: bytes) -> list[Difference]:
    """Return how the file differs from the built bytes; an empty list when every byte is equal."""
    if not path.exists():
        return [Difference(path, "", ("the file is missing",))]
    data = path.read_bytes()
    if data == built:
        return []
    try:
        on_disk = json.loads(data)
        old, new = _cells(on_disk), _cells(json.loads(built))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        return [Difference(path, "", (f"it is no notebook: {error}",))]
    found = [
        Difference(path, cell, tuple(_changed_lines(old.get(cell), new.get(cell))))
        for cell in dict.fromkeys([*new, *old])
        if old.get(cell) != new.get(cell)
    ]
    if not found and list(old) != list(new):
        found = [Difference(path, "", ("the cells stand in another order",))]
    return found or [Difference(path, "", ("the cells are equal; the notebook's metadata or its layout is not",))]


def _cells(notebook: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {str(cell.get("id", f"number {index}")): cell for index, cell in enumerate(notebook["cells"], start=1)}


def _changed_lines(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Sequence[str]:
    if old is None:
        return ["the cell is missing"]
    if new is None:
        return ["the cell is not in the source"]
    lines = list(difflib.unified_diff(_as_lines(old), _as_lines(new), lineterm="", n=0))
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def _as_lines(cell: dict[str, Any]) -> list[str]:
    source = cell.get("source", "")
    text = "".join(source) if isinstance(source, list) else str(source)
    rest = {key: value for key, value in cell.items() if key != "source"}
    return [*text.split("\n"), *json.dumps(rest, indent=1, sort_keys=True, ensure_ascii=False).split("\n")]
