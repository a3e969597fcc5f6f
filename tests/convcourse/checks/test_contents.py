"""What the panel knows of a chapter agrees with the chapter; hints help and give nothing away."""

import doctest
import re
import tomllib

import numpy as np
import pytest

from autograder.chapter import Chapter
from autograder.course import Course
from convcourse.checks.contents import HINTS, Contents, NoModelAnswer, contents, hints, model_answer

COURSE = Course.find()
CHAPTERS = [COURSE.read(slug) for slug in COURSE.chapters()]
LONGEST = (200, 350, 900)
EXERCISES = [
    pytest.param(chapter, name, id=f"{chapter.slug[:2]}-{name}") for chapter in CHAPTERS for name in chapter.exercises
]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.slug)
def test_the_list_of_exercises_is_the_chapters_own(chapter: Chapter) -> None:
    found = contents(chapter.slug)
    assert [each.name for each in found.exercises] == chapter.exercises
    assert found.points == chapter.points
    assert sum(each.points for each in found.written) == chapter.written_points


def test_a_chapter_that_the_course_does_not_know_has_no_contents() -> None:
    assert contents("99_of_my_own") == Contents() and hints("99_of_my_own", "x") == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.slug)
def test_every_exercise_has_its_hints_in_the_chapters_order(chapter: Chapter) -> None:
    written = tomllib.loads((HINTS / f"{chapter.slug}.toml").read_text(encoding="utf-8"))
    assert list(written) == chapter.exercises


@pytest.mark.parametrize(("chapter", "name"), EXERCISES)
def test_the_three_hints_are_short_and_hold_no_line_of_the_answer(chapter: Chapter, name: str) -> None:
    found = hints(chapter.slug, name)
    assert len(found) == 3
    for hint, longest in zip(found, LONGEST, strict=True):
        assert 20 < len(hint.strip()) <= longest
    together = re.sub(r"\s", "", "".join(found))
    solution = chapter.cell("exercise", name).source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
    lines = [re.sub(r"\s", "", line.split("  #")[0]) for line in solution.splitlines()]
    assert [line for line in lines if len(line) >= 12 and line in together] == []


@pytest.mark.parametrize(("chapter", "name"), EXERCISES)
def test_the_numbers_of_a_worked_step_are_computed(chapter: Chapter, name: str) -> None:
    for hint in hints(chapter.slug, name):
        examples = doctest.DocTestParser().get_doctest(hint, {"np": np}, name, None, 0)
        runner = doctest.DocTestRunner(verbose=False)
        runner.run(examples)
        assert runner.failures == 0


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.slug)
def test_every_model_answer_can_be_shown_without_marks_and_stubs(chapter: Chapter) -> None:
    for cell in chapter.cells:
        if cell.role in ("exercise", "answer"):
            assert cell.name
            shown = model_answer(chapter.slug, cell.name)
            assert "SOLUTION" not in shown and "# %%" not in shown and not shown.startswith("#")
            if cell.kind == "code":
                compile(shown, cell.name, "exec")
            else:
                assert "Rubric" in shown


def test_a_missing_solution_is_said_in_words(tmp_path) -> None:
    with pytest.raises(NoModelAnswer, match=r"not here: expected the file solutions/01_weighted_averages\.py"):
        model_answer("01_weighted_averages", "convolve1d", tmp_path)
    (tmp_path / "01_weighted_averages.py").write_text('# %% exercise="other"\nother = 3\n')
    with pytest.raises(NoModelAnswer, match="no answer to 'convolve1d'"):
        model_answer("01_weighted_averages", "convolve1d", tmp_path)
    assert model_answer("01_weighted_averages", "other", tmp_path) == "other = 3"
