"""Total variation and its gradient, against differences."""

import numpy as np
import pytest

from convcourse.explain import total_variation


def test_it_is_the_mean_of_squared_steps_down_and_across():
    # Down: 2, 2, 2, of which the mean square is 4. Across: 1 and 3 in each of two rows, of which it is 5.
    assert total_variation([[[[0.0], [1.0], [4.0]], [[2.0], [3.0], [6.0]]]]).values == pytest.approx([4 + 5])


def test_its_gradient_is_that_of_differences():
    images = np.random.default_rng(1).normal(size=(2, 3, 5, 2))
    found = total_variation(images).gradient
    for place in np.ndindex(images.shape):
        moved = np.zeros(images.shape)
        moved[place] = 1e-6
        up, down = (total_variation(images + sign * moved).values[place[0]] for sign in (1, -1))
        assert found[place] == pytest.approx((up - down) / 2e-6, abs=1e-6)


def test_an_image_of_one_row_is_refused():
    with pytest.raises(ValueError, match=r"two pixels or more along each axis, came \(1, 1, 4, 3\)"):
        total_variation(np.ones((1, 1, 4, 3)))
