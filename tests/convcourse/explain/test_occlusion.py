"""Occlusion: by hand, against a loop, for every input scale, and in few runs of the model."""

import numpy as np
import pytest

from convcourse.explain import EmptyMap, occlusion, occlusion_drops
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def one_row(weights):
    """Return a model of one row of pixels, whose only score is the sum of weights times pixels."""
    keras = import_keras()
    layers = [keras.layers.Flatten(), keras.layers.Dense(1, use_bias=False)]
    model = keras.Sequential([keras.Input((1, len(weights), 1)), *layers])
    model.set_weights([np.array(weights, "float32")[:, None]])
    return model


def test_by_hand_on_one_row():
    model, image = one_row([1, 2, 3, 4, 5]), np.array([1.0, 0, 2, 0, 1]).reshape(1, 1, 5, 1)
    found = occlusion_drops(model, image, 0, patch=(1, 2), stride=(1, 2), grey=0)
    assert found.lefts.tolist() == [0, 2, 3]  # the last place is at the border
    assert found.drops.tolist() == [[[1, 6, 5]]]
    maps = occlusion(model, image, 0, patch=(1, 2), stride=(1, 2), grey=0)
    assert maps.tolist() == [[[1, 1, 6, 5.5, 5]]]  # the fourth pixel was covered twice


def test_a_drop_is_weights_times_patch_less_grey():
    """Not weights times patch, as books have it: with grey 1, the pixel that is 1 does not count at all."""
    model, image = one_row([1, 2, 3]), np.array([1.0, 0, 2]).reshape(1, 1, 3, 1)
    assert occlusion_drops(model, image, 0, patch=(1, 1), stride=(1, 1), grey=1).drops.tolist() == [[[0, -2, 3]]]
    # The mean colour is 1 as well.
    assert occlusion_drops(model, image, 0, patch=(1, 1), stride=(1, 1)).drops.tolist() == [[[0, -2, 3]]]


def test_a_map_is_the_mean_over_the_places_that_cover_a_pixel(networks):
    model = networks.averaging_network()
    drops, tops, lefts = occlusion_drops(model, networks.IMAGES, networks.CLASSES, patch=(3, 2), stride=(1, 2))
    assert drops.shape == (3, 3, 4) and lefts.tolist() == [0, 2, 4, 5]
    maps = occlusion(model, networks.IMAGES, networks.CLASSES, patch=(3, 2), stride=(1, 2))
    for row, column in np.ndindex(5, 7):
        over = [i for i, top in enumerate(tops) if top <= row < top + 3]
        beside = [i for i, left in enumerate(lefts) if left <= column < left + 2]
        expected = drops[:, over][:, :, beside].mean(axis=(1, 2))
        np.testing.assert_allclose(maps[:, row, column], expected, rtol=1e-6)


def test_the_scale_of_the_images_does_not_matter(networks):
    keras = import_keras()
    model = networks.averaging_network()
    images = np.random.default_rng(3).uniform(0, 1, size=(2, 5, 7, 2))
    expected = occlusion(model, images, 1, patch=(2, 3))
    for scale, offset in ((1 / 2, 0.5), (1 / 255, 0), (1 / 255, 0.4)):  # -1 to 1; 0 to 255; mean taken off
        rescaling = keras.layers.Rescaling(scale, offset=offset)
        behind = keras.Sequential([keras.Input((5, 7, 2)), rescaling, model])
        found = occlusion(behind, (images - offset) / scale, 1, patch=(2, 3))
        np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-5)


def test_the_model_runs_on_batches_and_not_once_a_place(networks):
    model = networks.averaging_network("subclassed")
    sizes = []
    original = model.call
    object.__setattr__(model, "call", lambda images: sizes.append(images.shape[0]) or original(images))
    occlusion(model, networks.IMAGES[:1], 0, patch=(1, 1), stride=(1, 1), batch_size=16)
    assert 12 <= max(sizes) <= 16 and len(sizes) <= 3 + np.ceil(35 / 16)


def test_a_score_that_nothing_changes_is_announced(networks):
    model = networks.averaging_network(bias=-1000)
    with pytest.warns(EmptyMap, match="occlusion of image 0 is zero everywhere: the score is the same, whatever"):
        occlusion(model, networks.IMAGES[:1], 0, patch=(2, 2))


def test_what_does_not_fit_is_refused(networks):
    model, _ = networks.linear_model()
    for options, message in (
        ({"patch": (6, 2)}, "expected a patch of 1 to 5 pixels, as the image has, .* came 6 and 3"),
        ({"patch": (2, 0)}, "expected a patch of 1 to 7 pixels"),
        ({"patch": (2, 3), "stride": (2, 4)}, r"a stride of at most the patch, \(2, 3\), .* came \(2, 4\)"),
        ({"patch": (2, 3), "grey": 128}, "expected grey in the scale of the images, which go from -.* came 128"),
        ({"patch": (2, 3), "grey": [0, 0, 0]}, r"a number or a colour of 2 channels, came shape \(3,\)"),
    ):
        with pytest.raises(ValueError, match=message):
            occlusion(model, networks.IMAGES, 0, **options)
