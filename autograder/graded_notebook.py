"""Write the notebook that formgrader shows and feedback is made of: the student's answers, and what each check said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.chapter import Cell, Chapter
from autograder.execution.interface import CellResult
from autograder.rebuild import Rebuilt
from autograder.results import SubmissionGrade
from autograder.source_notebook import NOTEBOOK_METADATA, cell_metadata


def graded_notebook(chapter: Chapter, rebuilt: Rebuilt, grade: SubmissionGrade, results: Sequence[CellResult]) -> bytes:
    """Make the notebook that nbgrader looks for in `autograded/`.

    Checks stand in it as students know them, without hidden tests: feedback goes to students.

    Args:
        chapter: the trusted chapter.
        rebuilt: the chapter with the student's answers.
        grade: what it scored.
        results: what became of each cell that was run.

    Returns:
        A notebook of format 4.5 as UTF-8 JSON.
    """
    ran = {result.id: result for result in results}
    reasons = {exercise.cell: exercise.reason for exercise in grade.exercises}
    cells = []
    for trusted, cell in zip(chapter.cells, rebuilt.cells, strict=True):
        source = cell.source if cell.role in ("exercise", "answer") else trusted.student_source
        # nbgrader allows no other letters in an id of format 4.5 than nbformat does; ours keep to them.
        written: dict[str, Any] = {"id": cell.id, "metadata": cell_metadata(cell), "source": source}
        if cell.kind == "code":
            outputs = list(_outputs(cell, ran.get(cell.id), reasons.get(cell.id, "")))
            written |= {"cell_type": "code", "execution_count": None, "outputs": outputs}
        else:
            written["cell_type"] = "markdown"
        cells.append(written)
    notebook = {"cells": cells, "metadata": NOTEBOOK_METADATA, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8", "replace")


def _outputs(cell: Cell, result: CellResult | None, reason: str) -> Iterator[dict[str, Any]]:
    if result is None:
        return
    for name, text in (("stdout", result.stdout), ("stderr", result.stderr)):
        if text:
            yield {"output_type": "stream", "name": name, "text": text}
    if result.status == "ok":
        return
    text = reason if cell.role == "check" and reason else result.error_text
    yield {
        "output_type": "error",
        "ename": result.error_name or result.status,
        "evalue": text,
        "traceback": text.splitlines(),
    }
