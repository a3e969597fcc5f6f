"""Sliding a mean picture: by hand, against NumPy's own correlation, and where it must fail."""

import numpy as np
import pytest

from convcourse import reference


def test_the_mean_of_two_objects_of_different_size_is_the_mean_of_their_pixels():
    image = np.zeros((1, 6, 8))
    image[0, 0:2, 0:3] = [[1, 2, 3], [4, 5, 6]]
    image[0, 2:6, 2:8] = np.repeat(np.repeat([[1, 2, 3], [4, 5, 6.0]], 2, axis=0), 2, axis=1)
    template = reference.mean_template(image, [[[0, 0, 2, 3], [2, 2, 6, 8]]], (2, 3))
    assert template.tolist() == [[1, 2, 3], [4, 5, 6]]


def test_a_score_is_the_correlation_coefficient_of_window_and_template():
    random = np.random.default_rng(1)
    images, template = random.normal(size=(2, 6, 9)), random.normal(size=(3, 4))
    matches = reference.match_template(images, template)
    assert matches.boxes.shape == (4 * 6, 4) and matches.scores.shape == (2, 4 * 6)
    for place in (0, 7, 23):
        top, left, bottom, right = matches.boxes[place].astype(int)
        window = images[1, top:bottom, left:right]
        expected = np.corrcoef(window.ravel(), template.ravel())[0, 1]
        assert matches.scores[1, place] == pytest.approx(expected)


def test_the_best_place_is_where_the_template_was_cut_out_and_light_does_not_matter():
    image = np.random.default_rng(2).normal(size=(1, 12, 15))
    matches = reference.match_template(3 * image + 5, image[0, 4:9, 6:13])
    assert matches.boxes[matches.scores[0].argmax()].tolist() == [4, 6, 9, 13]
    assert matches.scores.max() == pytest.approx(1)


def test_a_flat_window_scores_nothing():
    matches = reference.match_template(np.ones((1, 5, 5)), np.eye(3))
    np.testing.assert_allclose(matches.scores, 0, atol=1e-6)


def test_a_template_larger_than_the_image_is_refused():
    with pytest.raises(ValueError, match=r"a template that fits into \(4, 9\), came \(5, 3\)"):
        reference.match_template(np.zeros((1, 4, 9)), np.eye(5, 3))
