"""Numbers that chapter 08 states in words or prints: how training goes, and how much augmentation closes the gap."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from convcourse import data, demos, reference
from convcourse.demos.optimiser_paths import NAMES, NOISE, RATES, path
from convcourse.models.quiet import import_keras

SLUG = "08_training_that_works"
Printed = Callable[[str], str]


def numbers(text: str, line: str) -> list[float]:
    """Return the numbers of the printed line that begins with these words, per cents as parts of 1."""
    found = [each for each in text.splitlines() if each.startswith(line)]
    assert found, f"no line begins with {line!r}"
    told = re.findall(r"(-?\d+(?:\.\d+)?)( ?%)?", found[-1].removeprefix(line))
    return [float(number) / (100 if percent else 1) for number, percent in told]


def test_08_augmentation_closes_the_gap_that_l2_and_dropout_leave_open(printed: Printed) -> None:
    text = printed(SLUG).split("worst of three:")[1]
    plain, regularised, yours = (numbers(text, name) for name in ("plain", "L2 and dropout", "yours"))
    assert yours[2] >= 0.80  # the exercise asks for 0.75
    assert plain[2] < 0.5 and regularised[2] < 0.6  # "The plain network reads less than half"
    assert yours[2] > regularised[2] + 0.2
    assert plain[0] == 1 and plain[1] > 0.85  # by heart, worse on new ones, and lost when they lie differently


def test_08_the_mark_of_the_exercise_is_reached_with_margin(script_run: Callable) -> None:
    scores = {each["what"]: each for each in script_run(SLUG).scores}
    assert set(scores) == {"accuracy on digits scanned in a hurry", "accuracy on another archive"}
    assert all(each["score"] >= each["at_least"] + 0.04 for each in scores.values())


def test_08_a_sound_network_passes_both_quick_tests_and_one_with_a_bug_does_not(printed: Printed) -> None:
    text = printed(SLUG)
    first, ln_10 = numbers(text, "first loss")[0], numbers(text, "first loss")[-1]
    assert ln_10 == pytest.approx(np.log(10), abs=1e-3) and first == pytest.approx(ln_10, abs=0.25)
    assert numbers(text, "with scores 100 times as large")[0] > 5 * ln_10
    for name in ("sound", "wrong labels"):
        share, loss = numbers(text, name)[0], numbers(text, name)[-1]
        assert share == 1 and loss < 0.02
    assert numbers(text, "ReLU on scores")[0] <= 0.8


def test_08_the_small_network_underfits_and_the_plain_one_overfits(printed: Printed) -> None:
    text = printed(SLUG).split("worst of three:")[0]
    small, plain = numbers(text, "too small"), numbers(text, "plain")
    assert max(small) < 0.4 and plain[0] == 1 and plain[1] < 0.97 and plain[2] < 0.5
    assert numbers(text, "held-out loss: lowest after epoch")[0] < 45  # it turns and rises


def test_08_first_losses_and_class_counts() -> None:
    assert np.exp([0.69, 4.61, 6.91]).round(-1)[1:].tolist() == [100, 1000]
    assert np.log([2, 100, 1000]).round(2).tolist() == [0.69, 4.61, 6.91]


def test_08_twenty_relu_layers_with_xavier_leave_a_thousandth_and_he_keeps_the_size(printed: Printed) -> None:
    text = printed(SLUG)
    (xavier, xavier_formula), (he, he_formula) = numbers(text, "xavier"), numbers(text, "he  ")
    assert xavier_formula == pytest.approx(2**-10, abs=5e-5) and he_formula == 1
    assert 0.5 < xavier / xavier_formula < 2 and 0.5 < he / he_formula < 2


def test_08_with_tanh_xavier_and_he_end_close_together() -> None:
    demo = demos.spread_through_layers()
    demo.change(activation="tanh")
    assert "Xavier" in repr(demo) and "0.14 at the end" in repr(demo) and "He 0.55" in repr(demo)
    random = np.random.default_rng(1)
    ends = {"xavier": [], "he": []}
    for kind, found in ends.items():
        for _ in range(100):
            inputs = random.normal(size=(50, 100))
            found.append(reference.send_through(inputs, kind, "tanh", random=random).sizes[-1])
    assert min(ends["xavier"]) > 0.1 and max(ends["xavier"]) < 0.25  # beside 0.001 with ReLU
    assert min(ends["he"]) > 0.5 and max(ends["he"]) < 0.6  # beside 930 without an activation


def test_08_relu_halves_the_mean_square() -> None:
    sums = np.random.default_rng(0).normal(size=1_000_000)
    assert np.mean(np.maximum(sums, 0) ** 2) == pytest.approx(0.5, abs=0.005)


def test_08_a_sum_of_n_terms_has_n_times_the_mean_square() -> None:
    random = np.random.default_rng(0)
    inputs = random.uniform(0, 2, size=40)
    sums = random.normal(scale=0.3, size=(200_000, 40)) @ inputs
    assert np.mean(sums**2) == pytest.approx(40 * 0.3**2 * np.mean(inputs**2), rel=0.02)


def test_08_gradients_on_their_way_back_meet_the_outputs_in_place_of_the_inputs() -> None:
    random = np.random.default_rng(0)
    weights = random.normal(scale=0.2, size=(30, 70))  # 30 inputs, 70 outputs
    arriving = random.normal(size=(20_000, 70))
    assert np.mean((arriving @ weights.T) ** 2) == pytest.approx(70 * 0.2**2, rel=0.1)


def test_08_batch_normalisation_makes_six_layers_of_small_weights_learn(printed: Printed) -> None:
    first, last = numbers(printed(SLUG), "normalised: False")
    assert first == pytest.approx(np.log(10), abs=0.01) and last == pytest.approx(np.log(10), abs=0.01)
    assert numbers(printed(SLUG), "normalised: True")[-1] < 0.3


def test_08_a_bias_before_batch_normalisation_is_in_vain() -> None:
    rows, bias = np.random.default_rng(0).normal(size=(7, 3)), np.array([5, -2, 9])
    settings = {"training": True, "epsilon": 1e-3}
    plain, biased = (
        reference.batch_norm(each, np.ones(3), np.zeros(3), **settings).outputs for each in (rows, rows + bias)
    )
    np.testing.assert_allclose(plain, biased, atol=1e-12)


def test_08_after_180_batches_keras_default_still_holds_16_per_cent_of_the_start() -> None:
    assert 60 * (150 // 50) == 180
    left = {momentum: momentum**180 for momentum in (0.99, 0.9)}
    assert left[0.99] == pytest.approx(0.16, abs=0.005) and left[0.9] < 1e-8


def test_08_the_weights_of_a_running_mean_sum_to_one_minus_a_power() -> None:
    for decay in (0.5, 0.9):
        mean = np.zeros(1)
        for step in range(1, 8):
            mean = decay * mean + (1 - decay) * 1.0
            assert mean[0] == pytest.approx(1 - decay**step)


def test_08_the_first_step_of_adam_on_paper() -> None:
    moved = reference.adam_step([1, 2], [0, 0], [0, 0], [3, -0.3], 1, 0.1)
    np.testing.assert_allclose(moved.weights, [0.9, 2.1], atol=1e-6)
    np.testing.assert_allclose(moved.mean / 0.1, [3, -0.3])
    np.testing.assert_allclose(moved.square / 0.001, [9, 0.09])


def test_08_in_the_valley_sgd_overshoots_at_a_tenth_by_more_than_it_was_off() -> None:
    assert abs(1 - 0.1 * 25) > 1


def test_08_at_a_tenth_plain_sgd_alone_is_thrown_out() -> None:
    ends = {name: np.linalg.norm(path(name, 0.1, "constant", 0.0)[-1]) for name in NAMES}
    assert ends.pop("SGD") > 100 and max(ends.values()) < 0.1


def test_08_the_rate_of_rmsprop_and_adam_is_about_the_length_of_a_step() -> None:
    for rate in (0.01, 0.05, 0.1):
        for name in ("RMSProp", "Adam"):
            steps = np.abs(np.diff(path(name, rate, "constant", 0.0), axis=0))[:10] / rate
            assert np.all((np.median(steps, axis=0) > 0.5) & (np.median(steps, axis=0) < 2)), (name, rate)
    first = np.abs(np.diff(path("SGD", 0.01, "constant", 0.0), axis=0))[0]
    assert first[1] / first[0] == pytest.approx(7.5)  # plain SGD's is as long as the slope is steep


def test_08_no_noisy_run_comes_to_rest_at_a_constant_rate_and_with_a_falling_one_each_that_stays_does() -> None:
    compared = 0
    for name in NAMES:
        for rate in map(float, RATES):
            runs = [path(name, rate, schedule, NOISE) for schedule in ("constant", "cosine")]
            if np.abs(runs[1][-1]).max() > 10:  # thrown out of the valley
                continue
            restless, calm = (np.linalg.norm(np.diff(run[-11:], axis=0), axis=1).mean() for run in runs)
            assert restless > 5 * calm, (name, rate)
            compared += 1
    assert compared == 15


def test_08_of_three_rates_one_creeps_one_learns_and_one_kills_its_relus(printed: Printed) -> None:
    slow, right, wild = (numbers(printed(SLUG), f"rate {rate}") for rate in ("0.00003", "0.00300", "0.30000"))
    assert all(abs(each[2] - np.log(10)) < 0.05 for each in (slow, wild)) and right[2] < 0.3
    assert wild[1] > 10 > 3 > slow[0] > slow[2]  # creeps downhill; blew up
    assert wild[3] == 0 and slow[3] > 0.2 and right[3] > 0.1


def test_08_the_schedule_named_for_keras_falls_from_a_hundredth_to_nothing_in_180_batches() -> None:
    keras = import_keras()
    falling = keras.optimizers.schedules.CosineDecay(0.01, 180)
    rates = [float(falling(step)) for step in (0, 90, 180, 200)]
    np.testing.assert_allclose(rates, [0.01, 0.005, 0, 0], atol=1e-6)


def test_08_l2_takes_a_thousandth_off_with_sgd_and_the_rate_off_with_adam(printed: Printed) -> None:
    text = printed(SLUG)
    assert "parts that are left: [0.999 0.999]" in text and "parts that are left: [0.995 0.5" in text


def test_08_most_sixes_turned_by_half_a_turn_look_like_nines(printed: Printed) -> None:
    train = data.digits("train")
    sixes = train.images[train.labels == 6][:, ::-1, ::-1]
    like = [train.labels[np.sum((train.images - six) ** 2, axis=(1, 2, 3)).argmin()] for six in sixes]
    share = np.mean(np.array(like) == 9)
    assert share > 0.7
    assert numbers(printed(SLUG), "turned by half a turn,")[0] == pytest.approx(share, abs=0.006)


def test_08_halfway_between_background_and_cross_lies_a_square() -> None:
    assert data.SCENE_CLASSES[0] == "background" and data.SCENE_CLASSES[4] == "cross"
    assert data.SCENE_CLASSES[2] == "square"
