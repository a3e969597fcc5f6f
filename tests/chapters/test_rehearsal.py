"""Every chapter, rehearsed: the reference scores all, untouched nothing; each known answer meets what it should."""

from collections.abc import Callable, Iterator
from typing import Protocol

import pytest

from autograder.chapter import Chapter
from autograder.course import Course
from autograder.execution import Execution, KernelExecution
from autograder.known_answers import known_answers
from autograder.rehearsal import Rehearsal, rehearse_chapter
from autograder.rehearse import fastest_execution
from autograder.source import read_chapter


@pytest.fixture(scope="session")
def forks() -> Iterator[Execution]:
    """One template process for the alternatives of all chapters."""
    course = Course.find()
    with fastest_execution([read_chapter(course.source(slug)) for slug in course.chapters()]) as execution:
        yield execution


class ScriptRun(Protocol):
    """What came of running a chapter as a script."""

    returncode: int
    stderr: str


def test_the_chapter_passes_its_rehearsal(slug: str, chapter: Chapter, forks: Execution) -> None:
    result = rehearse_chapter(chapter, known_answers(Course.find(), slug), Rehearsal(KernelExecution(), forks))
    assert result.problems == []
    assert result.reference == result.points > 0
    assert result.untouched == 0


def test_the_chapter_runs_as_a_plain_script_and_writes_nothing_to_standard_error(
    slug: str, script_run: Callable[[str], ScriptRun]
) -> None:
    done = script_run(slug)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
