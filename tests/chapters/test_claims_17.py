"""Numbers that chapter 17 states in words or prints, computed."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from convcourse import reference

Printed = Callable[[str], str]


@pytest.fixture(scope="module")
def text(printed: Printed) -> str:
    return printed("17_images_from_networks")


def numbers(text: str, start: str) -> list[float]:
    """Return the numbers of the one printed line that begins so."""
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", line[len(start) :])]


def test_17_both_networks_sort_the_scenes(text: str) -> None:
    assert min(numbers(text, "right:")) > 95


def test_17_a_class_model_scores_far_beyond_every_real_scene_and_reins_lower_the_score(text: str) -> None:
    (real,) = numbers(text, "the highest score of a real scene:")
    free, reined = [
        [float(each) for each in re.findall(r"\d+", line)] for line in re.findall(r"its scores: \[(.*)\]", text)
    ]
    assert min(free) > 5 * real and min(reined) > 2 * real
    assert all(low < high for low, high in zip(reined, free, strict=True))


def test_17_class_models_are_recognised_also_by_a_network_that_had_no_part_in_them(text: str) -> None:
    free = numbers(text, "jitter 0, L2  0.0: recognised by the other")
    reined = numbers(text, "jitter 4, L2 0.02: recognised by the other")
    assert min(free) >= 60 and min(reined) >= 60  # chance is 20
    assert np.mean(reined) >= np.mean(free) - 1
    for kind in ("jitter 0, L2  0.0", "jitter 4, L2 0.02"):
        assert min(numbers(text, f"{kind}: recognised by this network")) == 100


def test_17_the_style_loss_falls_by_at_least_ninety_per_cent(text: str) -> None:
    for name in ("coffee", "a dream", "stripes"):
        before, after, less = numbers(text, f"{name:9} style loss")
        assert after < 0.1 * before and less >= 90


def test_17_gram_matrices_on_paper() -> None:
    places = np.array([[[1, 2], [3, 0]], [[1, 4], [1, 2]]])
    assert reference.gram_matrix(places).tolist() == [[3, 2], [2, 6]]
    assert reference.style_loss([np.diag([1, 1])], [np.diag([1, 3])]) == pytest.approx(0.4)


def test_17_a_push_along_the_signs_is_worth_fifty_random_ones() -> None:
    random = np.random.default_rng(0)
    weights = random.choice([-0.04, 0.04], size=2500)
    assert np.sum(0.01 * np.abs(weights)) == pytest.approx(1)
    changes = random.choice([-0.01, 0.01], size=(4000, 2500)) @ weights
    assert np.std(changes) == pytest.approx(0.02, rel=0.05)


def test_17_an_attack_within_eight_grey_levels_misleads_where_random_noise_does_not(text: str) -> None:
    rows = {levels: numbers(text, f"{levels:2} grey levels") for levels in (1, 2, 4, 8, 16)}
    assert min(row[0] for row in rows.values()) >= 97  # at random
    for place in (1, 2):
        read = [row[place] for row in rows.values()]
        assert read == sorted(read, reverse=True)
    assert rows[8][1] < 50 and rows[8][2] < 10 and rows[16][1] < 30
    assert all(row[2] <= row[1] for row in rows.values())  # eight steps do no worse than one
    assert rows[16][3] < 80 and rows[16][3] > rows[16][1] + 20  # the other network: less, but troubled


def test_17_a_detector_of_noise_cries_at_harmless_grain_and_lets_a_soft_attack_pass(text: str) -> None:
    attack, grain, sly = (
        numbers(text, f"{what:15} told apart") for what in ("attack", "harmless noise", "sly attack")
    )
    assert attack[0] > 95 and grain[0] > 95 and sly[1] < 65
    assert attack[3] < 30 and grain[2] > 95 and sly[3] < 40
