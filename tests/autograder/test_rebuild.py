"""Only a student's answers are taken from a submission; whatever else was done to it has no effect."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from autograder.chapter import Chapter
from autograder.course import Course
from autograder.rebuild import Rebuilt, rebuild
from autograder.source import read_chapter
from autograder.submitted import NotANotebook, read_cells, read_notebook

Notebook = dict[str, Any]
MINE = "def double(x):\n    return x * 2"


@pytest.fixture
def chapter(built_course: Course) -> Chapter:
    return read_chapter(built_course.source("01_small_steps"))


@pytest.fixture
def submission(answered: Callable[..., Notebook]) -> Notebook:
    """A submission with one exercise answered."""
    return answered(double=MINE)


def cell(notebook: Notebook, name: str) -> dict[str, Any]:
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def body(rebuilt: Rebuilt, name: str) -> str:
    return next(cell.source for cell in rebuilt.cells if cell.id == name)


def test_answers_are_put_into_the_chapter_and_all_else_is_the_chapters_own(
    chapter: Chapter, answered: Callable[..., Notebook]
) -> None:
    rebuilt = rebuild(chapter, answered(double=MINE, why_twice="Adding."))
    assert rebuilt.notes == []
    assert body(rebuilt, "exercise-double") == MINE
    assert body(rebuilt, "answer-why_twice") == "Adding."
    assert "BEGIN HIDDEN TESTS" in body(rebuilt, "check-double")
    assert [cell.id for cell in rebuilt.cells] == [cell.id for cell in chapter.cells]
    assert rebuilt.unanswered == {"exercise-prediction"}


def test_an_untouched_notebook_has_nothing_answered_and_no_solution_in_it(
    chapter: Chapter, untouched: Notebook
) -> None:
    rebuilt = rebuild(chapter, untouched)
    assert rebuilt.notes == []
    assert rebuilt.unanswered == {"exercise-double", "exercise-prediction", "answer-why_twice"}
    assert "return x + x" not in body(rebuilt, "exercise-double")


def remove_check(notebook: Notebook) -> None:
    notebook["cells"].remove(cell(notebook, "check-double"))


def edit_check(notebook: Notebook) -> None:
    cell(notebook, "check-double")["source"] = "assert True"


def edit_points(notebook: Notebook) -> None:
    cell(notebook, "check-double")["metadata"]["nbgrader"]["points"] = 200


def edit_own_code(notebook: Notebook) -> None:
    next(one for one in notebook["cells"] if one["id"].startswith("code-"))["source"] = "import math as maths"


def reorder(notebook: Notebook) -> None:
    notebook["cells"].reverse()


def duplicate_untouched(notebook: Notebook) -> None:
    twin = copy.deepcopy(cell(notebook, "exercise-double"))
    twin["source"] = "# YOUR CODE HERE\nraise NotImplementedError()"
    cell(notebook, "exercise-double")["source"], twin["source"] = "", MINE
    notebook["cells"].append(twin)


def change_type(notebook: Notebook) -> None:
    cell(notebook, "exercise-double")["cell_type"] = "markdown"


def duplicate_check(notebook: Notebook) -> None:
    twin = copy.deepcopy(cell(notebook, "check-double"))
    twin["source"] = "assert True"
    notebook["cells"].append(twin)


def rename_answer(notebook: Notebook) -> None:
    cell(notebook, "exercise-double")["metadata"] = {"nbgrader": {"grade_id": "my-own", "solution": True}}
    cell(notebook, "exercise-double")["id"] = "my-own"


def exchange_ids(notebook: Notebook) -> None:
    cell(notebook, "exercise-prediction")["source"] = "prediction = 20"
    double, prediction = cell(notebook, "exercise-double"), cell(notebook, "exercise-prediction")
    double["id"], prediction["id"] = prediction["id"], double["id"]
    double["metadata"], prediction["metadata"] = prediction["metadata"], double["metadata"]


def spoil_metadata(notebook: Notebook) -> None:
    for one in notebook["cells"]:
        one["metadata"]["nbgrader"] = ["no", "table"]


def drop_the_texts(notebook: Notebook) -> None:
    notebook["cells"] = [one for one in notebook["cells"] if one["cell_type"] == "code"]


def lose_metadata(notebook: Notebook) -> None:
    for one in notebook["cells"]:
        one["metadata"] = {}
        del one["id"]


def lose_nbgrader_metadata(notebook: Notebook) -> None:
    for one in notebook["cells"]:
        del one["metadata"]["nbgrader"], one["id"]


def add_cells(notebook: Notebook) -> None:
    notebook["cells"].append({"cell_type": "code", "source": ["def double(x):\n", "    return 0"], "metadata": {}})


def save_in_format_3(notebook: Notebook) -> None:
    for one in notebook["cells"]:
        one["input"] = one.pop("source")
    notebook["worksheets"] = [{"cells": notebook.pop("cells"), "metadata": {}}]
    notebook["nbformat"] = 3


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (remove_check, "the check of double was deleted"),
        (edit_check, "the check of double was edited"),
        (edit_points, "the points of double were changed to 200: it is worth 2"),
        (edit_own_code, "1 of the chapter's own code cells edited"),
        (reorder, "cells were moved"),
        (duplicate_untouched, "the cell of double was there 2 times"),
        (change_type, "the cell of double was turned into a markdown cell"),
        (lose_metadata, "the cell of double had lost its id"),
        (duplicate_check, "the check of double was there 2 times"),
        (rename_answer, "the cell of double had lost its id"),
        (exchange_ids, "the cell of double carried the id of prediction"),
        (drop_the_texts, "the written answer why_twice is missing"),
        (add_cells, "double is also defined in an added cell"),
        (save_in_format_3, "saved in notebook format 3"),
    ],
)
def test_damage_is_noted_and_has_no_effect(
    chapter: Chapter, submission: Notebook, change: Callable[[Notebook], None], note: str
) -> None:
    unharmed = rebuild(chapter, copy.deepcopy(submission))
    change(submission)
    rebuilt = rebuild(chapter, submission)
    answer = "exercise-prediction"  # which one change fills in
    code, before = (
        [one for one in some.cells if one.kind == "code" and one.id != answer] for some in (rebuilt, unharmed)
    )
    assert code == before
    assert any(one.startswith(note) for one in rebuilt.notes), rebuilt.notes


def test_our_own_metadata_is_enough_to_find_an_answer(chapter: Chapter, submission: Notebook) -> None:
    lose_nbgrader_metadata(submission)
    assert body(rebuild(chapter, submission), "exercise-double") == MINE


def test_metadata_that_is_no_table_loses_nothing(chapter: Chapter, submission: Notebook) -> None:
    spoil_metadata(submission)
    rebuilt = rebuild(chapter, submission)
    assert (body(rebuilt, "exercise-double"), rebuilt.notes) == (MINE, [])


def test_exchanged_ids_give_each_exercise_its_own_answer(chapter: Chapter, submission: Notebook) -> None:
    exchange_ids(submission)
    rebuilt = rebuild(chapter, submission)
    assert body(rebuilt, "exercise-double") == MINE
    assert body(rebuilt, "exercise-prediction") == "prediction = 20"


def test_of_two_answered_copies_the_first_counts(chapter: Chapter, submission: Notebook) -> None:
    twin = copy.deepcopy(cell(submission, "exercise-double"))
    twin["source"] = "def double(x):\n    return 0"
    submission["cells"].append(twin)
    assert body(rebuild(chapter, submission), "exercise-double") == MINE


def test_a_missing_exercise_is_noted_and_counts_as_unanswered(chapter: Chapter, submission: Notebook) -> None:
    submission["cells"].remove(cell(submission, "exercise-double"))
    rebuilt = rebuild(chapter, submission)
    assert "exercise-double" in rebuilt.unanswered
    assert any("the cell of double is missing" in note for note in rebuilt.notes)
    assert "raise NotImplementedError()" in body(rebuilt, "exercise-double")


def test_line_ends_and_trailing_blanks_do_not_make_an_answer(chapter: Chapter, untouched: Notebook) -> None:
    stub = cell(untouched, "exercise-double")
    stub["source"] = [line.rstrip("\n") + "  \r\n" for line in stub["source"]] + ["\n"]
    assert "exercise-double" in rebuild(chapter, untouched).unanswered


@pytest.mark.parametrize(
    ("content", "came"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7 \xff\xfe", "not text"),
        (b"Dear teacher, my dog ate it.", "not JSON"),
        (b"[1, 2]", "no cells"),
        (b'{"cells": "none"}', "no cells"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"cells": [' + b"{}," * 2_000_001 + b"{}]}", "at most 2,000,000 values"),
    ],
)
def test_a_file_that_is_no_notebook_says_what_it_is(content: bytes, came: str) -> None:
    with pytest.raises(NotANotebook, match=came):
        read_notebook(content)


def test_damaged_cells_are_read_as_far_as_they_go() -> None:
    strange = [None, 3, {}, {"source": [1, "x"], "metadata": [], "id": 7}, {"source": "\ud800", "cell_type": None}]
    content = json.dumps({"cells": strange}).encode()
    assert [cell.source for cell in read_cells(read_notebook(content))] == ["", "x", "?"]
