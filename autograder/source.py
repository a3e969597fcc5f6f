"""Read a chapter's percent script into cells."""

import hashlib
import re
from collections import Counter
from pathlib import Path

from autograder.chapter import Cell, Chapter
from autograder.markers import Marker, Place, SourceError, read_marker
from autograder.rules import check_rules

__all__ = ["Cell", "Chapter", "SourceError", "read_chapter"]


def read_chapter(path: Path) -> Chapter:
    """Read a chapter and make sure that it can be built.

    Args:
        path: the percent script, `solutions/NN_slug.py`.

    Raises:
        SourceError: something in it is wrong; the message names file, line, what was expected and what came.
    """
    cells = _read_cells(path)
    check_rules(path, cells)
    headings = (re.match(r"#\s+(.+)", cell.source) for cell in cells if cell.role == "text")
    title = next((heading[1].strip() for heading in headings if heading), path.stem)
    return Chapter(path.stem, title, tuple(cells), path)


def _read_cells(path: Path) -> list[Cell]:
    from jupytext.cell_reader import DoublePercentScriptCellReader

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise Place(path, 1).expected("text in UTF-8", f"a file that is not ({error.reason})") from None
    if not lines:
        raise Place(path, 1).expected('a cell marker ("# %%" or "# %% [markdown]")', "an empty file")
    cells: list[Cell] = []
    used: Counter[str] = Counter()
    start = 0
    while start < len(lines):
        place = Place(path, start + 1)
        marker = read_marker(lines[start], place)
        # jupytext's cell reader returns where a cell ends; its notebook reader does not. It gets a bare marker,
        # because its own options (language, active, ...) are not ours.
        plain = "# %% [markdown]" if marker.kind == "markdown" else "# %%"
        reader = DoublePercentScriptCellReader({"extension": ".py", "comment_magics": False}, "python")
        node, length = reader.read([plain, *lines[start + 1 :]])
        if marker.kind == "markdown":
            _expect_comments(lines[start + 1 : start + length], Place(path, start + 2))
        cells.append(_make_cell(marker, node.source, place.line, used))
        start += length
    return cells


def _expect_comments(lines: list[str], first: Place) -> None:
    for index, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            raise Place(first.path, first.line + index).expected(
                '"# " before each line of a markdown cell', f'"{line}"'
            )


def _make_cell(marker: Marker, source: str, line: int, used: Counter[str]) -> Cell:
    key = marker.name or hashlib.sha256(source.encode("utf-8")).hexdigest()[:8]
    identity = f"{marker.role}-{key}"
    if marker.name is None:
        # Two cells may hold the same words; the second is then text-1a2b3c4d-2.
        used[identity] += 1
        identity += f"-{used[identity]}" if used[identity] > 1 else ""
    return Cell(marker.role, marker.name, marker.kind, marker.points, source, line, identity, marker.alt)
