from fractions import Fraction

import numpy as np
import pytest

from convcourse.checks.clues import clue

RAMP = np.array([1.0, 4.0, 9.0, 2.0])
PAGE = np.array([[1.0, 2.0, 4.0], [8.0, 16.0, 32.0], [64.0, 128.0, 251.5]])


@pytest.mark.parametrize(
    ("got", "expected", "words"),
    [
        (None, RAMP, "returned None"),
        (print, 3, "a function, not its result"),
        ("7", 7, "without quotation marks"),
        ("seven", 7, "got text"),
        ([[1], [2, 3]], PAGE, "rows of one length"),
        ((number for number in RAMP), RAMP, "got a generator"),
        ({1.0, 2.0}, RAMP, "got a set"),
        ({"a": 1}, RAMP, "type dict"),
        (RAMP > 2, RAMP, "got True or False"),
        (np.array([1, 0, 1]), np.array([True, False, True]), "Expected True or False, got numbers"),
        (np.array([True, False]), np.array([False, True]), "changed places"),
        (PAGE[:2].T, PAGE[:2], "transposed"),
        (PAGE.T, PAGE, "transposed"),
        (PAGE.ravel(), PAGE, "wrong shape: expected shape (3, 3), got shape (9,)"),
        (RAMP[:2], RAMP, "Expected shape (4,), got shape (2,)."),
        ([3.0], 3.0, "expected a single number, got shape (1,)"),
        ([1, np.nan, 9, 2], RAMP, "NaN"),
        ([1, np.inf, 9, 2], RAMP, "infinite"),
        (np.zeros(4), RAMP, "Every number is 0"),
        (-RAMP, RAMP, "wrong sign"),
        (RAMP / 4, RAMP, "0.25 times"),
        ([Fraction(1, 2), Fraction(2)], [1.0, 4.0], "0.5 times"),
        (RAMP + 2, RAMP, "off by +2"),
        (RAMP[::-1], RAMP, "back to front"),
        (PAGE[::-1], PAGE, "first axis back to front"),
        (PAGE[:, ::-1], PAGE, "back to front along the last axis"),
        ([0, 1, 4, 9], [1, 4, 9, 0], "one place to the right"),
        ([4, 9, 0, 1], [1, 4, 9, 0], "one place to the left"),
        ([1, -4, 9, 2], RAMP, "some signs"),
        (np.array([254, 4, 44], np.uint8), [-2, 4, 300], "wrap around"),
        ([1, -2, 3], [1.5, -2.25, 3.75], "digits after the point"),
        (np.round(RAMP / 7, 3), RAMP / 7, "rounded on the way"),
        ((RAMP / 7).astype(np.float16), RAMP / 7, "rounded on the way"),
        (0.3333, 1 / 3, "rounded on the way"),
        ("Left ", "left", "capitals and spaces"),
        (3, "left", "a word"),
        ({"rows": 1}, {"rows": 1, "columns": 2}, "no key 'columns'"),
        (3, {"rows": 1}, "Expected a dictionary"),
        (RAMP, (RAMP, "same"), "Expected 2 results, as from `return first, second`, got one"),
        ((RAMP, "same", 3), (RAMP, "same"), "Expected 2 results, got 3"),
    ],
)
def test_a_clue_says_what_turns_the_result_into_the_right_one(got, expected, words):
    assert words in clue(got, expected)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ([5, 1, 1, 1], RAMP),
        (127, 128),
        (7.5, 8.0),
        ("right", "left"),
        ("right", None),
        (np.array([1j, 2]), np.array([1, 2])),
        (np.array([True, True]), np.array([False, True])),
        ({"rows": 2}, {"rows": 1}),
        (["a", "c"], ["a", "b"]),
        ([0.0, 0.0], [np.nan, 1.0]),
    ],
)
def test_without_an_explanation_there_is_no_clue(got, expected):
    assert clue(got, expected) in ("", "Every number is 0: is the result filled in before it is returned?")


def test_a_clue_is_never_that_a_number_is_once_what_it_should_be():
    assert "1 times" not in clue(RAMP * (1 + 5e-6), RAMP)
    assert "shifted" not in clue(np.full(3, 1 + 5e-6), np.ones(3))


def test_empty_results_leave_nothing_to_explain():
    assert clue(np.zeros((0, 2)), np.zeros((0, 2), bool)) == clue([1], [True])
