"""Measured marks: what reaches them, what is said, and what is noted for who runs the chapter."""

import json

import pytest

from convcourse.checks import CheckFailed
from convcourse.checks.known_answers import mistake
from convcourse.checks.scores import SCORES_VARIABLE, reaches, wanted_mark


@mistake("train", "The rate is a thousand times too large.")
def rate_too_large(rate):
    return 1000 * rate


def accuracy(rate: float) -> float:
    if rate > 500:
        raise ValueError("the loss became NaN")
    return 1 - rate


def check_of(chapter, train, mark=0.9):
    with chapter(rate_too_large)("train", train) as answer:
        answer.on(0.01).measures("accuracy on held-out digits", accuracy, at_least=mark)


def test_a_number_that_reaches_its_mark_passes(chapter):
    check_of(chapter, lambda rate: rate)


def test_a_number_below_its_mark_is_told_with_the_mark(chapter):
    with pytest.raises(CheckFailed, match=r"(?s)accuracy on held-out digits: at least 0.995.*0.99"):
        check_of(chapter, lambda rate: rate, mark=0.995)


def test_a_known_mistake_gives_its_hint(chapter):
    with pytest.raises(CheckFailed, match="a thousand times too large"):
        check_of(chapter, lambda rate: rate * 1000)


def test_what_the_measurement_raises_is_told_to_the_student(chapter):
    with pytest.raises(CheckFailed, match="ValueError: the loss became NaN"):
        check_of(chapter, lambda rate: 10**6 * rate)


def test_an_error_in_the_answer_itself_is_told(chapter):
    with pytest.raises(CheckFailed, match="ZeroDivisionError"):
        check_of(chapter, lambda rate: 1 / 0)


def test_scores_are_noted_where_the_environment_names_a_file(chapter, tmp_path, monkeypatch):
    file = tmp_path / "scores.jsonl"
    monkeypatch.setenv(SCORES_VARIABLE, str(file))
    check_of(chapter, lambda rate: rate)
    with pytest.raises(CheckFailed):
        check_of(chapter, lambda rate: rate, mark=0.995)
    first, second = map(json.loads, file.read_text().splitlines())
    assert first == {
        "chapter": "99_of_the_tests",
        "exercise": "train",
        "what": "accuracy on held-out digits",
        "score": 0.99,
        "at_least": 0.9,
        "at_most": None,
    }
    assert second["score"] == 0.99 and second["at_least"] == 0.995


@pytest.mark.parametrize(
    ("number", "at_least", "at_most", "expected"),
    [(3, 3, None, True), (2.9, 3, None, False), (3, None, 3, True), (3.1, None, 3, False), (4, 3, 5, True)],
)
def test_marks_include_their_own_value(number, at_least, at_most, expected):
    assert reaches(number, at_least, at_most) is expected


def test_nan_reaches_no_mark():
    assert not reaches(float("nan"), None, 3)


def test_a_mark_is_expected():
    with pytest.raises(ValueError, match="at_least or at_most"):
        reaches(1, None, None)


def test_two_marks_are_both_said():
    assert wanted_mark("steps", 3, 12) == "steps: at least 3 and at most 12"
