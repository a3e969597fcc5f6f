"""How many windows look at each pixel."""

import numpy as np
import pytest

from convcourse.reference.visits import visits
from convcourse.reference.window_geometry import output_size


def test_a_window_of_three_by_two_sees_a_corner_once_and_the_inside_six_times() -> None:
    counted = visits((6, 7), (3, 2))
    assert [counted[0, 0], counted[0, 3], counted[3, 0], counted[3, 3]] == [1, 2, 3, 6]


@pytest.mark.parametrize("stride", [(1, 1), (2, 3), (4, 1)])
@pytest.mark.parametrize("padding", [(0, 0), (1, 2)])
def test_the_counts_are_those_of_ones_laid_down_at_every_place(
    stride: tuple[int, int], padding: tuple[int, int]
) -> None:
    size, kernel = (7, 9), (3, 2)
    rows, columns = output_size(size, kernel, stride=stride, padding=padding)
    laid = np.zeros((size[0] + 2 * padding[0], size[1] + 2 * padding[1]))
    for row in range(rows):
        for column in range(columns):
            laid[row * stride[0] :, column * stride[1] :][: kernel[0], : kernel[1]] += 1
    inside = laid[padding[0] : padding[0] + size[0], padding[1] : padding[1] + size[1]]
    assert np.array_equal(visits(size, kernel, stride=stride, padding=padding), inside)


def test_pixels_that_no_window_reaches_count_zero() -> None:
    counted = visits((4, 5), (3, 2), stride=2)
    assert counted.tolist() == [[1, 1, 1, 1, 0]] * 3 + [[0] * 5]
