"""Numbers that chapter 14 states in words or prints, computed."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from convcourse import data, models, reference
from convcourse.models.quiet import import_keras
from convcourse.models.thawing_measured import MEASURED

Printed = Callable[[str], str]


@pytest.fixture(scope="module")
def text(printed: Printed) -> str:
    return printed("14_transfer_learning")


def numbers(text: str, start: str) -> list[float]:
    """Return the numbers of the one printed line that begins so, after its beginning."""
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return [float(number) for number in re.findall(r"-?\d[\d,]*\.?\d*", line[len(start) :].replace(",", ""))]


def test_14_at_twenty_pictures_a_class_transfer_beats_scratch_by_far_more_than_ten_points(text: str) -> None:
    scratch, frozen, tuned = numbers(text, "20 a digit, worst of three:")
    (best_scratch,) = numbers(text, "20 a digit, the best from scratch:")
    assert best_scratch >= scratch
    assert frozen > best_scratch + 30 and tuned > best_scratch + 30  # the issue asks for 10


def test_14_a_trunk_is_worth_more_the_fewer_pictures_there_are_and_fine_tuning_helps(text: str) -> None:
    five, forty = (numbers(text, f"{count:2} a digit, one run:") for count in (5, 40))
    twenty = numbers(text, "20 a digit, worst of three:")
    for few, more in ((five, twenty), (twenty, forty)):
        assert more[1] > few[1] + 3 and more[2] > few[2] + 3
    for _, frozen, tuned in (twenty, forty):
        assert tuned > frozen + 1
    assert five[2] > five[1] - 4 and five[2] - five[1] < forty[2] - forty[1]
    assert five[0] < 20 and twenty[0] < 25
    by_heart = numbers(text, "of their training pictures, the networks from scratch know")
    assert min(by_heart) > 90


def test_14_early_layers_serve_both_tasks_alike_and_late_ones_the_old_task(text: str) -> None:
    found = [numbers(text, f"relu{number}:") for number in range(1, 6)]
    digits, letters = zip(*found, strict=True)
    assert digits[0] < 20 and letters[0] < 20
    assert list(digits) == sorted(digits) and list(letters) == sorted(letters)
    assert digits[1] > letters[1] - 5
    assert letters[4] - digits[4] > 20


def test_14_the_source_reads_letters_and_was_never_shown_a_digit(text: str) -> None:
    assert numbers(text, "letters read by the source:")[0] > 97
    assert not {*"BIOSZ"} & set(data.WRITTEN_LETTERS) and len(data.WRITTEN_LETTERS) == 21


def test_14_the_paper_trunk_has_the_numbers_of_its_table(text: str) -> None:
    convolutions, norms = (9 * 2 * 4, 9 * 4 * 5), (8, 10)
    assert sum(convolutions) + sum(norms) + 5 * 7 + 7 == 312
    assert reference.convolution_parameters((3, 3), 2, 4) - 4 == convolutions[0]
    assert numbers(text, "multiply-adds for a picture:") == [models.multiply_adds(models.letters_network()), 640]


def test_14_wrong_preparation_shows_on_letters_and_exchanged_colours_do_not(text: str) -> None:
    right = numbers(text, "letters, as the source knows them:")[0]
    assert numbers(text, "letters, prepared by a colleague:")[0] < 15
    assert numbers(text, "letters, prepared by you:")[0] == pytest.approx(right, abs=0.5)
    read = {name: numbers(text, f"{name:16} letters read:")[0]
            for name in ("0 to 255", "-0.5 to 0.5", "upside down", "blue, green, red")}  # fmt: skip
    assert read["0 to 255"] < 50 and read["upside down"] < 55
    assert 50 < read["-0.5 to 0.5"] < 85
    assert read["blue, green, red"] > right - 5


def test_14_batch_normalisation_on_paper() -> None:
    batch = np.array([2.0, 4, 4, 4, 5, 5, 7, 9])
    assert (batch.mean(), batch.var()) == (5, 4)
    row, one = batch[:, np.newaxis], np.ones(1)
    settings = {"momentum": 0.9, "epsilon": 1e-15}
    used = reference.batch_norm(row, one, 0 * one, [13.0], [16.0], training=False, **settings)
    trained = reference.batch_norm(row, one, 0 * one, [13.0], [16.0], training=True, **settings)
    assert used.outputs[-1, 0] == pytest.approx(-1) and trained.outputs[-1, 0] == pytest.approx(2)
    assert trained[1][0] == pytest.approx(12.2)


def test_14_only_the_flag_keeps_running_means_and_not_the_call(text: str) -> None:
    lines = text.splitlines()
    place = next(number for number, line in enumerate(lines) if "the running mean has moved by" in line)
    plain, called, frozen = (float(line.split()[0]) for line in lines[place + 1 : place + 4])
    assert plain > 0 and called == pytest.approx(plain) and frozen == 0


def test_14_with_a_fresh_head_in_one_phase_letters_are_forgotten_even_at_a_low_rate(text: str) -> None:
    fast, slow = (numbers(text, f"one phase at {rate}:") for rate in (0.03, 0.001))
    assert fast[1] < 25 and 25 < slow[1] < 75
    assert slow[1] + 20 < 100 * MEASURED[2, 0.001][1]


def test_14_a_flag_that_changes_between_two_fits_needs_a_new_compile() -> None:
    keras = import_keras()
    keras.utils.set_random_seed(1)
    inner = [keras.Input((6, 5, 2)), keras.layers.Conv2D(3, 3, name="conv1"), keras.layers.GlobalAveragePooling2D()]
    trunk = keras.Sequential(inner)
    model = models.frozen_with_head(trunk, 3)
    images, labels = np.random.default_rng(0).normal(size=(6, 6, 5, 2)).astype("float32"), np.arange(6) % 3
    moved = []
    for anew in (True, False, True):
        if anew:
            model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        before = trunk.get_layer("conv1").get_weights()[0]
        model.fit(images, labels, verbose=0)
        moved.append(bool(np.any(before != trunk.get_layer("conv1").get_weights()[0])))
        models.thaw_last(trunk, 1)
    assert moved == [False, False, True]


def test_14_a_high_rate_forgets_letters_and_spoils_digits() -> None:
    digits, letters = MEASURED[0, 0.001]
    low = [MEASURED[thawed, 0.001] for thawed in range(6)]
    assert max(low) == low[2] and low[2][0] > digits + 0.03 and low[5][0] < low[2][0] - 0.02
    assert letters > 0.97 and all(each[1] > 0.93 for each in low)
    assert MEASURED[5, 0.0001][0] < digits + 0.03
    assert MEASURED[1, 0.01][0] > digits and MEASURED[1, 0.01][1] < 0.8
    assert MEASURED[3, 0.01][0] < digits - 0.2 and MEASURED[3, 0.01][1] < 0.2
    assert all(max(MEASURED[thawed, 0.1]) < 0.15 for thawed in range(2, 6))


def test_14_trained_together_one_trunk_keeps_both_tasks(text: str) -> None:
    digits, letters = numbers(text, "one trunk, both tasks, worst of three: digits")
    alone, forgotten = numbers(text, "one trunk, digits alone, worst of three: digits")
    assert forgotten < 85 and letters > forgotten + 8 and letters > 90
    assert digits > alone - 15 and digits > numbers(text, "20 a digit, worst of three:")[1]


def test_14_two_heads_on_one_trunk_cost_about_half_of_two_networks(text: str) -> None:
    (one,), (two,) = numbers(text, "one trunk, two heads:"), numbers(text, "two networks:")
    trunk = models.trunk_of(models.letters_network()).count_params()
    assert (one, two) == (trunk + 65 * 31, 2 * trunk + 65 * 31)
    assert one < 0.52 * two


def test_14_every_family_prepares_its_pictures_in_its_own_way(text: str) -> None:
    prepared = [text.split(f"\n{name} ")[1].splitlines()[0] for name in ("mobilenet_v2", "vgg16", "densenet")]
    assert len(set(prepared)) == 3


def test_14_without_the_weights_it_is_said_how_to_get_them(text: str) -> None:
    assert "download=True" in text or "MobileNetV2: 1280 features" in text
