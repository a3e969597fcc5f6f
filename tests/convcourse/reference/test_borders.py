"""What lies beyond the edge of an image."""

import numpy as np
import pytest

from convcourse import reference

ROW = [[1, 2, 3]]


@pytest.mark.parametrize(
    ("border", "expected"),
    [
        ("zero", [0, 0, 1, 2, 3, 0, 0]),
        ("edge", [1, 1, 1, 2, 3, 3, 3]),
        ("reflect", [3, 2, 1, 2, 3, 2, 1]),
        ("wrap", [2, 3, 1, 2, 3, 1, 2]),
    ],
)
def test_the_four_rules_by_hand(border, expected):
    assert reference.pad2d(ROW, (0, 2), border).tolist() == [expected]


def test_pairs_say_above_below_left_and_right():
    assert reference.pad2d([[7]], ((1, 0), (0, 2))).tolist() == [[0, 0, 0], [7, 0, 0]]


def test_the_image_is_copied():
    image = np.ones((2, 3))
    reference.pad2d(image, 0)[:] = 5
    assert image.max() == 1


def test_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="expected border zero, edge, reflect, wrap; came 'mirror'"):
        reference.pad2d(ROW, 1, "mirror")


def test_a_negative_padding_is_refused():
    with pytest.raises(ValueError, match="expected padding in whole numbers of 0 or more, came -1"):
        reference.pad2d(ROW, -1)
