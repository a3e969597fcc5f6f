"""Say in plain words why an exercise has not scored."""

from __future__ import annotations

import re

from autograder.execution.interface import CellResult

NOT_ANSWERED = "not answered"
MOST_LINES = 12
LONGEST = 1000
COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
SYNTAX_PLACE = re.compile(r"\s*\((?:[^()]*, )?line (\d+)\)$")
SYNTAX_ERRORS = ("SyntaxError", "IndentationError", "TabError")


def reason(name: str, unanswered: bool, exercise: CellResult, check: CellResult) -> str:
    """Tell why the check of an exercise did not pass.

    What went wrong in the student's own cell comes first: the check then fails only because of it.

    Args:
        name: the exercise.
        unanswered: whether its cell is missing or as handed out.
        exercise: what became of the student's cell.
        check: what became of the check.

    Returns:
        A few lines without a stack trace; "" when the check passed.
    """
    if check.status == "ok":
        return ""
    if unanswered or "NotImplementedError" in (exercise.error_name, check.error_name):
        return NOT_ANSWERED
    if exercise.status not in ("ok", "not_run"):
        return in_words(exercise)
    return in_words(check).removeprefix(f"{name}: not yet\n")


def in_words(result: CellResult) -> str:
    """Describe what a cell raised, or why it was stopped.

    >>> in_words(CellResult("a", "error", "SyntaxError", "'(' was never closed (cell.py, line 3)"))
    "SyntaxError: '(' was never closed, line 3"
    >>> in_words(CellResult("a", "timeout", "Timeout", "stopped after 10 s"))
    'stopped after 10 s: endless loop?'
    """
    text = "\n".join(line.rstrip() for line in COLOUR.sub("", result.error_text).splitlines() if line.strip())
    if result.status == "timeout":
        return f"{_whole_letters(text)}: endless loop?"
    if result.status == "not_run" or result.error_name == "ProcessEnded":
        return _whole_letters(text)
    if result.error_name in SYNTAX_ERRORS:
        text = SYNTAX_PLACE.sub(r", line \1", text)
    if result.error_name != "CheckFailed":
        text = f"{result.error_name}: {text}" if text else result.error_name
    return _whole_letters("\n".join(text.splitlines()[:MOST_LINES])[:LONGEST])


def _whole_letters(text: str) -> str:
    """Put a question mark for half of a surrogate pair, which no file and no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
