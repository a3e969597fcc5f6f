"""Every picture of a chapter has its words: chapters draw through the course's figures, which cannot be silent."""

import inspect
import typing

import pytest

from autograder.course import Course
from convcourse import demos, figures
from convcourse.demos import Demo
from convcourse.figures import Picture

COURSE = Course.find()
ARRAYS = {"heat_over_image", "signed_colours"}  # they colour arrays, which other figures then show
NO_PICTURE = {"once_written", "progress", "your_progress"}


def returned(function: typing.Callable[..., object]) -> object:
    return typing.get_type_hints(function)["return"]


@pytest.mark.parametrize("slug", COURSE.chapters())
def test_a_chapter_draws_through_the_courses_figures_only(slug):
    for cell in COURSE.read(slug).cells:
        if cell.kind == "code":
            assert "matplotlib" not in cell.source and "plt." not in cell.source and "PIL" not in cell.source
        else:
            assert "![](" not in cell.source and "<img" not in cell.source, f"a picture without words: line {cell.line}"


def test_every_figure_is_a_picture_which_does_not_render_without_words():
    functions = {name for name in figures.__all__ if inspect.isfunction(getattr(figures, name))}
    assert {name for name in functions if not issubclass(returned(getattr(figures, name)), Picture)} == ARRAYS


def test_every_demo_shows_such_a_picture():
    functions = {name for name in demos.__all__ if inspect.isfunction(getattr(demos, name))}
    others = {name for name in functions - NO_PICTURE if not issubclass(returned(getattr(demos, name)), Demo)}
    assert others == set()
