"""The course's own network that reads letters: normalised, with ReLUs as layers, and letters whose place is known."""

import numpy as np
import pytest

from convcourse import data, explain
from convcourse.data.files import DataMissing
from convcourse.models.class_score import class_scores
from convcourse.models.trained import trained_network

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def letters():
    return data.letter_scenes(24, seed=3)


@pytest.fixture(scope="module")
def model():
    try:
        return trained_network("letters")
    except DataMissing as missing:
        pytest.skip(str(missing))


METHODS = {
    "saliency": explain.saliency,
    "guided backpropagation": explain.guided_backpropagation,
    "integrated gradients": lambda *given: explain.integrated_gradients(*given, steps=16),
    "Grad-CAM": explain.grad_cam,
    "Guided Grad-CAM": lambda *given: explain.grad_cam(*given, variant="guided"),
    "occlusion": lambda *given: explain.occlusion(*given, patch=(8, 8)),
}


@pytest.mark.filterwarnings("ignore::convcourse.explain.IncompleteSum")
@pytest.mark.parametrize("name", METHODS)
def test_every_method_shows_more_of_the_letter_than_chance(model, letters, name):
    """With height and width exchanged, or a wrong class, it would not."""
    assert np.mean(class_scores(model, letters.images).argmax(axis=1) == letters.labels) > 0.9
    maps = METHODS[name](model, letters.images, letters.labels)
    assert explain.energy_inside(maps, letters.masks).lift.mean() > 1.2


def left(method, model, letters):
    """Return what is left of maps when the upper layers, down to conv4, are random; for each of two seeds."""
    layers = ["scores", "norm5", "conv5", "norm4", "conv4"]
    given = (method, model, letters.images[:6], letters.labels[:6])
    return np.array([explain.sanity_check(*given, layers=layers, seed=seed).left for seed in range(2)])


@pytest.mark.filterwarnings("ignore::convcourse.explain.EmptyMap")
def test_the_sanity_check_tells_the_methods_apart(model, letters):
    guided = left(explain.guided_backpropagation, model, letters)
    coarse = left(explain.grad_cam, model, letters)
    assert guided.min() > 0.6
    assert coarse.max() < 0.3
