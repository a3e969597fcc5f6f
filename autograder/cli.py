"""The command line: `autograder COMMAND`."""

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from autograder.course import Course, CourseError, resolve_chapter

# Each module has a function `register(app)` that adds its command. Heavy imports stay inside the commands, so that
# --help answers at once.
COMMAND_MODULES = ("autograder.check", "autograder.rehearse", "autograder.grade", "autograder.report.commands")


class PlainErrors(TyperGroup):
    """End in one clear message, and exit code 2, when a person can put the error right."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except CourseError as error:
            typer.echo(f"autograder: {error}", err=True)
            raise typer.Exit(2) from None


app = typer.Typer(
    cls=PlainErrors,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Build the course's notebooks, rehearse its exercises, grade a class, look after your workbook.",
    epilog="A chapter may be given as [bold]01[/bold], as its slug, or as a path. Exit code 2: wrong input.",
)
ChapterArgument = Annotated[str, typer.Argument(metavar="CHAPTER", help="01, its slug, or a path.", show_default=False)]


@app.command("build", epilog="Examples: autograder build · autograder build 01 · autograder build --check")
def build_command(
    chapters: Annotated[
        list[str] | None, typer.Argument(metavar="CHAPTER", help="The chapters; all when none is given.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say what differs, exit code 1 if any.")
    ] = False,
) -> None:
    """Build notebooks/ and nbgrader's course folder from solutions/."""
    course = Course.find()
    slugs = [resolve_chapter(chapter, course.chapters()) for chapter in chapters] if chapters else None
    from autograder.build_report import print_build, print_differences

    if check:
        raise typer.Exit(1 if print_differences(course, slugs) else 0)
    print_build(course, slugs)


@app.command("workbook", epilog="Example: autograder workbook (make lab runs it for you)")
def workbook_command() -> None:
    """Copy new chapters into workbook/; overwrite nothing."""
    from autograder.workbook import open_workbook

    opened = open_workbook(Course.find())
    for slug in opened.copied:
        typer.echo(f"workbook/{slug}.ipynb: copied")
    if opened.kept:
        typer.echo(f"workbook/: {len(opened.kept)} of your notebooks left as they are")


@app.command("update", epilog="Examples: autograder update · autograder update 01")
def update_command(
    chapter: Annotated[
        str | None, typer.Argument(metavar="CHAPTER", help="The chapter; all when none is given.")
    ] = None,
) -> None:
    """Carry your answers into the newest edition; keep the old."""
    from autograder.workbook import opened_chapters, update

    course = Course.find()
    failed = False
    for slug in [chapter] if chapter else opened_chapters(course):
        try:
            updated = update(course, slug)
        except CourseError as error:
            # One notebook that cannot be read does not keep the others from their update.
            typer.echo(f"autograder: {error}", err=True)
            failed = True
            continue
        typer.echo(_describe_update(course, updated))
    if failed:
        raise typer.Exit(2)


@app.command("reset", epilog="Example: autograder reset 01 convolve1d")
def reset_command(
    chapter: ChapterArgument,
    exercise: Annotated[str, typer.Argument(metavar="EXERCISE", help="Its name, as in the check.", show_default=False)],
) -> None:
    """Start one exercise afresh; the old notebook is kept."""
    from autograder.workbook import reset

    course = Course.find()
    backup = reset(course, chapter, exercise)
    if backup is None:
        typer.echo(f"{exercise} is untouched: nothing to do")
    else:
        typer.echo(f"{exercise} is as it was handed out; your notebook as it was: {_below(course, backup)}")


def _describe_update(course: Course, updated: Any) -> str:
    if updated.backup is None:
        return f"{updated.chapter}: up to date"
    lines = [f"{updated.chapter}: newest edition, with {len(updated.answers)} of your answers"]
    if updated.homeless:
        lines.append(f"  no longer in the chapter, kept at its end: {', '.join(updated.homeless)}")
    lines.append(f"  your notebook as it was: {_below(course, updated.backup)}")
    return "\n".join(lines)


def _below(course: Course, path: Path) -> str:
    return path.relative_to(course.root).as_posix()


for module in COMMAND_MODULES:
    importlib.import_module(module).register(app)


def main() -> None:
    """Run the command line."""
    app()
