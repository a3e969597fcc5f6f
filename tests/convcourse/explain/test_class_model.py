"""Images that a class and a channel answer to most."""

import numpy as np
import pytest

from convcourse.explain import class_model, filter_pattern
from convcourse.models.class_score import class_scores
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def linear(activation=None, seed=3):
    keras = import_keras()
    keras.utils.set_random_seed(seed)
    layers = [keras.layers.Flatten(), keras.layers.Dense(4, activation=activation)]
    return keras.Sequential([keras.Input((4, 6, 3)), *layers])


@pytest.fixture(scope="module")
def network():
    """Two channels of 1 by 1: red less green, and blue."""
    keras = import_keras()
    layers = [keras.layers.Conv2D(2, 1, activation="relu", name="colours"), keras.layers.GlobalAveragePooling2D()]
    model = keras.Sequential([keras.Input((5, 7, 3)), *layers])
    model.set_weights([np.array([[1.0, 0], [-1, 0], [0, 1]]).reshape(1, 1, 3, 2), np.full(2, 0.5)])
    return model


def test_the_class_model_of_a_linear_classifier_shows_the_signs_of_its_weights():
    model = linear()
    found = class_model(model, 2, steps=20, step_size=10)
    np.testing.assert_array_equal(found.images[0], model.get_weights()[0][:, 2].reshape(4, 6, 3) > 0)


def test_a_softmax_at_the_end_changes_nothing():
    plain, squashed = linear(), linear("softmax")
    squashed.set_weights(plain.get_weights())
    one, other = (class_model(model, [1, 3], steps=6, l2=0.01, jitter=1) for model in (plain, squashed))
    np.testing.assert_allclose(one.images, other.images, rtol=1e-5)
    np.testing.assert_allclose(one.scores, other.scores, rtol=1e-4, atol=1e-6)


def test_each_class_gets_its_image_and_the_score_is_that_of_the_class():
    model = linear()
    both, alone = class_model(model, [0, 2], steps=5), class_model(model, 2, steps=5)
    np.testing.assert_allclose(both.images[1], alone.images[0], rtol=1e-5)
    np.testing.assert_allclose(both.scores[-1], np.diag(class_scores(model, both.images)[:, [0, 2]]), rtol=1e-4)


@pytest.mark.parametrize("ends", [(0, 1), (-1, 1), (np.array([-104, -117, -123.0]), np.array([151, 138, 132.0]))])
def test_every_input_scale_gives_the_same_picture(ends):
    """The model of one scale is that of another, with the scale put into its weights."""
    keras = import_keras()
    least, greatest = np.broadcast_arrays(*ends, np.zeros(3))[:2]
    model, scaled = linear(), linear()
    kernel, bias = model.get_weights()
    per_pixel = np.tile(greatest - least, 24)[:, None]
    scaled.set_weights([kernel / per_pixel, bias - (np.tile(least, 24) / per_pixel[:, 0]) @ kernel])
    rules = {"steps": 6, "step_size": 0.05, "l2": 0.05}
    expected = class_model(model, 1, **rules).images
    found = class_model(scaled, 1, input_range=ends, **rules).images
    assert keras.ops.shape(found) == (1, 4, 6, 3)
    assert np.all(found >= least - 1e-4) and np.all(found <= greatest + 1e-4)
    if np.ptp(greatest - least) == 0:  # else steps of the channels are of other lengths
        np.testing.assert_allclose((found - least) / (greatest - least), expected, atol=1e-3)


def test_it_starts_from_a_blank_image_with_a_little_noise():
    from convcourse.explain.blank_image import blank_images

    images = blank_images(linear(), 3, None, None, (-1, 3), 0)
    assert images.shape == (3, 4, 6, 3)
    assert images.mean() == pytest.approx(1, abs=0.02) and images.std() == pytest.approx(0.04, rel=0.3)
    np.testing.assert_array_equal(images[0], images[2])


def test_another_image_can_be_started_from():
    start = np.random.default_rng(0).random((4, 6, 3)).astype("float32")
    found = class_model(linear(), [0, 1], steps=1, step_size=1e-6, start=start)
    np.testing.assert_allclose(found.images, np.stack([start, start]), atol=1e-4)


def test_a_channel_gets_the_colour_that_it_looks_for(network):
    found = filter_pattern(network, "colours", [0, 1], steps=12, step_size=1)
    np.testing.assert_allclose(found.images[0, ..., :2], np.broadcast_to([1.0, 0.0], (5, 7, 2)))
    assert np.ptp(found.images[0, ..., 2]) < 0.1  # blue is no business of this channel: only the noise is there
    np.testing.assert_allclose(found.images[1, ..., 2], 1)
    assert found.scores[-1] == pytest.approx([1.5, 1.5])


def test_a_dense_layer_has_patterns_as_well():
    model = linear()
    found = filter_pattern(model, model.layers[-1], 1, steps=20, step_size=10)
    np.testing.assert_array_equal(found.images[0], model.get_weights()[0][:, 1].reshape(4, 6, 3) > 0)


def test_a_subclassed_model_must_be_told_its_size():
    keras = import_keras()

    class Written(keras.Model):
        def __init__(self):
            super().__init__()
            self.steps = [keras.layers.Flatten(), keras.layers.Dense(2)]

        def call(self, images, training=False):
            for step in self.steps:
                images = step(images)
            return images

    model = Written()
    model(np.zeros((1, 3, 4, 1), "float32"))
    with pytest.raises(ValueError, match=r"expected a model that knows the size of its images, .*: give size or start"):
        class_model(model, 0)
    found = class_model(model, 1, size=(3, 4, 1), steps=12, step_size=10)
    np.testing.assert_array_equal(found.images[0], model.get_weights()[0][:, 1].reshape(3, 4, 1) > 0)


def test_what_cannot_be_drawn_is_named(network):
    with pytest.raises(ValueError, match="expected class_index from 0 to 3, came 4"):
        class_model(linear(), [0, 4])
    with pytest.raises(ValueError, match="expected a channel from 0 to 1, came 2"):
        filter_pattern(network, "colours", 2)
    with pytest.raises(ValueError, match="has no layer 'colors': did you mean 'colours'"):
        filter_pattern(network, "colors", 0)
