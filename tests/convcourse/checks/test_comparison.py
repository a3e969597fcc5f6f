from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from convcourse.checks.comparison import as_numbers, close, same

WITHIN = 1e-6


class AlwaysEqual:
    __hash__ = None

    def __eq__(self, other):
        return True


class HoldsAnArray:
    """Stands for a tensor of a deep-learning library."""

    def __array__(self, dtype=None, copy=None):
        return np.array([1.0, 2.0])


class RefusesToBeAnArray:
    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("a tensor that requires a gradient")


class AgreesWithEverything(np.ndarray):
    def __eq__(self, other):
        return True


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ([1, 2], np.array([1.0, 2.0])),
        ((1, 2), [1.0, 2.0]),
        (range(3), [0, 1, 2]),
        (np.array([1, 2], dtype=np.uint8), [1, 2]),
        (np.array(3), 3.0),
        (np.float32(0.1), 0.1),
        (3, 3.0),
        (np.int64(3), 3),
        (HoldsAnArray(), [1, 2]),
        ([np.array(1.0), np.array(2.0)], [1, 2]),
        ([np.array([1.0, 2.0]), [3, 4]], [[1, 2], [3, 4]]),
        (np.array([1.0, 2.0], dtype=object), [1, 2]),
        ([Fraction(1, 3), Fraction(2, 3)], [1 / 3, 2 / 3]),
        (Decimal("0.25"), 0.25),
        (10**30, 1e30),
        (np.array([0.5 + 1e-18j]), [0.5]),
        (np.array([[1, 2]]).view(np.matrix), [[1, 2]]),
        (np.ma.array([1.0, 2.0]), [1, 2]),
        ([], np.array([])),
        (np.nan, np.nan),
        ([np.inf, 1], [np.inf, 1]),
        ([0.1 + 0.2], [0.3]),
    ],
)
def test_the_same_numbers_are_the_same_in_whatever_they_are_kept(got, expected):
    assert same(got, expected, WITHIN)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ([1, 2, 3], [1, 2]),
        ([[1, 2]], [1, 2]),
        ([3], 3),
        (3, [3]),
        ([[1], [2]], [1, 2]),
        ("3", 3),
        (["1", "2"], [1, 2]),
        (None, 0),
        (None, []),
        ({}, []),
        (AlwaysEqual(), 3),
        (AlwaysEqual(), "same"),
        (RefusesToBeAnArray(), [1, 2]),
        (np.array([5.0, 2.0]).view(AgreesWithEverything), [1, 2]),
        (np.ma.array([1.0, 2.0], mask=[False, True]), [1, 2]),
        ((number for number in (1, 2)), [1, 2]),
        ({1, 2}, [1, 2]),
        ([[1, 2], [3]], [[1, 2], [3, 0]]),
        (np.array([1, None], dtype=object), [1, np.nan]),
        (np.array(["1", "2"], dtype=object), [1, 2]),
        ([1, np.nan], [1, 2]),
        ([1, 2], [1, np.nan]),
        ([1, -np.inf], [1, np.inf]),
        ([5.0, 1.0], [np.inf, 1.0]),
        (np.array([1j]), [1]),
        (lambda: [1, 2], [1, 2]),
    ],
)
def test_other_numbers_shapes_and_things_are_not_the_same(got, expected):
    assert not same(got, expected, WITHIN)


@pytest.mark.parametrize("true", [True, np.True_, np.array(True), np.array(True, dtype=object)])
def test_true_is_true_in_whatever_it_is_kept_but_is_not_one(true):
    assert same(true, True, WITHIN)
    assert not same(true, False, WITHIN)
    assert not same(true, 1, WITHIN)
    assert not same(1, true, WITHIN)


def test_a_mask_is_not_an_array_of_zeros_and_ones():
    assert same([True, False], np.array([True, False]), WITHIN)
    assert not same([1, 0], np.array([True, False]), WITHIN)
    assert not same(np.array([True, False]), [1, 0], WITHIN)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("left", "left"),
        (np.str_("left"), "left"),
        (np.array(["a", "b"]), ["a", "b"]),
        (["a", "b"], np.array(["a", "b"])),
        (("same", 3), ["same", 3.0]),
        ((np.ones((2, 2)), 3), (np.ones((2, 2)), 3.0)),
        ({"rows": [1, 2], "name": "x"}, {"name": "x", "rows": np.array([1.0, 2.0])}),
        ([{"k": 1}, "a"], [{"k": 1.0}, "a"]),
        (None, None),
        ({"a"}, {"a"}),
    ],
)
def test_words_dictionaries_and_several_results_compare_part_by_part(got, expected):
    assert same(got, expected, WITHIN)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ("Left", "left"),
        (["left"], "left"),
        ("left", ["left"]),
        (["a"], ["a", "b"]),
        ((np.ones(2), 3, 4), (np.ones(2), 3)),
        ((3, np.ones(2)), (np.ones(2), 3)),
        ({"rows": 1}, {"rows": 1, "columns": 2}),
        ({"rows": 1, "columns": 2}, {"rows": 1}),
        ([("rows", 1)], {"rows": 1}),
        (0, None),
        (["a"], {"a"}),
    ],
)
def test_other_words_dictionaries_and_results_are_not_the_same(got, expected):
    assert not same(got, expected, WITHIN)


def test_half_precision_is_told_apart_unless_the_check_allows_it():
    third = np.full(4, 1 / 3)
    assert same(third.astype(np.float32), third, WITHIN)
    assert not same(third.astype(np.float16), third, WITHIN)
    assert same(third.astype(np.float16), third, 1e-3)


def test_large_numbers_that_cancel_keep_their_rounding_errors():
    assert same([1e-4, 255.0], [0.0, 255.0], WITHIN)
    assert not same([1e-4], [0.0], WITHIN)


def test_a_wide_tolerance_does_not_grow_with_the_largest_number():
    assert not same([2.0, 255.0], [1.0, 255.0], 0.01)


@given(arrays(np.float64, array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e6, 1e6)))
def test_an_array_is_the_same_as_itself_as_lists_and_not_as_itself_plus_one_in_a_hundred(array):
    assert same(array.tolist(), array, WITHIN)
    assert not same(array + 1 + 0.01 * np.abs(array).max(), array, WITHIN)


def test_close_marks_the_places_that_agree():
    marks = close(np.array([[1.0, 2.0], [np.nan, 4.0]]), np.array([[1.0, 3.0], [np.nan, 4.0]]), WITHIN)
    assert marks.tolist() == [[True, False], [True, True]]


def test_what_is_no_number_is_read_as_none():
    for value in (None, "three", b"3", {"a": 1}, [[1], [2, 3]], print, object(), AlwaysEqual(), RefusesToBeAnArray()):
        assert as_numbers(value) is None
