"""Climbing a score: known ends on a linear model, regularisers, and what is done where there is no way up."""

import numpy as np
import pytest

from convcourse.explain import NoWayUp, Regularisers, climb
from convcourse.explain.ascent import smoothed
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras
SHAPE = (4, 5, 2)
UNIT = (0.0, 1.0)


@pytest.fixture(scope="module")
def linear():
    keras = import_keras()
    keras.utils.set_random_seed(2)
    return keras.Sequential([keras.Input(SHAPE), keras.layers.Flatten(), keras.layers.Dense(3)])


def weights_of(model, wanted):
    return model.get_weights()[0][:, wanted].reshape(SHAPE)


def second(outputs):
    return outputs[:, 1]


def grey(count=1):
    return np.full((count, *SHAPE), 0.5, "float32")


def test_within_a_range_the_best_input_of_a_linear_unit_is_a_pattern_of_its_ends(linear):
    found = climb(linear, grey(), second, steps=20, step_size=10, input_range=UNIT)
    np.testing.assert_array_equal(found.images[0], weights_of(linear, 1) > 0)


def test_under_an_l2_penalty_the_best_input_of_a_linear_unit_is_a_multiple_of_its_weights(linear):
    rules = Regularisers(l2=0.2)
    found = climb(linear, grey(), second, steps=12, step_size=0.02, input_range=UNIT, regularisers=rules)
    away, weights = found.images[0].ravel() - 0.5, weights_of(linear, 1).ravel()
    assert 0 < np.abs(away).max() < 0.5  # the range has cut nothing off
    assert away @ weights / np.linalg.norm(away) / np.linalg.norm(weights) == pytest.approx(1, abs=1e-5)


def test_the_first_step_has_the_size_that_was_asked_for_in_parts_of_each_channels_range(linear):
    ends = np.array([0.0, -10.0]), np.array([1.0, 30.0])
    start = np.broadcast_to(np.array([0.5, 10], "float32"), (1, *SHAPE))
    found = climb(linear, start, second, steps=1, step_size=0.03, input_range=ends)
    weights = weights_of(linear, 1)
    expected = 0.03 * weights / np.sqrt(np.mean(weights**2)) * (ends[1] - ends[0])
    np.testing.assert_allclose(found.images[0] - start[0], expected, rtol=1e-3, atol=1e-5)


def test_scores_are_those_before_each_step_and_at_the_end(linear):
    found = climb(linear, grey(), second, steps=3, step_size=0.01, input_range=UNIT)
    said = [import_keras().ops.convert_to_numpy(linear(each))[0, 1] for each in (grey(), found.images)]
    np.testing.assert_allclose(found.scores[[0, -1], 0], said, rtol=1e-5)
    assert found.scores.shape == (4, 1) and np.all(np.diff(found.scores[:, 0]) > 0)


def test_images_climb_each_for_itself(linear):
    starts = np.random.default_rng(0).random((2, *SHAPE)).astype("float32")
    both = climb(linear, starts, second, steps=4, step_size=0.02, input_range=UNIT)
    alone = climb(linear, starts[1:], second, steps=4, step_size=0.02, input_range=UNIT)
    np.testing.assert_allclose(both.images[1], alone.images[0], rtol=1e-5)


def test_jitter_is_repeated_by_its_seed_and_shifts_back(linear):
    def run(seed, jitter=2):
        rules = Regularisers(jitter=jitter)
        return climb(
            linear, grey(), second, steps=5, step_size=0.02, input_range=UNIT, regularisers=rules, seed=seed
        ).images

    np.testing.assert_array_equal(run(1), run(1))
    assert np.any(run(1) != run(2)) and np.any(run(1) != run(1, jitter=0))


def test_blur_comes_after_every_few_steps(linear):
    def roughness(blur):
        rules = Regularisers(blur=blur, blur_every=2)
        return np.abs(
            np.diff(climb(linear, grey(), second, steps=8, step_size=0.02, input_range=UNIT, regularisers=rules).images,
                    axis=2)
        ).mean()  # fmt: skip

    assert roughness(0.8) < roughness(0) / 2


def test_smoothing_divides_waves_by_their_frequency():
    rows, columns = np.indices((12, 16))
    slow, fast = (np.cos(2 * np.pi * waves * columns / 16)[None, ..., None] for waves in (1, 4))
    np.testing.assert_allclose(smoothed(slow + fast, 1.0), slow + fast / 4, atol=1e-6)
    np.testing.assert_allclose(smoothed(fast, 2.0), fast / 16, atol=1e-6)
    down = np.cos(2 * np.pi * 3 * rows / 12)[None, ..., None]  # 3 / 12 of a wave a pixel is 4 times 1 / 16
    np.testing.assert_allclose(smoothed(down, 1.0), down / 4, atol=1e-6)


def test_weights_stay_as_they_are(linear):
    before = [np.array(weight) for weight in linear.get_weights()]
    climb(linear, grey(), second, steps=3, step_size=0.1, input_range=UNIT)
    for one, other in zip(before, linear.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def dead_above(level):
    """A model of one ReLU, shut for every image whose mean is below the level."""
    keras = import_keras()
    model = keras.Sequential([keras.Input(SHAPE), keras.layers.Flatten(), keras.layers.Dense(1, activation="relu")])
    model.set_weights([np.ones((40, 1)), np.array([-40 * level])])
    return model


def test_an_image_with_no_way_up_stays_and_is_announced():
    starts = np.concatenate([grey(), grey() + 0.3])
    with pytest.warns(NoWayUp, match="no small change of image 0 changes its score: every ReLU on the way is shut"):
        found = climb(
            dead_above(0.7), starts, lambda said: said[:, 0], steps=2, step_size=0.01, input_range=UNIT
        )
    np.testing.assert_array_equal(found.images[0], grey()[0])
    assert np.all(found.images[1] > starts[1])


def test_a_climb_with_no_way_up_at_all_is_refused():
    with pytest.raises(ValueError, match="expected a way up, but no small change of the image changes its score"):
        climb(dead_above(0.7), grey(), lambda said: said[:, 0], steps=2, step_size=0.01, input_range=UNIT)


def test_what_cannot_be_climbed_is_named(linear):
    def run(steps=2, step_size=0.1, ends=UNIT, **rules):
        climb(linear, grey(), second, steps=steps, step_size=step_size, input_range=ends,
              regularisers=Regularisers(**rules))  # fmt: skip

    with pytest.raises(ValueError, match=r"expected 1 step or more, of a size above 0; came 0 and 0.1"):
        run(steps=0)
    with pytest.raises(ValueError, match=r"expected l2 from 0 to 1, .*came l2=1.5, jitter=0"):
        run(l2=1.5)
    with pytest.raises(ValueError, match=r"the least value and a greater one, or each for 2 channels; came \(1, 0\)"):
        run(ends=(1, 0))
    with pytest.raises(ValueError, match="or each for 2 channels"):
        run(ends=(np.zeros(3), np.ones(3)))
