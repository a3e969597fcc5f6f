"""The brightest block of a map, beside adding up each of them."""

import numpy as np
import pytest

from convcourse.reference import brightest_block


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (3, 2), (5, 1), (5, 7)])
def test_beside_adding_up_every_block(size):
    heat = np.random.default_rng(3).normal(size=(5, 7))
    sums = {
        (top, left): heat[top : top + size[0], left : left + size[1]].sum()
        for top in range(6 - size[0])
        for left in range(8 - size[1])
    }
    assert tuple(brightest_block(heat, size)) == max(sums, key=sums.get)


def test_of_equally_bright_blocks_it_is_the_first():
    assert brightest_block(np.full((4, 5), 0.1), (2, 2)) == [0, 0]


@pytest.mark.parametrize("size", [(0, 1), (3, 1), (1, 5)])
def test_a_block_that_does_not_fit_is_refused(size):
    with pytest.raises(ValueError, match=r"1 by 1 to the size of the map, \(2, 4\)"):
        brightest_block(np.ones((2, 4)), size)
