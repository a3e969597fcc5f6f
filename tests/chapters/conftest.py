"""The chapters as they stand in solutions/."""

import pytest

from autograder.chapter import Chapter
from autograder.course import Course
from autograder.source import read_chapter

COURSE = Course.find()
SLUGS = COURSE.chapters()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that asks for a chapter once for each."""
    if "slug" in metafunc.fixturenames:
        metafunc.parametrize("slug", SLUGS, scope="session")


@pytest.fixture(scope="session")
def chapter(slug: str) -> Chapter:
    """One chapter, read from its source."""
    return read_chapter(COURSE.source(slug))
