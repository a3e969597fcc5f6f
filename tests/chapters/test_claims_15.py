"""Numbers that chapter 15 states in words or prints, computed."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from convcourse import data, explain, models, reference

pytestmark = pytest.mark.keras
Printed = Callable[[str], str]
LAYERS = ("conv1", "conv2", "conv3", "conv4", "conv5")


@pytest.fixture(scope="module")
def text(printed: Printed) -> str:
    return printed("15_activations_and_occlusion")


@pytest.fixture(scope="module")
def network():
    return models.trained_network("shapes")


def lines_of(text: str, start: str) -> list[str]:
    """Return what follows this beginning, for each printed line that has it."""
    return [line[len(start) :] for line in text.splitlines() if line.startswith(start)]


def numbers(text: str, start: str) -> list[float]:
    """Return the numbers of the one printed line that begins so."""
    (line,) = lines_of(text, start)
    return [float(number) for number in re.findall(r"-?\d[\d,]*\.?\d*", line.replace(",", ""))]


def test_15_the_network_is_nearly_always_right_on_scenes_that_it_has_never_seen(text: str) -> None:
    parts = [float(line.rstrip("%")) for line in lines_of(text, "of 300 scenes right: ")]
    assert len(parts) == 3 and min(parts) > 97


def test_15_about_half_of_what_the_layers_say_is_zero_and_no_channel_is_dead(text: str) -> None:
    for layer in LAYERS:
        low, high, dead = numbers(text, f"{layer}: zeros ")
        assert 35 < low <= high < 90 and dead == 0


def test_15_the_best_input_of_length_one_is_w_over_its_length_and_chance_finds_no_better(text: str) -> None:
    (exact,) = lines_of(text, "w/|w| gives ")
    (thrown,) = lines_of(text, "the best of 100,000 inputs of length 1: ")
    assert float(exact.split()[0]) == 1.0
    assert float(thrown.split()[0]) < 0.5


def test_15_three_bounds_have_three_best_inputs() -> None:
    weights = np.array([[4.0, -1, 2], [0, -2, 0]])
    assert np.sum(weights * reference.loudest_input(weights, 0, 1)) == pytest.approx(5)
    assert np.maximum(weights, 0).sum() == 6 and np.abs(weights).sum() == 9
    assert (weights / 5).min() < 0  # no camera gives it


def test_15_the_best_of_real_scenes_reaches_only_a_part_of_what_is_possible(text: str) -> None:
    low, high = numbers(text, "best of 300 scenes, as a part of the possible: ")
    assert 0 < low <= high < 90


def test_15_neighbouring_weights_agree_after_training_and_not_at_the_start(text: str) -> None:
    trained = numbers(text, "correlation of neighbours below and beside, trained:")
    start = numbers(text, "correlation of neighbours below and beside, at the start:")
    assert min(trained) > 0.4 and max(np.abs(start)) < 0.15


def test_15_a_large_kernel_tells_directions_better_apart_and_fine_stripes_need_less(text: str) -> None:
    fine = numbers(text, "stripes of 3 pixels, kernels of 3, 7, 11: half at ")
    broad = numbers(text, "stripes of 8 pixels, kernels of 3, 7, 11: half at ")
    assert broad == sorted(broad, reverse=True) and fine == sorted(fine, reverse=True)
    assert broad[0] > 2 * broad[2] and all(a < b for a, b in zip(fine, broad, strict=True))
    found = [reference.direction_tuning(side, 8, np.arange(91)).half for side in (3, 7, 11)]
    assert broad == found


def test_15_the_deeper_the_layer_the_purer_its_top_patches_and_conv1_is_at_chance(text: str) -> None:
    ranges = [numbers(text, f"{layer}: commonest class among the ten best ") for layer in LAYERS]
    chance = numbers(text, "ten scenes at random: ")
    low = [pair[0] for pair in ranges]
    assert low == sorted(low)
    assert ranges[0][1] < chance[1] + 8
    assert ranges[4][0] > chance[1] + 30


def test_15_nobody_misses_the_map_that_speaks_most_for_a_class(text: str) -> None:
    for name in data.SCENE_CLASSES[1:]:
        whole, without, maps = numbers(text, f"{name}: right ")
        assert whole - without <= 5 and whole > 95
        assert 3 <= maps <= 30


def test_15_the_hottest_patch_lies_on_the_object_far_above_chance(text: str) -> None:
    rows = lines_of(text, "hottest patch, its middle in the object's box: ")
    found = [[float(number) for number in re.findall(r"\d+", row)] for row in rows]
    assert len(found) == 3
    for hit, chance in found:
        assert hit > 60 and chance < 25


def test_15_a_cover_on_empty_ground_feeds_the_square(text: str) -> None:
    for colour in ("mean colour", "black", "white"):
        rises, other, square = numbers(text, f"{colour} on empty ground: the score of the square rises in ")
        assert rises > 80 and other < 25 and square >= 0.6 * other
    changed = [
        numbers(text, f"{colour} on empty ground: the score of the square rises in ")[1]
        for colour in ("mean colour", "black", "white")
    ]
    assert changed == sorted(changed) and changed[2] >= 2


def test_15_below_the_pool_deconvnet_draws_the_same_for_every_scene(text: str, network) -> None:
    assert numbers(text, "deconvnet, two scenes, one unit: alike ")[0] == 1.0
    plain = numbers(text, "plain, two scenes, one unit: alike ")
    deconvnet = numbers(text, "deconvnet, two scenes, one unit: alike ")
    # [from conv2, its number, from conv5, its number]
    assert plain[0] < 0.99 and deconvnet[0] > plain[0] and deconvnet[2] > plain[2]
    images = data.scenes(3, objects=(1, 1), seed=4).images
    back = models.input_gradient(network, images, lambda maps: maps[:, 10, 14, 3], layer="conv2", relu_rule="deconvnet")
    assert back.any()
    np.testing.assert_array_equal(back[0], back[1])
    np.testing.assert_array_equal(back[0], back[2])


def test_15_covering_changes_a_linear_score_by_weights_times_patch_less_grey() -> None:
    picture = np.array([[1.0, 0, 2, 1, 0], [0, 3, 1, 3, 1], [2, 1, 0, 4, 3]])
    weights = np.array([[0.0, 1, 0, 0, 2], [1, 0, -1, 2, 0], [0, 0, 1, -1, 4]])
    part = np.s_[1:3, 3:5]
    assert np.sum(weights[part] * (picture[part] - 2)) == 4
    assert np.sum(weights[part] * picture[part]) == 14  # what books have
    assert np.sum(weights[part] * (picture[part] - 2.8)) == pytest.approx(0)
    middle = np.s_[1:3, 1:3]
    assert np.sum(weights[middle] * (picture[middle] - 2)) == -1


def test_15_units_of_conv5_see_thirty_seven_pixels_and_their_map_is_twelve_by_sixteen(network) -> None:
    field = explain.receptive_field(network, "conv5")
    assert field.size == (37, 37) and field.jump == (4, 4)
    assert tuple(network.get_layer("conv5").output.shape[1:]) == (12, 16, 48)
