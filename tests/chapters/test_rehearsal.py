"""Every chapter, rehearsed: the reference scores all, untouched nothing; each known answer meets what it should."""

import subprocess
import sys
from collections.abc import Iterator

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


def test_the_chapter_passes_its_rehearsal(slug: str, chapter: Chapter, forks: Execution) -> None:
    result = rehearse_chapter(chapter, known_answers(Course.find(), slug), Rehearsal(KernelExecution(), forks))
    assert result.problems == []
    assert result.reference == result.points > 0
    assert result.untouched == 0


def test_the_chapter_runs_as_a_plain_script_and_writes_nothing_to_standard_error(slug: str) -> None:
    course = Course.find()
    done = subprocess.run(
        [sys.executable, course.source(slug)], capture_output=True, text=True, timeout=300, cwd=course.root
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
