"""The student edition that is committed is the one that the source gives."""

from autograder.build import check
from autograder.course import Course


def test_the_committed_notebooks_are_what_solutions_give() -> None:
    assert check(Course.find()) == [], "run `autograder build` and commit notebooks/"
