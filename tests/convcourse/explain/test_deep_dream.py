"""Deep dream: octaves, windows, and what it does to what a layer says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcourse.explain import deep_dream, resized
from convcourse.explain.deep_dream import _starts
from convcourse.models.gradients import layer_activations
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def network(size):
    keras = import_keras()
    keras.utils.set_random_seed(5)
    layers = [
        keras.layers.Conv2D(4, 3, activation="relu", padding="same", name="low"),
        keras.layers.MaxPool2D(2),
        keras.layers.Conv2D(5, 3, activation="relu", name="high"),
        keras.layers.GlobalAveragePooling2D(name="mean"),
    ]
    return keras.Sequential([keras.Input((*size, 3)), *layers])


@pytest.fixture(scope="module")
def photo():
    return np.random.default_rng(1).random((22, 31, 3)).astype("float32")


def test_a_dream_pleases_its_layer(photo):
    model = network((None, None))
    dream = deep_dream(model, photo, layer="high", octaves=2, steps=6)
    before, after = (np.mean(layer_activations(model, each[None], "high") ** 2) for each in (photo, dream.image))
    assert after > 1.3 * before
    assert dream.image.shape == photo.shape and dream.image.min() >= 0 and dream.image.max() <= 1
    assert dream.scores[-1, -1] > dream.scores[-1, 0]


def test_octaves_grow_up_to_the_size_of_the_photo(photo):
    dream = deep_dream(network((None, None)), photo, layer="low", octaves=3, octave_scale=1.5, steps=1)
    assert dream.sizes == ((10, 14), (15, 21), (22, 31))
    assert dream.scores.shape == (3, 1)


def test_sizes_below_that_of_the_model_are_left_out(photo):
    dream = deep_dream(network((14, 20)), photo, layer="low", octaves=3, octave_scale=1.5, steps=1)
    assert dream.sizes == ((15, 21), (22, 31))


def test_a_window_as_large_as_the_photo_sees_what_a_model_of_any_size_sees(photo):
    whole, windowed = (
        deep_dream(network(size), photo, layer="high", octaves=1, steps=3, channel=2)
        for size in ((None, None), photo.shape[:2])
    )
    np.testing.assert_allclose(windowed.image, whole.image, atol=1e-6)


def test_one_channel_can_be_pleased(photo):
    model = network((None, None))
    dreams = [deep_dream(model, photo, layer="high", octaves=1, steps=6, channel=channel) for channel in (0, 1)]
    for channel, dream in enumerate(dreams):
        maps = layer_activations(model, np.stack([each.image for each in dreams]), "high")[..., channel]
        assert maps[channel].mean() > maps[1 - channel].mean()
        assert dream.scores[0, -1] > dream.scores[0, 0]


def test_the_same_seed_dreams_the_same(photo):
    once, again, other = (
        deep_dream(network((14, 20)), photo, layer="low", octaves=2, steps=2, seed=seed).image for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(once, again)
    assert np.any(once != other)


@given(st.integers(1, 40), st.integers(0, 100))
def test_windows_cover_everything_from_the_first_pixel_to_the_last(window, more):
    size = window + more
    seen = {pixel for start in _starts(size, window) for pixel in range(start, start + window)}
    assert seen == set(range(size))
    assert len(_starts(size, window)) == -(-size // window)


def test_resizing_keeps_a_colour_and_a_mean():
    ramp = np.broadcast_to(np.linspace(0, 1, 24)[None, None, :, None], (2, 10, 24, 1))
    np.testing.assert_allclose(resized(np.full((1, 5, 7, 2), 0.3), (9, 4)), np.full((1, 9, 4, 2), 0.3), rtol=1e-6)
    small = resized(ramp, (5, 6))
    np.testing.assert_allclose(small[0, 0, :, 0].mean(), 0.5, atol=1e-3)
    assert small.shape == (2, 5, 6, 1) and np.all(np.diff(small[1, 2, :, 0]) > 0)
    with pytest.raises(ValueError, match=r"expected a height and a width of 1 or more, came \(0, 4\)"):
        resized(ramp, (0, 4))


def test_what_cannot_be_dreamt_is_named(photo):
    model = network((14, 20))
    with pytest.raises(ValueError, match=r"a photo of 14 by 20 pixels or more, .* came 13 by 31: enlarge it"):
        deep_dream(model, photo[:13], layer="low")
    with pytest.raises(ValueError, match="has no layer 'hihg': did you mean 'high'"):
        deep_dream(model, photo, layer="hihg")
    with pytest.raises(ValueError, match="expected a channel from 0 to 4, came 5"):
        deep_dream(model, photo, layer="high", channel=5, octaves=1)
    with pytest.raises(ValueError, match=r"octave_scale above 1 and step_size above 0; came 4, 10, 1.0 and 0.01"):
        deep_dream(model, photo, layer="high", octave_scale=1.0)
