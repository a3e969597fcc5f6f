"""Read a notebook that came from outside: any format, any damage, nothing trusted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

MOST_ITEMS = 2_000_000
"""Values that a file may hold: as Python objects, small ones take a hundred times the room that they take as text."""


class NotANotebook(ValueError):
    """The file is not a Jupyter notebook; the message says what it is instead."""


@dataclass(frozen=True)
class SubmittedCell:
    """One cell of a submitted notebook.

    Args:
        ids: what it may be called, the surest first: nbgrader's id, the cell's id, ours from role and name.
        kind: "code", "markdown", "raw" or whatever stands there.
        source: its text.
        points: what its metadata says it is worth, if anything.
    """

    ids: tuple[str, ...]
    kind: str
    source: str
    points: object = None


def read_notebook(content: bytes) -> dict[str, Any]:
    """Parse a notebook file.

    Args:
        content: the file.

    Returns:
        The notebook as nested dictionaries and lists, with a list of cells in it.

    Raises:
        NotANotebook: with a reason for people.
    """
    if not content.strip():
        raise NotANotebook("the file is empty")
    if content.count(b",") > MOST_ITEMS:
        raise NotANotebook(f"a notebook of at most {MOST_ITEMS:,} values was expected; the file holds more")
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotANotebook("a Jupyter notebook was expected, but the file is not text") from None
    except ValueError:
        raise NotANotebook("a Jupyter notebook was expected, but the file is not JSON") from None
    except RecursionError:
        raise NotANotebook("a Jupyter notebook was expected, but the file is nested too deeply") from None
    if not isinstance(notebook, dict) or not _raw_cells(notebook):
        raise NotANotebook("a Jupyter notebook was expected, but the file has no cells")
    return notebook


def read_cells(notebook: dict[str, Any]) -> list[SubmittedCell]:
    """List the cells of a notebook of format 3 or 4; what is not a cell is left out.

    Args:
        notebook: as `read_notebook` gives it.

    Returns:
        Its cells, in order.
    """
    return [_cell(raw) for raw in _raw_cells(notebook) if isinstance(raw, dict)]


def _raw_cells(notebook: dict[str, Any]) -> list[Any]:
    sheets = notebook.get("worksheets")
    holders = [notebook, *(sheets if isinstance(sheets, list) else [])]
    found = [holder.get("cells") for holder in holders if isinstance(holder, dict)]
    return [cell for cells in found if isinstance(cells, list) for cell in cells]


def _cell(raw: dict[str, Any]) -> SubmittedCell:
    metadata = _table(raw.get("metadata"))
    nbgrader, ours = _table(metadata.get("nbgrader")), _table(metadata.get("convcourse"))
    names = [nbgrader.get("grade_id"), raw.get("id"), f"{ours.get('role')}-{ours.get('name')}"]
    return SubmittedCell(
        ids=tuple(name for name in names if isinstance(name, str)),
        kind=str(raw.get("cell_type")),
        source=_text(raw.get("source", raw.get("input", ""))),
        points=nbgrader.get("points"),
    )


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(source: object) -> str:
    """Join a cell's lines; half of a surrogate pair, which no program can print, becomes a question mark."""
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", "replace").decode("utf-8")
