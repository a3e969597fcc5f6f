"""A real network: methods told apart by the sanity check, maps by deletion and insertion, images made by ascent."""

import os
from pathlib import Path

import numpy as np
import pytest

from convcourse import explain
from convcourse.data.photos import photo
from convcourse.models.class_score import class_scores
from convcourse.models.squeezenet_weights import MEANS, as_squeezenet_input, class_names, trained_squeezenet

pytestmark = [pytest.mark.keras, pytest.mark.slow]
FOLDER = Path(os.environ.get("CONVCOURSE_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
WEIGHTS, NAMES = FOLDER / "squeezenet_v1.0_dc_weights.npz", FOLDER / "imagenet_classes_wnid_name.json"
LEAST = -np.array(MEANS, "float32")
GREATEST = 255 + LEAST


@pytest.fixture(scope="module")
def model():
    if not WEIGHTS.is_file() or not NAMES.is_file():
        pytest.skip(f"the weights and the names are not in {FOLDER}: set CONVCOURSE_SHARED_DATA to their folder")
    return trained_squeezenet(WEIGHTS)


@pytest.fixture(scope="module")
def cat(model):
    return class_names(NAMES).index("Egyptian_cat")


@pytest.fixture(scope="module")
def chelsea():
    return as_squeezenet_input(photo("chelsea"))[None]


def similarity_of(method, model):
    """Return the mean similarity once the four layers next to the output have forgotten: four photos, two seeds.

    One map of one network says little: Grad-CAM's maps are so smooth that two of them are alike or opposite by chance.
    """
    photos = np.stack([as_squeezenet_input(photo(name)) for name in ("chelsea", "coffee", "astronaut", "rocket")])
    classes = class_scores(model, photos).argmax(axis=1)
    layers = ["conv10", "fire9_expand_3x3", "fire9_expand_1x1", "fire9_squeeze"]
    checks = [explain.sanity_check(method, model, photos, classes, layers=layers, seed=seed) for seed in (0, 1)]
    return np.mean([check.left for check in checks])


def test_guided_backpropagation_hardly_notices_that_the_network_has_forgotten_and_grad_cam_does(model):
    """Adebayo and others (2018), repeated. Over five seeds: 0.57 for guided backpropagation, 0.19 for Grad-CAM."""
    guided, cam = (similarity_of(method, model) for method in (explain.guided_backpropagation, explain.grad_cam))
    assert guided > 0.5
    assert cam < 0.3


def test_deletion_and_insertion_tell_a_map_from_noise(model, chelsea, cat):
    maps = explain.grad_cam(model, chelsea, cat)
    noise = np.random.default_rng(0).random(maps.shape)
    brought, noise_brought = (explain.insertion(model, chelsea, each, cat, steps=10) for each in (maps, noise))
    assert brought.area[0] > 5 * noise_brought.area[0]
    assert brought.probabilities[0, -1] == pytest.approx(noise_brought.probabilities[0, -1], rel=1e-3)
    # Noise covers the cat at once, with holes that no photo has: by deletion alone it would be the better map.
    taken, noise_taken = (explain.deletion(model, chelsea, each, cat, steps=10) for each in (maps, noise))
    assert noise_taken.area[0] < taken.area[0]


def test_the_mask_from_grad_cam_is_cat(model, chelsea, cat):
    rgb = np.round(chelsea[0] - LEAST)[..., ::-1].astype("uint8")
    mask = explain.heat_map_mask(rgb, explain.grad_cam(model, chelsea, cat)[0])
    assert 0.3 < mask.mean() < 0.8
    assert mask[70:150, 110:150].mean() > 0.9  # between the eyes and down the nose
    assert mask[200:, 120:].mean() < 0.1 and mask[:90, 215:].mean() < 0.1  # the blanket and the wall


def test_a_class_model_is_taken_for_its_class(model):
    daisy = class_names(NAMES).index("daisy")
    rules = {"input_range": (LEAST, GREATEST), "jitter": 8, "smooth": 1}
    found = explain.class_model(model, daisy, steps=12, step_size=0.05, **rules)
    assert np.all(found.images >= LEAST) and np.all(found.images <= GREATEST)
    assert class_scores(model, found.images)[0].argmax() == daisy
