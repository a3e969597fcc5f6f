"""Run nbgrader's own converter from source to student edition, quietly."""

import os
import sysconfig
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.course import CourseError


def generate_assignment(folder: Path, slug: str, course_name: str, database: str | None = None) -> Path:
    """Convert `source/SLUG/SLUG.ipynb` of an nbgrader course folder and record its cells in a gradebook.

    Args:
        folder: the nbgrader course folder.
        slug: the chapter, which is nbgrader's name of the assignment.
        course_name: nbgrader's name of the course.
        database: the gradebook's address; None for the folder's own.

    Returns:
        The student edition, in `release/SLUG/`.

    Raises:
        CourseError: nbgrader could not convert it; the message holds nbgrader's own errors.
    """
    with own_programs_on_path(), warnings.catch_warnings():
        # nbgrader's dependencies deprecate each other; none of it is the author's doing.
        warnings.simplefilter("ignore")
        from nbgrader.converters import GenerateAssignment
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.utils import capture_log

        course_directory = CourseDirectory(root=str(folder.resolve()), assignment_id=slug, course_id=course_name)
        if database:
            course_directory.db_url = database
        converter = GenerateAssignment(coursedir=course_directory)
        converter.force = True
        result = capture_log(converter)
    if not result["success"]:
        raise CourseError(
            f"expected nbgrader to convert {slug}; came:\n{result.get('log', '')}\n{result.get('error', '')}"
        )
    return folder / "release" / slug / f"{slug}.ipynb"


def make_passing_gradebook(folder: Path) -> None:
    """Make an empty gradebook that will never meet a newer nbgrader.

    A lasting one needs the version of its tables, which nbgrader asks another program for, and that takes seconds.
    """
    from nbgrader.api import Base
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{folder.resolve() / 'gradebook.db'}")
    Base.metadata.create_all(bind=engine)
    engine.dispose()


@contextmanager
def own_programs_on_path() -> Iterator[None]:
    """Let nbgrader find `alembic`, which it starts by name, also when the environment is not activated."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
