"""Tables and progress for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from autograder.reason import NOT_ANSWERED
from autograder.results import ExerciseGrade, RehearsedChapter, SubmissionGrade


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show a progress bar on a terminal, and nothing elsewhere.

    Args:
        what: one word for what is going on.
        total: the number of steps.

    Yields:
        A function to call after each step with the name of what was done.
    """
    done = TextColumn("{task.fields[done]}")
    columns = TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), done
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(what, total=total, done="")
        yield lambda done: bar.update(task, advance=1, done=printable(done))


def printable(text: str) -> str:
    """Take control characters out of text that came from outside: it must not steer the terminal.

    >>> printable("Zoë\\x1b[31m")
    'Zoë[31m'
    """
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")


def in_brief(reason: str) -> str:
    """Choose the line of a reason that says most: the hint, else the first.

    >>> in_brief("  asked:    f(1)\\n  hint:     Start at zero.\\n  mistake:  from_one")
    'Start at zero.'
    """
    lines = reason.strip().splitlines() or [""]
    return next((line.split(":", 1)[1] for line in lines if line.strip().startswith("hint:")), lines[0]).strip()


def points(score: float, possible: float) -> str:
    """Write a score out of the possible points."""
    return f"{score:g} / {possible:g}"


def plain_table(*columns: str, wide: str) -> Table:
    """Make a table without frames, of which one column takes the room that is left."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column in columns:
        table.add_column(column, no_wrap=True)
    table.add_column(wide, overflow="fold")
    return table


def class_table(grades: Sequence[SubmissionGrade]) -> Table:
    """Lay out a class: a row a submission, with the reasons for what is missing."""
    table = plain_table("student", "chapter", "points", wide="why not more, and what was odd")
    for grade in grades:
        row = grade.student or "?", grade.chapter or grade.file, points(grade.score, grade.max_score)
        table.add_row(*(Text(printable(cell)) for cell in (*row, "\n".join(remarks(grade)))))
    return table


def remarks(grade: SubmissionGrade) -> Iterator[str]:
    """Say in a line each why a submission scores no more, and what was odd about it."""
    if not grade.status.startswith("graded"):
        yield grade.status.replace("_", " ")
    missing = [one for one in grade.exercises if one.score < one.max_score]
    unanswered = [one.name for one in missing if one.reason == NOT_ANSWERED]
    if unanswered:
        everything = len(unanswered) == len(grade.exercises)
        yield "nothing is answered" if everything else f"{NOT_ANSWERED}: {', '.join(unanswered)}"
    yield from (f"{one.name}: {in_brief(one.reason)}" for one in missing if one.reason != NOT_ANSWERED)
    yield from grade.notes


def exercise_table(exercises: Sequence[ExerciseGrade]) -> Table:
    """Lay out one notebook: a row an exercise, with all that its check says."""
    table = Table("exercise", "points", "what to look at", show_lines=True)
    for one in exercises:
        full = one.score == one.max_score
        words = Text("right", "green") if full else Text(printable(one.reason))
        table.add_row(Text(one.name), Text(points(one.score, one.max_score)), words)
    return table


def rehearsal_table(chapters: Sequence[RehearsedChapter]) -> Table:
    """Lay out a rehearsal: a row a chapter, with how many known answers fared as they must."""
    columns = "chapter", "reference", "untouched", "demos", "wrong", "right"
    table = plain_table(*columns, wide="s")
    for one in chapters:
        wrong = [answer.caught and answer.hint_shown for exercise in one.exercises for answer in exercise.wrong]
        right = [answer.accepted for exercise in one.exercises for answer in exercise.right]
        reference = "not run" if one.reference is None else points(one.reference, one.points)
        untouched = "not run" if one.untouched is None else f"{one.untouched:g}"
        cells = [one.chapter, reference, untouched, str(one.demos)]
        cells += [f"{sum(fared)} / {len(fared)}" for fared in (wrong, right)]
        table.add_row(*cells, f"{one.seconds:.1f}", style="red" if one.problems else "")
    return table
