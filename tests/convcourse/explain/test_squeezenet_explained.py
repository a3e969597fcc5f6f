"""A real network: what SqueezeNet, trained on ImageNet, looks at in the course's own photos."""

import os
import warnings
from pathlib import Path

import numpy as np
import pytest

from convcourse import explain
from convcourse.data.photos import photo
from convcourse.models.class_score import class_scores
from convcourse.models.squeezenet_weights import as_squeezenet_input, class_names, trained_squeezenet

pytestmark = pytest.mark.keras
FOLDER = Path(os.environ.get("CONVCOURSE_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
WEIGHTS, NAMES = FOLDER / "squeezenet_v1.0_dc_weights.npz", FOLDER / "imagenet_classes_wnid_name.json"


@pytest.fixture(scope="module")
def model():
    if not WEIGHTS.is_file() or not NAMES.is_file():
        pytest.skip(f"the weights and the names are not in {FOLDER}: set CONVCOURSE_SHARED_DATA to their folder")
    return trained_squeezenet(WEIGHTS, softmax=True)


@pytest.fixture(scope="module")
def cat(model):
    return class_names(NAMES).index("Egyptian_cat")


@pytest.fixture(scope="module")
def cup(model):
    return class_names(NAMES).index("espresso")


@pytest.fixture(scope="module")
def chelsea():
    return as_squeezenet_input(photo("chelsea"))[None]


# From the eyes to the chin, and from eye to eye: less than half of the image, which the cat nearly fills.
FACE = np.zeros((227, 227), bool)
FACE[60:206, 40:206] = True


def highest(found):
    return np.unravel_index(np.argmax(found[0]), found.shape[1:])


def cat_above_cup():
    """Return an image of mean grey with the cat, half as large, at the top right, and the coffee at the bottom left."""
    image = np.zeros((1, 227, 227, 3), np.float32)
    image[0, :114, 113:] = as_squeezenet_input(photo("chelsea"))[::2, ::2]
    image[0, 113:, :114] = as_squeezenet_input(photo("coffee"))[::2, ::2]
    return image


def test_the_softmax_is_found_and_the_class_is_egyptian_cat(model, chelsea, cat):
    scores = class_scores(model, chelsea)
    assert scores.shape == (1, 1000) and scores.argmax() == cat
    assert scores.min() >= 0 and scores.sum() > 2  # its last convolution ends in a ReLU; probabilities have sum 1


@pytest.mark.parametrize("layer", [None, "fire9"])
def test_grad_cam_is_highest_in_the_face(model, chelsea, cat, layer):
    found = explain.grad_cam(model, chelsea, cat, layer=layer)
    assert FACE[highest(found)]
    assert found[0][FACE].sum() / found.sum() > FACE.mean() + 0.1


def test_occlusion_is_highest_in_the_face(model, chelsea, cat):
    found = explain.occlusion(model, chelsea, cat, patch=(45, 45), stride=(26, 26))
    assert FACE[highest(found)]
    positive = np.maximum(found[0], 0)
    assert positive[FACE].sum() / positive.sum() > FACE.mean() + 0.1


def test_each_class_has_its_own_place_in_an_image_of_both(model, cat, cup):
    """With rows and columns exchanged, the cat would be looked for in the coffee."""
    both = cat_above_cup()
    for wanted, place in ((cat, np.s_[:114, 113:]), (cup, np.s_[113:, :114])):
        there = np.zeros((227, 227), bool)
        there[place] = True
        assert there[highest(explain.grad_cam(model, both, wanted, layer="fire9"))]
        assert there[highest(explain.occlusion(model, both, wanted, patch=(76, 76), stride=(38, 38)))]


def test_guided_backpropagation_is_not_the_plain_gradient(model, chelsea, cat):
    guided = explain.guided_backpropagation(model, chelsea, cat, channels="all")
    plain = explain.saliency(model, chelsea, cat, channels="all")
    assert abs(np.corrcoef(guided.ravel(), plain.ravel())[0, 1]) < 0.5


def test_the_deconvnet_of_a_class_dies_on_its_way_and_says_so(model, chelsea, cat):
    """At fire7_squeeze the gradient is negative for all 48 channels, at all places."""
    with pytest.warns(explain.EmptyMap, match="deconvnet of image 0 is zero everywhere: at some layer"):
        explain.deconvnet(model, chelsea, cat)


def test_integrated_gradients_account_for_the_score(model, chelsea, cat):
    with warnings.catch_warnings():
        warnings.simplefilter("error", explain.IncompleteSum)
        found = explain.integrated_gradients(model, chelsea, cat, steps=24)
    grey = np.broadcast_to(chelsea.mean(axis=(1, 2), keepdims=True), chelsea.shape)
    change = class_scores(model, chelsea)[0, cat] - class_scores(model, grey)[0, cat]
    assert found.sum() == pytest.approx(change, rel=0.05)


def test_smooth_gradient_is_smoother_than_the_gradient(model, chelsea, cat):
    """Neighbours agree more: the rank correlation of a map with itself, moved by two pixels."""

    def agreement(found):
        return explain.rank_correlation(found[0, :-2], found[0, 2:])

    smooth = explain.smooth_gradient(model, chelsea, cat, samples=16)
    assert agreement(smooth) > agreement(explain.saliency(model, chelsea, cat)) + 0.05


def test_the_sanity_check_tells_the_methods_apart(model, chelsea, cat):
    """With random weights in the last convolution, guided backpropagation still draws the same cat; Grad-CAM does not.

    Further down the claim cannot be made: a random network may shut the class's ReLU, and every map is then zero.
    """

    def left(method):
        checks = [explain.sanity_check(method, model, chelsea, cat, layers=["conv10"], seed=seed) for seed in range(3)]
        return np.array([check.left for check in checks])

    guided = left(explain.guided_backpropagation)
    coarse = left(lambda *given: explain.grad_cam(*given, layer="fire9"))
    assert guided.min() > 0.7
    assert coarse.mean() < 0.2 and coarse.max() < 0.3
