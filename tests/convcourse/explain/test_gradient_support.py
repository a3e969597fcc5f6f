"""Where a gradient is not zero."""

import numpy as np
import pytest

from convcourse.explain import gradient_support


def test_the_support_reaches_from_the_first_to_the_last_pixel_of_any_channel():
    gradient = np.zeros((5, 7, 2))
    gradient[1, 4, 0], gradient[3, 2, 1] = -1e-9, 2
    assert gradient_support(gradient) == ((1, 3), (2, 4))


def test_a_gradient_of_zero_everywhere_supports_nothing():
    with pytest.raises(ValueError, match="it is zero everywhere"):
        gradient_support(np.zeros((3, 4, 1)))


def test_a_single_row_of_numbers_is_no_gradient_of_an_image():
    with pytest.raises(ValueError, match=r"expected the gradient of one image, .* came shape \(3,\)"):
        gradient_support([1.0, 2.0, 3.0])
