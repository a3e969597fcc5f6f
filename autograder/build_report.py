"""Show on a terminal what a build did, or would do."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.build import build, check
from autograder.course import Course

SHOWN_LINES = 8


def print_build(course: Course, slugs: Sequence[str] | None) -> None:
    """Build, and show a line for each chapter."""
    done = build(course, slugs)
    table = Table("chapter", box=None, pad_edge=False)
    for heading in ("exercises", "points", "written"):
        table.add_column(heading, justify="right")
    table.add_column("notebook")
    for chapter in done.chapters:
        state = "written" if chapter.slug in done.written else "unchanged"
        numbers = (len(chapter.exercises), chapter.points, chapter.written_points)
        table.add_row(chapter.slug, *(f"{number:g}" for number in numbers), state)
    console = Console()
    console.print(table)
    for path in done.leftovers:
        console.print(f"notebooks/{path.name} has no chapter in solutions/: delete it if the chapter is gone")


def print_differences(course: Course, slugs: Sequence[str] | None) -> bool:
    """Show how notebooks/ differs from what a build would write, and return whether it does."""
    differences = check(course, slugs)
    console = Console(highlight=False, soft_wrap=True)
    for path, found in groupby(differences, key=lambda difference: difference.path):
        console.print(f"[bold]notebooks/{path.name}[/bold] differs")
        for difference in found:
            if difference.cell:
                console.print(f"  cell {difference.cell}")
            for line in difference.lines[:SHOWN_LINES]:
                console.print(f"    {escape(line)}")
            if len(difference.lines) > SHOWN_LINES:
                console.print(f"    ... and {len(difference.lines) - SHOWN_LINES} lines more")
    console.print("run autograder build to write them" if differences else "notebooks/ is what solutions/ gives")
    return bool(differences)
