"""SmoothGrad: a mean of gradients, the same from the same seed, with noise in the scale of the image."""

import numpy as np
import pytest

from convcourse.explain import saliency, smooth_gradient
from convcourse.models.class_score import score_gradient
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def test_noise_does_not_move_the_gradient_of_a_linear_model(networks):
    model, weights = networks.linear_model()
    found = smooth_gradient(model, networks.IMAGES, networks.CLASSES, samples=5, noise=3.0, channels="all")
    np.testing.assert_allclose(found, weights[networks.CLASSES], rtol=1e-5)


def test_it_is_the_mean_of_the_gradients_at_noisy_copies(networks):
    model, image = networks.averaging_network(), networks.IMAGES[:1]
    noise = np.random.default_rng(7).standard_normal((20, 5, 7, 2), dtype=np.float32)
    expected = score_gradient(model, image + 0.2 * np.ptp(image) * noise, 2).mean(axis=0)
    found = smooth_gradient(model, image, 2, samples=20, noise=0.2, seed=7, channels="all", batch_size=8)
    np.testing.assert_allclose(found[0], expected, rtol=1e-3, atol=1e-5)


def test_without_noise_it_is_saliency(networks):
    model = networks.averaging_network()
    found = smooth_gradient(model, networks.IMAGES, 1, samples=2, noise=0)
    np.testing.assert_allclose(found, saliency(model, networks.IMAGES, 1), rtol=1e-4, atol=1e-6)


def test_an_image_gets_the_same_map_alone_and_in_a_batch(networks):
    model = networks.averaging_network()
    together = smooth_gradient(model, networks.IMAGES, networks.CLASSES, samples=4)
    alone = smooth_gradient(model, networks.IMAGES[2:], networks.CLASSES[2:], samples=4)
    np.testing.assert_array_equal(together[2:], alone)
    assert not np.array_equal(alone, smooth_gradient(model, networks.IMAGES[2:], 3, samples=4, seed=1))


def test_images_of_whole_numbers_are_taken_as_numbers(networks):
    model = networks.averaging_network()
    whole = np.random.default_rng(0).integers(0, 255, size=(1, 5, 7, 2))
    found = smooth_gradient(model, whole.astype("uint8"), 1, samples=3)
    np.testing.assert_array_equal(found, smooth_gradient(model, whole.astype("float32"), 1, samples=3))


def test_the_scale_of_the_images_does_not_matter(networks):
    """The same network behind a layer that turns 0 to 255 into what it takes: the map is 255 times smaller."""
    keras = import_keras()
    model = networks.averaging_network()
    behind = keras.Sequential([keras.Input((5, 7, 2)), keras.layers.Rescaling(1 / 255, offset=-0.5), model])
    images = np.random.default_rng(3).uniform(0, 255, size=(2, 5, 7, 2))
    found = smooth_gradient(behind, images, 1, samples=4)
    np.testing.assert_allclose(255 * found, smooth_gradient(model, images / 255 - 0.5, 1, samples=4), rtol=0.01)


def test_no_samples_and_negative_noise_are_refused(networks):
    model, _ = networks.linear_model()
    with pytest.raises(ValueError, match=r"samples of 1 or more and noise of 0 or more, came 0 and 0\.15"):
        smooth_gradient(model, networks.IMAGES, 0, samples=0)
    with pytest.raises(ValueError, match="came 50 and -1"):
        smooth_gradient(model, networks.IMAGES, 0, noise=-1)
