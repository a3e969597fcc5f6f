"""Steps up a gradient, with and without reins."""

import numpy as np
import pytest

from convcourse.reference import ascent_step, reined_ascent


def test_a_step_on_paper():
    np.testing.assert_allclose(ascent_step([0.2, 0.7, 0.5, 0.9], [3, 4, 0, 0], 0.25), [0.5, 1, 0.5, 0.9])


@pytest.mark.parametrize("scale", [1e-8, 1, 1e6])
def test_only_the_direction_of_the_gradient_counts(scale):
    random = np.random.default_rng(0)
    image, gradient = 0.5 + 0.1 * random.random((3, 5, 2)), random.normal(size=(3, 5, 2))
    step = ascent_step(image, scale * gradient, 0.01) - image
    assert np.sqrt(np.mean(step**2)) == pytest.approx(0.01)
    np.testing.assert_allclose(step, ascent_step(image, gradient, 0.01) - image, atol=1e-12)


def test_without_a_gradient_the_image_stays_and_is_a_copy():
    image = np.array([[0.2, 0.4]])
    found = ascent_step(image, np.zeros((1, 2)), 0.3)
    assert found is not image and found.tolist() == image.tolist()


def test_shifts_change_nothing_for_a_gradient_that_is_the_same_everywhere():
    image = np.random.default_rng(1).random((3, 4))

    def same_for_all(given):
        return np.sin(7 * given)  # pixel by pixel, wherever it lies

    free = reined_ascent(same_for_all, image, [(0, 0)] * 3, 0.1, 0.1)
    np.testing.assert_allclose(reined_ascent(same_for_all, image, [(1, -2), (0, 3), (2, 2)], 0.1, 0.1), free)


def test_the_pull_alone_brings_a_picture_closer_to_grey():
    found = reined_ascent(np.zeros_like, [[0.9, 0.1, 0.5]], [(0, 1), (0, 0)], 0.2, 0.1)
    np.testing.assert_allclose(found, [[0.5 + 0.81 * 0.4, 0.5 - 0.81 * 0.4, 0.5]])
