"""Turn a chapter into nbgrader's source notebook: with solutions, hidden tests and grading metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograder.chapter import Cell, Chapter

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# Without this tag "Run All" stops at the first exercise that is not done yet.
CONTINUE_AFTER_ERROR = "raises-exception"


def source_notebook(chapter: Chapter) -> NotebookNode:
    """Return the chapter as a notebook with everything in it, as nbgrader's `source/` folder holds it."""
    import nbformat  # takes seconds, and grading needs of this file only what a cell's metadata are

    notebook = nbformat.v4.new_notebook(metadata=NOTEBOOK_METADATA)
    notebook.nbformat_minor = 5
    for cell in chapter.cells:
        new = nbformat.v4.new_code_cell if cell.kind == "code" else nbformat.v4.new_markdown_cell
        notebook.cells.append(new(cell.source, id=cell.id, metadata=cell_metadata(cell)))
    return notebook


def notebook_bytes(notebook: NotebookNode) -> bytes:
    """Return the one way in which this course writes a notebook: nbformat's own, with a newline at the end."""
    import nbformat

    return (nbformat.writes(notebook, version=4).rstrip("\n") + "\n").encode("utf-8")


def cell_metadata(cell: Cell) -> dict[str, Any]:
    """Return what a notebook says about a cell: its role, nbgrader's part in it, tags, and words for its picture."""
    about = {"role": cell.role} | ({"name": cell.name} if cell.name else {})
    metadata: dict[str, Any] = {"convcourse": about, "nbgrader": _grading(cell)}
    if cell.role in ("exercise", "check"):
        metadata["tags"] = [CONTINUE_AFTER_ERROR]
    if cell.alt:
        metadata["mystnb"] = {"image": {"alt": cell.alt}}
    return metadata


def _grading(cell: Cell) -> dict[str, Any]:
    grading: dict[str, Any] = {
        "grade": cell.role in ("check", "answer"),
        "grade_id": cell.id,
        "locked": cell.role not in ("exercise", "answer"),
        "schema_version": 3,
        "solution": cell.role in ("exercise", "answer"),
        "task": cell.role == "task",
    }
    if cell.points is not None:
        grading["points"] = int(cell.points) if cell.points.is_integer() else cell.points
    return grading
