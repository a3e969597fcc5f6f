"""Intersection over union of masks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from convcourse import reference

MAPS = arrays.arrays(np.int64, (2, 3, 4), elements=st.integers(0, 4))


def test_three_classes_by_hand():
    truth, answer = np.array([[0, 1, 1, 1], [2, 2, 0, 0]]), np.array([[0, 1, 1, 2], [2, 0, 0, 0]])
    assert reference.class_ious(truth, answer, 3).tolist() == [3 / 4, 2 / 3, 1 / 3]
    assert reference.mean_iou(truth, answer, 3) == pytest.approx(1 / 2)
    assert reference.mean_iou(truth, answer, 3, background=None) == pytest.approx(7 / 12)


@given(MAPS, MAPS)
def test_it_is_the_size_of_the_intersection_of_sets_over_that_of_the_union(truth, answer):
    for label, found in enumerate(reference.class_ious(truth, answer, 5)):
        one, other = set(np.flatnonzero(truth == label)), set(np.flatnonzero(answer == label))
        expected = len(one & other) / len(one | other) if one | other else np.nan
        np.testing.assert_allclose(found, expected)


@given(MAPS, MAPS)
def test_truth_and_answer_may_change_places(truth, answer):
    np.testing.assert_array_equal(reference.class_ious(truth, answer, 5), reference.class_ious(answer, truth, 5))


def test_a_class_that_nobody_names_is_left_out_of_the_mean():
    truth = np.array([[0, 1], [1, 0]])
    assert np.isnan(reference.class_ious(truth, truth, 3)[2]) and reference.mean_iou(truth, truth, 3) == 1


@pytest.mark.parametrize(
    ("truth", "answer", "words"),
    [
        ([[0, 1]], [0, 1], r"truth has shape \(1, 2\), answer \(2,\)"),
        ([0, 1], [0, 3], "answer holds 0 to 3"),
        ([0, -1], [0, 1], "truth holds -1 to 0"),
        ([0, 1], [0.0, 1.0], "answer holds float64"),
        ([0, 0], [0, 0], "background alone"),
    ],
)
def test_what_cannot_be_compared_is_refused(truth, answer, words):
    with pytest.raises(ValueError, match=words):
        reference.mean_iou(np.array(truth), np.array(answer), 3)
