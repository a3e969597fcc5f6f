"""A class whose names, answers and outputs try to run in the instructor's browser; results as grading keeps them."""

import json
from pathlib import Path

from autograder.result_folder import ResultFolder, Stored
from autograder.results import ExerciseGrade, SubmissionGrade, WrittenAnswer

SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
CHAPTER = "01_weighted_averages"
HINT = (
    "  asked:    convolve1d([1, 2], [3])\n  expected: 3\n  got:      4\n  hint:     Begin at 0.\n  mistake:  from_one"
)
LONG = "\n".join(f"    total_{step} = readings[{step}] * weights[{step}] + {step * 7}" for step in range(5))


def exercise(name: str, score: float, reason: str = "") -> ExerciseGrade:
    return ExerciseGrade(name, score, 2.0, reason, f"check-{name}", f"exercise-{name}")


def stored(student: str, *exercises: ExerciseGrade, status: str = "graded", notes: list[str] | None = None) -> Stored:
    score = sum(each.score for each in exercises)
    written = [WrittenAnswer("longer_window", 3.0, True, "answer-longer_window")]
    grade = SubmissionGrade(
        student, CHAPTER, status, score, 4.0, notes or [], list(exercises), written, f"{student}.ipynb"
    )
    return Stored(grade, timestamp="2026-12-01 13:00:00 UTC")


def make_class(results: Path, nbgrader_folder: Path) -> list[Stored]:
    """Write results and graded notebooks of six students."""
    right, wrong = exercise("convolve1d", 2.0), exercise("convolve1d", 0.0, HINT)
    evil = exercise(
        "counts", 0.0, f"  asked:    {SCRIPT}\n  got:      {SCRIPT}\n  hint:     {SCRIPT}\n  mistake:  from_one"
    )
    people = [
        stored("ada", right, exercise("counts", 2.0)),
        stored("bela", wrong, exercise("counts", 0.0, "not answered")),
        stored("chidi", wrong, exercise("counts", 2.0)),
        stored(SCRIPT.replace("/", "∕"), right, evil, notes=[SCRIPT]),
        stored("=cmd|' /C calc'!A0", right, exercise("counts", 2.0)),
        stored("ivan", status="not_a_notebook", notes=["a Jupyter notebook was expected"]),
    ]
    folder = ResultFolder(results)
    for one in people:
        folder.write(one)
        if one.grade.status == "graded":
            write_notebook(nbgrader_folder, one.grade.student)
    return people


def write_notebook(nbgrader_folder: Path, student: str) -> None:
    """Write a graded notebook; those of bela and chidi are the same but for names of layout."""
    own = {"bela": f"def convolve1d(readings, weights):\n{LONG}\n    return total_0  # mine", "chidi": ""}.get(student)
    if own == "":
        own = f"def convolve1d(readings,weights):\n    # all my own work\n{LONG}\n\n    return total_0"
    source = own or f"print(1)  # {SCRIPT}"
    output = {"output_type": "stream", "name": "stdout", "text": SCRIPT}
    cells = [
        {"id": "exercise-convolve1d", "cell_type": "code", "source": source, "outputs": [output]},
        {"id": "answer-longer_window", "cell_type": "markdown", "source": SCRIPT},
        {"id": "check-convolve1d", "cell_type": "code", "source": "secret of the check", "outputs": []},
    ]
    path = nbgrader_folder / "autograded" / student / CHAPTER / f"{CHAPTER}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
