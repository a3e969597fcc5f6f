"""A tiny course in a passing folder, for every test of the autograder."""

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.build import build
from autograder.course import Course
from autograder.source import read_chapter
from autograder.source_notebook import source_notebook

CHAPTER_00 = """\
# %% [markdown]
# # Start here

# %%
greeting = "hello"

# %% exercise="answer_to_everything"
### BEGIN SOLUTION
answer_to_everything = 42
### END SOLUTION

# %% check="answer_to_everything" points=1
assert answer_to_everything == 42
"""

CHAPTER_01 = '''\
# %% [markdown]
# # Small steps
#
# Doubling, step by step. π is about 3.14.

# %%
import math

# %% demo="doubling_curve" alt="A straight line through the origin that climbs two for each one."
drawn = [2 * x for x in range(5)]

# %% [markdown]
# ## Twice is the number added to itself

# %% exercise="double"
def double(x):
    """Return twice `x`.

    >>> double(3)
    6
    """
    ### BEGIN SOLUTION
    return x + x
    ### END SOLUTION


# %% check="double" points=2
assert double(3) == 6, "3 doubled is 6"
### BEGIN HIDDEN TESTS
assert double(-1.5) == -3.0, "hidden: -1.5 doubled is -3"
### END HIDDEN TESTS

# %% exercise="prediction"
# What is double(double(5))?
### BEGIN SOLUTION
prediction = 20
### END SOLUTION

# %% check="prediction" points=0.5
assert prediction == 4 * 5, "twice twice is four times"

# %% [markdown] answer="why_twice" points=1
# Why is doubling the same as adding a number to itself?
#
# ### BEGIN SOLUTION
# Because multiplication by two is repeated addition. One point for the word *repeated*.
# ### END SOLUTION
'''


@pytest.fixture
def tiny_course(tmp_path: Path) -> Course:
    """Return a course of two small chapters, 00_start and 01_small_steps, not built yet.

    Chapter 01 has a function exercise `double` (2 points, with a hidden test), a value exercise `prediction`
    (0.5 points), a written answer `why_twice` (1 point) and a demo `doubling_curve`; its checks are plain asserts.
    """
    course = Course(tmp_path / "course")
    course.solutions.mkdir(parents=True)
    course.source("00_start").write_text(CHAPTER_00, encoding="utf-8")
    course.source("01_small_steps").write_text(CHAPTER_01, encoding="utf-8")
    return course


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the tiny course, built. Copy it, do not change it."""
    course = Course(tmp_path_factory.mktemp("built") / "course")
    course.solutions.mkdir(parents=True)
    course.source("00_start").write_text(CHAPTER_00, encoding="utf-8")
    course.source("01_small_steps").write_text(CHAPTER_01, encoding="utf-8")
    build(course)
    return course.root


@pytest.fixture
def built_course(built_once: Path, tmp_path: Path) -> Course:
    """Return the tiny course with its student edition and nbgrader folder."""
    shutil.copytree(built_once, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def untouched(built_course: Course) -> dict[str, Any]:
    """Return the student edition of chapter 01 as a dictionary, to be changed at will."""
    notebook: dict[str, Any] = json.loads(built_course.notebook("01_small_steps").read_bytes())
    return notebook


@pytest.fixture
def reference(built_course: Course) -> dict[str, Any]:
    """Return chapter 01 with the reference solutions, the visible checks, and no hidden tests: a perfect submission."""
    solved = source_notebook(read_chapter(built_course.source("01_small_steps")))
    notebook: dict[str, Any] = json.loads(built_course.notebook("01_small_steps").read_bytes())
    bodies = {cell.id: cell.source for cell in solved.cells if cell.metadata["nbgrader"]["solution"]}
    for cell in notebook["cells"]:
        cell["source"] = bodies.get(cell["id"], cell["source"])
    return notebook


@pytest.fixture
def answered(untouched: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """Return a function that fills in a copy of the untouched chapter: answered(double="def double(x): ...")."""

    def fill_in(**bodies: str) -> dict[str, Any]:
        notebook = copy.deepcopy(untouched)
        for cell in notebook["cells"]:
            about = cell["metadata"]["convcourse"]
            if about["role"] in ("exercise", "answer") and about["name"] in bodies:
                cell["source"] = bodies[about["name"]]
        return notebook

    return fill_in
