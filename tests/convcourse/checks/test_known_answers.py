import ast
from pathlib import Path

import pytest

import convcourse.checks
from convcourse.checks.known_answers import (
    KnownAnswer,
    in_the_notebook,
    known_answers,
    mistake,
    module_name,
    right_answer,
)


@mistake("blur", "Divide by the sum of the weights.")
def forgets_to_divide(signal):
    return signal


@right_answer("blur")
def with_numpy(signal):
    return signal / 2


def test_a_mistake_has_its_functions_name_and_its_hint():
    assert isinstance(forgets_to_divide, KnownAnswer)
    assert (forgets_to_divide.name, forgets_to_divide.exercise) == ("forgets_to_divide", "blur")
    assert forgets_to_divide.hint == "Divide by the sum of the weights."
    assert forgets_to_divide.function(3) == 3


def test_a_right_answer_has_no_hint():
    assert with_numpy.hint == ""


def test_a_mistake_without_a_hint_is_an_authors_error():
    with pytest.raises(ValueError, match="a mistake of 'blur' needs a hint: expected a sentence, got an empty text"):
        mistake("blur", "  ")


@pytest.mark.parametrize(
    ("chapter", "module"),
    [("01_weighted_averages", "weighted_averages"), ("weighted_averages", "weighted_averages"), ("12_x", "x")],
)
def test_the_modules_name_is_the_chapters_without_its_number(chapter, module):
    assert module_name(chapter) == module


def test_the_known_answers_come_in_the_order_they_are_written(chapter):
    chapter(forgets_to_divide, with_numpy)
    assert known_answers("mistakes", "99_of_the_tests") == [forgets_to_divide, with_numpy]


def test_a_chapter_without_its_modules_is_an_authors_error():
    with pytest.raises(ModuleNotFoundError, match="no_such_chapter"):
        known_answers("mistakes", "99_no_such_chapter")


@pytest.mark.parametrize("folder", ["mistakes", "right_answers"])
def test_no_two_known_answers_of_a_chapter_share_a_name(folder):
    for module in Path(convcourse.checks.__file__).parent.joinpath(folder).glob("*.py"):
        names = [node.name for node in ast.parse(module.read_text()).body if isinstance(node, ast.FunctionDef)]
        assert len(names) == len(set(names)), (
            f"{module.name}: the later of two functions of one name replaces the earlier"
        )


def test_a_known_answer_finds_what_the_students_notebook_has_defined():
    notebook = {}
    exec("def scale(x): return 10 * x\ndef answer(x): return scale(x)", notebook)

    def known(x, *, more=1):
        return scale(x) + more  # noqa: F821

    assert in_the_notebook(known, notebook["answer"])(3) == 31
    assert in_the_notebook(known, notebook["answer"])(3, more=2) == 32
    assert in_the_notebook(known, 7) is known
