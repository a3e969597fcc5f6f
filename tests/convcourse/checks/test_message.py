import numpy as np
import pytest

from convcourse.checks import CheckFailed
from convcourse.checks.message import first_difference, show, show_call, show_error, show_number, show_result


def test_a_failure_is_a_table_of_labels_and_texts():
    failure = CheckFailed("blur", [("asked", "blur([1, 2])"), ("", "Not yet."), ("got", "[[1],\n [2]]")])
    assert str(failure) == ("blur: not yet\n  asked:    blur([1, 2])\n  Not yet.\n  got:      [[1],\n             [2]]")


def test_a_failure_renders_itself_in_the_same_words_with_the_labels_marked():
    failure = CheckFailed("blur", [("got", "3")])
    rendered = "\n".join(failure._render_traceback_())
    for mark in ("\x1b[31m", "\x1b[1m", "\x1b[0m"):
        rendered = rendered.replace(mark, "")
    assert rendered == str(failure)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3.0, "3"),
        (np.float64(-0.0), "0"),
        (1 / 3, "0.333333"),
        (1_234_567, "1234567"),
        (np.int64(1_234_567), "1234567"),
        (np.uint8(7), "7"),
        (1234567.0, "1234567"),
        (1e20, "1e+20"),
        (1e-9, "1e-09"),
        (np.nan, "nan"),
        (-np.inf, "-inf"),
        (1 + 2j, "1+2j"),
        (np.True_, "True"),
        (np.float16(0.5), "0.5"),
    ],
)
def test_a_number_is_written_as_a_person_would(number, text):
    assert show_number(number) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([1, 2.5], "[1, 2.5]"),
        ((3, 3), "(3, 3)"),
        ((3,), "(3,)"),
        ((np.array([1.0]), "same"), "([1], 'same')"),
        (np.array(["a", "b"]), "['a', 'b']"),
        (np.str_("a"), "'a'"),
        ({"rows": [1, 2]}, "{'rows': [1, 2]}"),
        ([[1], [2, 3]], "[[1], [2, 3]]"),
        (np.zeros((0, 3)), "an empty array of shape (0, 3)"),
        ([], "an empty array of shape (0,)"),
        (np.zeros((9, 9)), "an array of shape (9, 9)"),
        (np.zeros((9, 9), bool), "an array of True and False, shape (9, 9)"),
        (np.convolve, "convolve"),
        (None, "None"),
        (np.ones((2, 1, 2)), "[[[1, 1]],\n [[1, 1]]]"),
        ("x" * 400, "'" + "x" * 299 + " ..."),
    ],
)
def test_a_value_is_shown_in_full_while_it_is_small(value, text):
    assert show(value) == text


def test_a_call_is_shown_as_it_would_be_typed():
    assert show_call("pad", [np.array([1.0, 2.0]), (1, 1)], {"mode": "same"}) == "pad([1, 2], (1, 1), mode='same')"
    assert show_call("flip", [np.eye(2)], {"axis": 0}) == "flip(\n    [[1, 0],\n     [0, 1]],\n    axis=0)"


def test_an_error_is_shown_as_python_does():
    assert show_error(ValueError("too short")) == "ValueError: too short"
    assert show_error(IndexError()) == "IndexError"


def test_of_a_large_photo_only_the_first_difference_is_shown():
    photo = np.zeros((40, 50, 3), np.uint8)
    other = photo.copy()
    other[3, 4, 1] = 9
    other[7:] = 1
    text = show_result(other, photo, 1e-6)
    assert text == "first different at [3, 4, 1]: expected 0, got 9 (4951 of 6000 numbers differ)"


def test_a_large_mask_in_place_of_numbers_is_shown_by_its_shape():
    assert show_result(np.ones((9, 9), bool), np.ones((9, 9)), 1e-6) == "an array of True and False, shape (9, 9)"


def test_the_first_difference_ignores_what_the_tolerance_allows():
    got, expected = np.array([1.0 + 1e-9, np.nan, 5.0]), np.array([1.0, np.nan, 4.0])
    assert first_difference(got, expected, 1e-6).startswith("first different at [2]: expected 4, got 5 (1 of 3")
