"""Read a student's notebook, and tell the student's own work in it from what the course put there."""

from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.course import CourseError

STUDENT_ROLES = ("exercise-", "answer-")
COURSE_ROLES = (*STUDENT_ROLES, "text-", "code-", "demo-", "check-")


def read_notebook(path: Path) -> NotebookNode:
    """Return the notebook in a file, in today's format.

    Raises:
        CourseError: the file is missing, or holds no notebook.
    """
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8-sig"), as_version=4)
        for cell in notebook.cells:
            if not isinstance(cell.source, str) or cell.cell_type not in ("code", "markdown", "raw"):
                raise ValueError(f"a cell of the type {cell.cell_type}")
    except FileNotFoundError:
        raise CourseError(f"expected a notebook at {path}; came nothing") from None
    except Exception as error:  # whatever is in a student's file, it must end in a message
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise CourseError(f"expected a notebook in {path}, which was left as it is; came: {reason}") from error
    return notebook


def course_id(cell: NotebookNode) -> str:
    """Return the id that the course gave the cell, or "" for a cell of the student's own."""
    grading = cell.metadata.get("nbgrader", {})
    identity = str(grading.get("grade_id") or cell.get("id", ""))
    return identity if identity.startswith(COURSE_ROLES) else ""


def is_touched(cell: NotebookNode) -> bool:
    """Tell whether the student changed the cell since it was handed out (nbgrader's checksum says)."""
    from nbgrader.utils import compute_checksum

    grading = cell.metadata.get("nbgrader", {})
    return "grade_id" not in grading or grading.get("checksum") != compute_checksum(cell)
