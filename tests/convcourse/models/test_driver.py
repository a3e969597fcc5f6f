"""Steering by a distribution: peaks, targets, lessons, and a training under a budget."""

import numpy as np
import pytest

from convcourse import data, models
from convcourse.models.quiet import import_keras

TWO_WAYS = np.zeros((1, 21))
TWO_WAYS[0, [3, 4, 5, 15, 16, 17]] = [0.1, 0.3, 0.1, 0.1, 0.3, 0.1]


# --- choosing ---------------------------------------------------------------------------------------------------------


def test_of_two_peaks_left_is_the_positive_one_and_the_mean_lies_between():
    left, right, mean = (models.choose_angle(TWO_WAYS, way=way)[0] for way in ("left", "right", "mean"))
    assert left == pytest.approx(models.ANGLES[16]) and right == pytest.approx(models.ANGLES[4])
    assert mean == pytest.approx((left + right) / 2) and abs(mean) < 0.05


def test_the_gentle_way_is_the_peak_that_steers_less_even_if_it_is_lower() -> None:
    chances = np.roll(TWO_WAYS, -1, axis=1)  # -0.35 and 0.25
    chances[0, :11] *= 1.5
    assert models.choose_angle(chances)[0] == pytest.approx(models.ANGLES[15])
    assert models.choose_angle(chances[:, ::-1])[0] == pytest.approx(models.ANGLES[5])


def test_a_weak_peak_is_not_followed():
    chances = 0.8 * TWO_WAYS
    chances[0, 19] = 0.05  # a fifth of the others
    assert models.choose_angle(chances, way="left") == pytest.approx(models.ANGLES[16])


def test_one_bell_gives_its_middle_whatever_the_way():
    for answer in (-0.31, 0.0, 0.12):
        bell = models.angle_targets([[answer, answer]])
        for way in ("gentle", "left", "right", "mean"):
            assert models.choose_angle(bell, way=way)[0] == pytest.approx(answer, abs=0.01)


def test_another_way_and_another_shape_are_refused():
    with pytest.raises(ValueError, match="expected one of the ways gentle, left, right, mean; came 'up'"):
        models.choose_angle(TWO_WAYS, way="up")
    with pytest.raises(ValueError, match=r"expected chances of shape \(count, 21\), came \(1, 20\)"):
        models.choose_angle(TWO_WAYS[:, 1:])


# --- lessons ----------------------------------------------------------------------------------------------------------


def test_targets_add_up_to_one_and_two_answers_make_two_equal_peaks():
    targets = models.angle_targets([[0.3, -0.2], [0.1, 0.1]])
    np.testing.assert_allclose(targets.sum(axis=1), 1, rtol=1e-6)
    assert targets[0, 16] == pytest.approx(targets[0, 6]) and targets[0, 11] < 1e-4
    assert targets[1].argmax() == 12


def test_lessons_come_in_mirrored_pairs():
    made = models.road_lessons(bends=6, forks=4, wedges=5, size=(16, 24), seed=3)
    assert made.images.shape == (30, 16, 24, 3) and made.answers.shape == (30, 2)
    np.testing.assert_allclose(made.answers[15:], -made.answers[:15, ::-1])
    np.testing.assert_allclose(made.images[15:, :, ::-1].sum(axis=3), made.images[:15].sum(axis=3), rtol=1e-5)


def test_at_the_wedge_both_ways_are_open_and_far_apart():
    made = models.road_lessons(bends=0, forks=0, wedges=40, size=(16, 24))
    apart = made.answers[:, 0] - made.answers[:, 1]
    assert apart.min() > -1e-3 and np.median(apart) > 0.15


# --- training ---------------------------------------------------------------------------------------------------------


def steering(size=(16, 24, 3), angles=21, end=None, compiled=True, rate=3e-3):
    keras = import_keras()
    keras.utils.set_random_seed(1)
    inner = [keras.layers.Conv2D(8, 5, strides=3, activation="relu"), keras.layers.Flatten()]
    model = keras.Sequential([keras.Input(size), *inner, keras.layers.Dense(angles, activation=end)])
    if compiled:
        loss = keras.losses.CategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.Adam(rate), loss=loss)
    return model


@pytest.fixture(scope="module")
def lessons() -> models.RoadLessons:
    return models.road_lessons(bends=40, forks=10, wedges=10, size=(16, 24))


@pytest.mark.keras
def test_a_trial_drives_the_roads_that_the_trained_model_then_drives(lessons):
    model, roads = steering(), [data.winding_road(seed) for seed in range(3)]
    result = models.driving_trial(model, lessons, roads, seconds=60, epochs=2)
    again = data.drive(roads, models.network_driver(model), size=(16, 24))
    assert result.finished == sum(each.outcome == "finished" for each in again)
    assert result.driven == pytest.approx(np.mean([len(each.angles) for each in again]))
    assert result.epochs == 2 and result.parameters == model.count_params()


@pytest.mark.keras
def test_a_recorded_drive_keeps_a_distribution_a_metre(lessons):
    model, road = steering(), data.winding_road(4)
    kept = models.record_drive(road, models.network_driver(model, "mean"), model, size=(16, 24))
    assert kept.chances is not None and kept.chances.shape == (len(kept.drive.angles), 21)
    np.testing.assert_allclose(kept.chances @ models.ANGLES, kept.drive.angles, atol=1e-5)
    assert models.record_drive(road, lambda seen: np.zeros(len(seen)), size=(16, 24)).chances is None


@pytest.mark.keras
def test_the_budget_ends_a_training_that_would_take_for_ever(lessons):
    result = models.driving_trial(steering(), lessons, [data.winding_road(1)], seconds=0.5, epochs=10**6)
    assert result.epochs < 10**5


@pytest.mark.keras
@pytest.mark.parametrize(
    ("built", "factor", "words"),
    [
        ({"compiled": False}, 1, "not compiled.*model.compile"),
        ({"size": (24, 16, 3)}, 1, r"the pictures have shape \(16, 24, 3\), the model takes \(24, 16, 3\)"),
        ({"angles": 1}, 1, r"one score for each of 21 angles, the model gives shape \(1,\)"),
        ({"end": "softmax"}, 1, "expected scores, the model ends in a softmax"),
        ({}, 255, "expected pictures from 0 to 1"),
        ({"rate": 1e38}, 1, r"loss became NaN.*learning rate is 1e\+38"),
    ],
)
def test_what_cannot_learn_to_drive_is_named(lessons, built, factor, words):
    given = lessons._replace(images=lessons.images * np.float32(factor))
    with pytest.raises(models.TrainingFault, match=words):
        models.driving_trial(steering(**built), given, [data.winding_road(1)], seconds=60, epochs=3)
