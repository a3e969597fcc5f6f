"""Checks that look at results through a view: what they compare, show and recognise."""

import pytest

from convcourse.checks import CheckFailed
from convcourse.checks.known_answers import mistake


class Tower:
    """Stands for a model: two of them are never equal, but what they are made of can be compared."""

    def __init__(self, *floors: str) -> None:
        self.floors = list(floors)


def floors(tower: Tower) -> list[tuple[str, int]]:
    if not tower.floors:
        raise ValueError("the tower was not built")
    return [(name, len(name)) for name in tower.floors]


@mistake("tower", "The pool stands before the convolution.")
def wrong_order(count):
    return Tower("pool", "convolution", "dense")


RIGHT = [("convolution", 11), ("pool", 4), ("dense", 5)]


def check_of(chapter, build):
    with chapter(wrong_order)("tower", build) as answer:
        answer.sees(floors)
        answer.on(3).gives(RIGHT)


def test_a_right_result_passes_though_the_object_is_another(chapter):
    check_of(chapter, lambda count: Tower("convolution", "pool", "dense"))


def test_a_known_mistake_is_recognised_by_what_the_view_shows(chapter):
    with pytest.raises(CheckFailed, match="pool stands before") as failed:
        check_of(chapter, lambda count: Tower("pool", "convolution", "dense"))
    assert failed.value.mistake == "wrong_order"


def test_the_first_row_that_differs_is_named(chapter):
    words = r"Row 2 is the first that differs: expected \('pool', 4\), got \('relu', 4\)"
    with pytest.raises(CheckFailed, match=words):
        check_of(chapter, lambda count: Tower("convolution", "relu", "dense"))


def test_a_missing_row_is_counted(chapter):
    with pytest.raises(CheckFailed, match=r"Expected 3 rows, got 2\. Row 2 is the first"):
        check_of(chapter, lambda count: Tower("convolution", "dense"))


def test_what_the_view_refuses_is_told_to_the_student(chapter):
    with pytest.raises(CheckFailed, match="ValueError: the tower was not built"):
        check_of(chapter, lambda count: Tower())


def test_the_reference_is_looked_at_in_the_same_way(chapter):
    with chapter()("tower", lambda count: Tower(*["dense"] * count)) as answer:
        answer.sees(floors)
        answer.on(3).agrees_with(lambda count: Tower(*["dense"] * count))
        with pytest.raises(CheckFailed):
            answer.on(3).agrees_with(lambda count: Tower("dense"))
