"""A student's own copies: opened, brought up to date, started afresh, and never lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course import Course, CourseError
from autograder.source import read_chapter
from autograder.student_edition import student_editions
from autograder.workbook import open_workbook, opened_chapters, reset, update

SLUG = "01_small_steps"
MINE = "def double(x):\n    return 2 * x  # mine"
Answered = Callable[..., dict[str, Any]]


def own(course: Course) -> Path:
    return course.workbook / f"{SLUG}.ipynb"


def save(course: Course, notebook: dict[str, Any]) -> bytes:
    course.workbook.mkdir(exist_ok=True)
    own(course).write_text(json.dumps(notebook), encoding="utf-8")
    return own(course).read_bytes()


def load(course: Course) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(own(course).read_bytes())
    nbformat.validate(nbformat.from_dict(notebook))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def sources(course: Course) -> dict[str, str]:
    return {cell["id"]: cell["source"] for cell in load(course)["cells"]}


def rewrite(course: Course, **changes: str) -> None:
    """Make a new edition of chapter 01: every key, underscores for spaces, is replaced by its value in the script."""
    script = course.source(SLUG)
    text = script.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old.replace("_", " ") in text
        text = text.replace(old.replace("_", " "), new)
    script.write_text(text, encoding="utf-8")
    [edition] = student_editions([read_chapter(script)]).values()
    course.notebook(SLUG).write_bytes(edition)


def everything(course: Course) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in course.workbook.rglob("*") if path.is_file()}


def my_own_cell(text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": f"mine-{len(text)}",
        "metadata": {},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }


def test_opening_copies_what_is_missing_and_touches_nothing_else(built_course: Course, answered: Answered) -> None:
    mine = save(built_course, answered(double=MINE))
    opened = open_workbook(built_course)
    assert (opened.copied, opened.kept) == (("00_start",), (SLUG,))
    assert own(built_course).read_bytes() == mine
    assert (built_course.workbook / "00_start.ipynb").read_bytes() == built_course.notebook("00_start").read_bytes()
    assert open_workbook(built_course).copied == ()


def test_opening_works_from_the_notebooks_alone(built_course: Course) -> None:
    for script in built_course.solutions.iterdir():
        script.unlink()
    assert open_workbook(Course.find(built_course.notebooks)).copied == ("00_start", SLUG)


def test_opening_without_notebooks_says_what_makes_them(tiny_course: Course) -> None:
    with pytest.raises(CourseError, match=r"came none .autograder build makes them"):
        open_workbook(tiny_course)


def test_an_update_carries_answers_and_takes_the_rest_from_the_new_edition(
    built_course: Course, answered: Answered
) -> None:
    old = save(built_course, answered(double=MINE, why_twice="Because I say so."))
    rewrite(built_course, step_by_step="in steps", What_is_double="How much is double")
    updated = update(built_course, "01")
    assert (updated.chapter, updated.answers, updated.homeless) == (SLUG, ("double", "why_twice"), ())
    assert updated.backup is not None
    assert updated.backup.parent == built_course.workbook / "backups"
    assert updated.backup.name.startswith(f"{SLUG}.2")
    assert updated.backup.read_bytes() == old
    now = sources(built_course)
    assert now["exercise-double"] == MINE
    assert now["answer-why_twice"] == "Because I say so."
    assert now["exercise-prediction"].startswith("# How much is double")  # untouched: the new edition's words
    assert "in steps" in next(text for identity, text in now.items() if identity.startswith("text-"))
    edition = json.loads(built_course.notebook(SLUG).read_bytes())
    assert list(now) == [cell["id"] for cell in edition["cells"]]


def test_an_update_without_a_difference_writes_nothing(built_course: Course, answered: Answered) -> None:
    notebook = answered(double=MINE)
    notebook["cells"][1] |= {"execution_count": 3, "outputs": []}
    notebook["cells"].insert(4, my_own_cell("double(7)"))
    notebook["metadata"]["widgets"] = {}
    save(built_course, notebook)
    before = everything(built_course)
    assert update(built_course, SLUG).backup is None
    assert everything(built_course) == before


def test_an_update_restores_edited_checks_and_deleted_cells(built_course: Course, answered: Answered) -> None:
    notebook = answered(double=MINE)
    for cell in notebook["cells"]:
        if cell["id"] == "check-double":
            cell["source"] = "assert True"
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "exercise-prediction"]
    save(built_course, notebook)
    assert update(built_course, "01").answers == ("double",)
    now = sources(built_course)
    assert "3 doubled is 6" in now["check-double"]
    assert now["exercise-prediction"].endswith("raise NotImplementedError()")


def test_answers_of_exercises_that_are_gone_are_kept_at_the_end(built_course: Course, answered: Answered) -> None:
    save(built_course, answered(double=MINE, prediction="prediction = 20"))
    rewrite(built_course, double="twice")
    updated = update(built_course, "01")
    assert (updated.answers, updated.homeless) == (("prediction",), ("double",))
    last = load(built_course)["cells"][-1]
    assert last["cell_type"] == "markdown"
    assert last["source"].startswith(
        "**Kept from an earlier edition.** The exercise `double` is no longer in this chapter."
    )
    assert MINE in last["source"]
    assert update(built_course, "01").backup is None
    rewrite(built_course, step_by_step="in steps")
    assert update(built_course, "01").homeless == ()
    assert load(built_course)["cells"][-1]["source"] == last["source"]


def test_cells_that_the_student_added_stay_where_they_were(built_course: Course, answered: Answered) -> None:
    notebook = answered(double=MINE)
    at = [cell["id"] for cell in notebook["cells"]].index("exercise-double") + 1
    notebook["cells"][at:at] = [my_own_cell("double(10)"), my_own_cell("double(100)")]
    notebook["cells"].insert(0, my_own_cell("# my name"))
    save(built_course, notebook)
    rewrite(built_course, step_by_step="in steps")
    update(built_course, "01")
    texts = [cell["source"] for cell in load(built_course)["cells"]]
    assert texts[0] == "# my name"
    assert texts[texts.index(MINE) + 1 :][:2] == ["double(10)", "double(100)"]


def test_of_two_answers_to_one_exercise_the_last_counts_and_none_is_lost(
    built_course: Course, answered: Answered
) -> None:
    notebook = answered(double="def double(x):\n    return 0")
    again = next(cell for cell in answered(double=MINE)["cells"] if cell["id"] == "exercise-double")
    notebook["cells"].append(again | {"id": "another"})
    save(built_course, notebook)
    update(built_course, "01")
    assert sources(built_course)["exercise-double"] == MINE
    assert "def double(x):\n    return 0" in sources(built_course).values()


def test_a_notebook_that_lost_its_metadata_is_still_known_by_its_cell_ids(
    built_course: Course, answered: Answered
) -> None:
    notebook = answered(double=MINE)
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    save(built_course, notebook)
    assert update(built_course, "01").answers == ("double",)
    assert sources(built_course)["exercise-double"] == MINE


@pytest.mark.parametrize("data", [b"no notebook", b'{"cells": 3}', b"\xff\xfe", b"", b'{"nbformat": 4, "cells": [{}]}'])
def test_a_notebook_that_cannot_be_read_is_a_clear_error_and_nothing_is_written(
    built_course: Course, data: bytes
) -> None:
    open_workbook(built_course)
    own(built_course).write_bytes(data)
    before = everything(built_course)
    with pytest.raises(
        CourseError, match=r"expected a notebook in .*01_small_steps\.ipynb, which was left as it is; came"
    ):
        update(built_course, "01")
    with pytest.raises(CourseError, match="left as it is"):
        reset(built_course, "01", "double")
    assert everything(built_course) == before


def test_two_backups_in_one_second_both_stay(built_course: Course, answered: Answered) -> None:
    for number in range(3):
        save(built_course, answered(double=f"{MINE} {number}"))
        reset(built_course, "01", "double")
    assert len(list((built_course.workbook / "backups").iterdir())) == 3


@pytest.mark.parametrize("chapter", ["01", "1", SLUG, f"workbook/{SLUG}.ipynb", f"solutions/{SLUG}.py"])
def test_a_reset_restores_one_cell_and_no_other(built_course: Course, answered: Answered, chapter: str) -> None:
    old = save(built_course, answered(double=MINE, prediction="prediction = 20"))
    backup = reset(built_course, chapter, "double")
    assert backup is not None
    assert backup.read_bytes() == old
    now = sources(built_course)
    assert now["exercise-double"].endswith("raise NotImplementedError()")
    assert now["exercise-prediction"] == "prediction = 20"


def test_a_reset_restores_a_written_answer_and_a_deleted_cell(built_course: Course, answered: Answered) -> None:
    notebook = answered(why_twice="So.")
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "exercise-double"]
    save(built_course, notebook)
    reset(built_course, "01", "why_twice")
    reset(built_course, "01", "double")
    edition = json.loads(built_course.notebook(SLUG).read_bytes())
    assert list(sources(built_course)) == [cell["id"] for cell in edition["cells"]]
    assert sources(built_course)["answer-why_twice"].endswith("YOUR ANSWER HERE")


def test_a_reset_of_an_untouched_cell_writes_nothing(built_course: Course) -> None:
    open_workbook(built_course)
    before = everything(built_course)
    assert reset(built_course, "01", "double") is None
    assert everything(built_course) == before


def test_unknown_chapters_and_exercises_are_errors_that_name_the_known_ones(built_course: Course) -> None:
    open_workbook(built_course)
    with pytest.raises(CourseError, match='one of the chapters 00_start, 01_small_steps; came "07"'):
        update(built_course, "07")
    with pytest.raises(CourseError, match='did you mean "01_small_steps"'):
        reset(built_course, "01_smal_steps", "double")
    with pytest.raises(
        CourseError, match=r'one of double, prediction, why_twice; came "duoble" .did you mean "double"'
    ):
        reset(built_course, "01", "duoble")


def test_a_chapter_that_is_not_in_the_workbook_is_an_error_that_says_how_to_get_it(built_course: Course) -> None:
    assert opened_chapters(built_course) == []
    with pytest.raises(CourseError, match="autograder workbook puts it there"):
        update(built_course, "01")
