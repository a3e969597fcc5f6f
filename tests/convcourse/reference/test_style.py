"""Gram matrices and the distance of two styles."""

import numpy as np
import pytest

from convcourse import explain
from convcourse.reference import gram_matrix, style_loss


def test_the_matrix_on_paper():
    assert gram_matrix([[[1, 2], [3, 0]], [[1, 4], [1, 2]]]).tolist() == [[3, 2], [2, 6]]


def test_it_agrees_with_the_one_of_the_style_transfer():
    maps = np.random.default_rng(0).normal(size=(4, 7, 5))
    np.testing.assert_allclose(gram_matrix(maps), explain.gram_matrix(maps[None])[0])


def test_the_order_of_the_places_does_not_count():
    random = np.random.default_rng(1)
    maps = random.normal(size=(3, 5, 4))
    mixed = random.permutation(maps.reshape(15, 4)).reshape(5, 3, 4)
    np.testing.assert_allclose(gram_matrix(maps), gram_matrix(mixed))


def test_layers_with_large_numbers_count_no_more_than_others():
    small, large = np.array([[1.0, 0.2], [0.2, 3]]), np.array([[900.0]])
    assert style_loss([small + 0.1, 1.1 * large], [small, large]) == pytest.approx(
        (0.04 / (1 + 2 * 0.04 + 9) + 0.01) / 2
    )
    assert style_loss([small], [small]) == 0


def test_other_shapes_are_named():
    with pytest.raises(ValueError, match=r"\(height, width, channels\), came \(2, 2\)"):
        gram_matrix(np.eye(2))
    with pytest.raises(ValueError, match=r"came \(2, 2\) and \(3, 3\)"):
        style_loss([np.eye(2)], [np.eye(3)])
