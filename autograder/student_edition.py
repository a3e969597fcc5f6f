"""Make the student edition of chapters: a pure function of their source, through nbgrader's own converters."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.chapter import Chapter
from autograder.nbgrader_converter import generate_assignment, make_passing_gradebook
from autograder.source_notebook import notebook_bytes, source_notebook


def student_editions(chapters: Sequence[Chapter]) -> dict[str, bytes]:
    """Return the student edition of each chapter, as the bytes of its notebook.

    The conversion happens in a passing folder with an empty gradebook, so that nothing but the source can show in it.
    """
    editions = {}
    with tempfile.TemporaryDirectory(prefix="student-edition-") as name:
        folder = Path(name)
        make_passing_gradebook(folder)
        for chapter in chapters:
            write_source(folder, chapter)
            released = nbformat.read(generate_assignment(folder, chapter.slug, "course"), as_version=4)
            editions[chapter.slug] = notebook_bytes(released)
    return editions


def student_notebook(chapter: Chapter) -> NotebookNode:
    """Return the untouched student edition of one chapter."""
    return nbformat.reads(student_editions([chapter])[chapter.slug].decode("utf-8"), as_version=4)


def write_source(folder: Path, chapter: Chapter) -> None:
    """Put the chapter's source notebook where nbgrader's converters look for it."""
    path = folder / "source" / chapter.slug / f"{chapter.slug}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(notebook_bytes(source_notebook(chapter)))
