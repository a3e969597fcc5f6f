"""Measured scores: does a number reach its mark, how is it said, and where it is noted for who runs the chapter."""

import json
import os
from pathlib import Path

SCORES_VARIABLE = "CONVCOURSE_SCORES"
"""Names a file to which every measured score is added, a line of JSON each; where it is not set, none is kept."""


def reaches(number: float, at_least: float | None, at_most: float | None) -> bool:
    """Say whether a number reaches its mark; NaN reaches none.

    >>> reaches(0.97, at_least=0.95, at_most=None), reaches(float("nan"), at_least=0.95, at_most=None)
    (True, False)
    """
    if at_least is None and at_most is None:
        raise ValueError("a mark was expected: at_least or at_most")
    return (at_least is None or number >= at_least) and (at_most is None or number <= at_most)


def show_mark(number: float) -> str:
    """Write a measured number to four digits.

    >>> show_mark(0.98333), show_mark(44426)
    ('0.9833', '44426')
    """
    return f"{number:.0f}" if float(number).is_integer() and abs(number) < 1e15 else f"{number:.4g}"


def wanted_mark(what: str, at_least: float | None, at_most: float | None) -> str:
    """Say what is asked of a number.

    >>> wanted_mark("accuracy on held-out digits", 0.95, None)
    'accuracy on held-out digits: at least 0.95'
    """
    marks = [("at least", at_least), ("at most", at_most)]
    return f"{what}: {' and '.join(f'{words} {show_mark(mark)}' for words, mark in marks if mark is not None)}"


def note_score(
    chapter: str, exercise: str, what: str, number: float, at_least: float | None, at_most: float | None
) -> None:
    """Add a score to the file that the environment names, if it names one."""
    path = os.environ.get(SCORES_VARIABLE)
    if path:
        score = {"chapter": chapter, "exercise": exercise, "what": what, "score": number}
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps({**score, "at_least": at_least, "at_most": at_most}) + "\n")
