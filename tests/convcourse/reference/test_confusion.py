"""The table of answers against truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcourse import reference


def test_five_answers_counted_by_hand() -> None:
    table = reference.confusion_matrix([0, 2, 2, 1, 2], [0, 2, 1, 1, 0], 4)
    assert table.tolist() == [[1, 0, 0, 0], [0, 1, 0, 0], [1, 1, 1, 0], [0, 0, 0, 0]]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=40))
def test_rows_add_up_to_the_labels_columns_to_the_answers_and_the_diagonal_to_what_is_right(
    pairs: list[tuple[int, int]],
) -> None:
    labels, answers = np.array(pairs, dtype=int).reshape(-1, 2).T
    table = reference.confusion_matrix(labels, answers, 5)
    np.testing.assert_array_equal(table.sum(axis=1), np.bincount(labels, minlength=5))
    np.testing.assert_array_equal(table.sum(axis=0), np.bincount(answers, minlength=5))
    assert np.trace(table) == np.sum(labels == answers)
    np.testing.assert_array_equal(reference.confusion_matrix(answers, labels, 5), table.T)


def test_a_label_out_of_range_or_a_missing_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="expected answers from 0 to 2, came 1 to 3"):
        reference.confusion_matrix([0, 1], [1, 3], 3)
    with pytest.raises(ValueError, match="expected labels from 0 to 2, came -1 to 1"):
        reference.confusion_matrix([-1, 1], [1, 2], 3)
    with pytest.raises(ValueError, match="expected one answer for each label"):
        reference.confusion_matrix([0, 1], [1], 3)
