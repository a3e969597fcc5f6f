"""The pictures of chapter 16."""

import numpy as np
import pytest

from convcourse import figures
from convcourse.figures.forgotten_layers import APART, _spread


def test_where_a_map_is_zero_the_image_stays_grey_and_where_it_is_largest_it_is_yellow() -> None:
    image = np.array([[[0.2, 0.4, 0.9], [1, 1, 1], [0, 0, 0]]])
    shown = figures.heat_over_image(image, np.array([[0.0, -3, 2]]))
    assert shown.shape == image.shape
    np.testing.assert_allclose(shown[0, 0], [shown[0, 0, 0]] * 3)
    assert shown[0, 1, 0] == pytest.approx(0.53) and shown[0, 2, 0] > 0.9 > 0.4 > shown[0, 2, 2]
    assert np.ptp(figures.heat_over_image(image, np.zeros((1, 3)))[0], axis=-1).max() < 1e-9
    with pytest.raises(ValueError, match=r"its image, \(1, 3\); came \(3, 1\)"):
        figures.heat_over_image(image, np.zeros((3, 1)))


def test_rules_are_told_with_what_they_hand_on_and_the_map_that_it_gives() -> None:
    weights = np.array([[[2.0, 0, 1], [1, -1, 0]], [[0, 1, -1], [1, 0, 0]], [[1, -2, 0], [0, 2, -1]]])
    image, back = np.array([[1.0, 2, 0], [3, 1, 2]]), np.array([3.0, -1, 2])
    alt = figures.relu_rules_on_paper(image, weights, back).render()[1]
    assert alt == "Given to the three ReLUs: 4, 5, \u22123; what comes back: 3, \u22121, 2."
    alt = figures.relu_rules_on_paper(image, weights, back, {"plain": np.array([3.0, -1, 0])}).render()[1]
    assert alt.endswith("plain hands on 3, \u22121, 0, on the pixels [[6.0, -1.0, 4.0], [2.0, -3.0, 0.0]].")


def test_curves_of_forgetting_are_labelled_a_line_apart() -> None:
    heights = _spread({"a": 0.2, "b": 0.21, "c": 0.19, "d": 0.9})
    ordered = sorted(heights.values())
    assert min(np.diff(ordered)) >= APART - 1e-9
    assert max(abs(heights[name] - end) for name, end in {"a": 0.2, "b": 0.21, "c": 0.19, "d": 0.9}.items()) < 0.2
    alt = figures.forgotten_layers(["scores", "conv"], {"saliency": [0.5, 0.25], "guided": [0.9, 0.8]}).render()[1]
    assert alt == (
        "Rank correlation as the layers scores, conv become random. saliency: 0.50, 0.25; guided: 0.90, 0.80."
    )


def test_panels_tell_what_stands_below_them_and_keep_their_background() -> None:
    picture = figures.heat_map_panels((6, 8), 3, 2, lines_each=2)
    mask = np.zeros((6, 8), bool)
    mask[2:4, 3:7] = True
    shown = {
        "images": [np.full((6, 8, 3), part) for part in (0.1, 0.5, 0.9)],
        "titles": ["the scene", "saliency", "Grad-CAM"],
        "lines": [[], ["hit", "20% inside"], ["miss"]],
        "mask": mask,
        "hottest": [None, (2, 3), None],
        "told": "A cross.",
    }
    png, alt = picture.render(**shown)
    assert alt == "A cross. saliency: hit, 20% inside; Grad-CAM: miss."
    assert png == picture.render_whole(**shown)[0]
