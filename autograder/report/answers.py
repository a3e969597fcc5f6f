"""Read what students wrote, from the graded notebooks that stand beside the gradebook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from autograder.gradebook import names_in_gradebook
from autograder.results import SubmissionGrade

MOST_CODE, MOST_OUTPUT = 6000, 2000
"""Letters of one cell that a page shows; what was handed in may be of any length."""


@dataclass(frozen=True)
class Written:
    """One cell that a student wrote.

    Attributes:
        source: its text, cut after `MOST_CODE` letters.
        output: what it printed or raised, cut after `MOST_OUTPUT` letters.
    """

    source: str
    output: str = ""


def answers_of(nbgrader_folder: Path, grade: SubmissionGrade) -> dict[str, Written]:
    """Return a student's cells by their ids; empty where there is no graded notebook.

    Args:
        nbgrader_folder: nbgrader's course folder, which holds `autograded/`.
        grade: whose.
    """
    if not grade.student:
        return {}
    assignment, name = names_in_gradebook(grade.chapter)
    path = nbgrader_folder / "autograded" / grade.student / assignment / f"{name}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return {
            str(cell["id"]): Written(_text(cell["source"])[:MOST_CODE], _output(cell)[:MOST_OUTPUT])
            for cell in cells
            if str(cell["id"]).startswith(("exercise-", "answer-"))
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # it was graded without the gradebook, or the file is none of ours: the scores stand without it


def _text(source: object) -> str:
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _output(cell: dict[str, object]) -> str:
    told = []
    outputs = cell.get("outputs", [])
    for output in outputs if isinstance(outputs, list) else []:
        if output.get("output_type") == "stream":
            told.append(_text(output.get("text", "")))
        elif output.get("output_type") == "error":
            told.append(f"{output.get('ename', '')}: {_text(output.get('evalue', ''))}")
    return "\n".join(part.rstrip() for part in told)
