"""Numbers that chapter 09 states in words or prints, computed."""

import functools
import re
from collections.abc import Callable

import numpy as np
import pytest

from convcourse import data, explain, reference

DEPTHS = (5, 10, 20, 40)
SEEDS = (0, 1, 2)
Printed = Callable[[str], str]


@functools.cache
def measured(kind: str, seed: int) -> explain.EffectiveFields:
    return explain.effective_fields(kind, DEPTHS, seed=seed)


@pytest.fixture(scope="module")
def text(printed: Printed) -> str:
    return printed("09_receptive_fields")


def numbers(text: str, start: str) -> list[float]:
    """Return the numbers of the one printed line that begins so."""
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return [float(number) for number in re.findall(r"-?\d[\d,]*\.?\d*", line[len(start) :].replace(",", ""))]


def test_09_what_a_unit_uses_grows_with_the_square_root_of_depth_and_what_it_sees_in_step(text: str) -> None:
    assert numbers(text, "receptive field: grows with depth to the power") == [pytest.approx(0.96, abs=0.01)]
    for kind in explain.KINDS:
        low, high, worst, best = numbers(text, f"spread, {kind}: power")
        powers = [measured(kind, seed).exponent for seed in SEEDS]
        assert [low, high] == pytest.approx([min(powers), max(powers)], abs=0.006)
        assert 0.45 < low <= high < 0.56
        assert 75 < worst <= best <= 100


def test_09_theory_and_measurement_agree_to_a_few_percent(text: str) -> None:
    lines = [line for line in text.splitlines() if line.startswith(("spread, ", "   the walk says"))]
    tables = [[float(number) for number in re.findall(r"\d+\.\d\d", line)] for line in lines if ":" not in line]
    assert len(tables) == 6
    for spreads, walks in zip(tables[::2], tables[1::2], strict=True):
        assert spreads == pytest.approx(walks, rel=0.06)


def test_09_the_walk_of_equal_weights_is_a_little_wider_than_its_bell_where_layers_are_few() -> None:
    off = [field.spread / np.sqrt(field.depth / 3) - 1 for field in measured("uniform", 0).fields]
    assert off == sorted(off, reverse=True) and 0 < off[-1] < 0.01 < off[0] < 0.05


def test_09_equal_weights_give_the_best_bell_and_relu_a_rougher_one(text: str) -> None:
    worst = {kind: numbers(text, f"spread, {kind}: power")[2] for kind in explain.KINDS}
    assert worst["uniform"] > 99 and worst["uniform"] > worst["random"] > 93 > worst["random + ReLU"]


def test_09_at_forty_layers_less_than_a_sixth_of_the_pixels_is_used() -> None:
    for kind in explain.KINDS:
        parts = [(field.width / field.theory) ** 2 for seed in SEEDS for field in measured(kind, seed).fields]
        assert max(parts[3::4]) < 1 / 6
        assert parts[:4] == sorted(parts[:4], reverse=True)


def test_09_four_times_as_deep_is_four_times_the_field_and_twice_the_spread() -> None:
    for seed in SEEDS:
        _, ten, _, forty = measured("random", seed).fields
        assert round(forty.theory / ten.theory) == 4 and round(forty.spread / ten.spread) == 2


def test_09_real_networks_are_as_published(text: str) -> None:
    assert numbers(text, "VGG16, size and jump:") == [212, 212, 32, 32]
    for name, size, padding in (("VGG16    ", 212, 90), ("MobileNet", 315, 126), ("ResNet-50", 483, 241)):
        assert numbers(text, f"{name} read off: ") == [size, 32, padding, size]
    assert numbers(text, "stride in the 1 by 1:") == [483]
    assert numbers(text, "stride in the 3 by 3:") == [427]


def test_09_the_crack_needs_150_layers_of_three_or_75_of_five_or_8_with_strides(text: str) -> None:
    found = [numbers(text, f"layers of {side} by {side} to see 300 pixels:") for side in (3, 5, 7)]
    assert found == [[150], [75], [50]]
    assert reference.receptive_field([(3,)] * 75).size == 151 and reference.receptive_field([(3,)] * 150).size == 301
    assert numbers(text, "stride 2 everywhere: layers of 3 by 3 for 300 pixels:") == [8]


def test_09_six_layers_see_less_than_a_hundredth_of_the_photo_and_a_stride_is_felt_only_above_it() -> None:
    size = reference.receptive_field([(3,)] * 6).size
    height, width, _ = data.photo("chelsea").shape
    assert size == 13 and size**2 < height * width / 100
    strides = [1, 1, 2, 1, 1, 2]
    fields = [reference.receptive_field([(3, stride) for stride in strides[:n]]).size for n in range(7)]
    assert np.diff(fields).tolist() == [2, 2, 2, 4, 4, 4]


def test_09_a_stride_doubles_the_growth_and_not_the_field(text: str) -> None:
    assert numbers(text, "stride 2 in the first layer only:") == [3, 7, 11, 15, 19]


def test_09_two_small_kernels_are_cheaper_than_one_large_one_of_the_same_field(text: str) -> None:
    small, large = numbers(text, "two layers of 3 by 3:")[0], numbers(text, "two layers of 3 by 3:")[-1]
    assert (small, large) == (2 * (9 * 64 + 1) * 64, (25 * 64 + 1) * 64)
    assert reference.receptive_field([(3,)] * 2) == reference.receptive_field([(5,)])


def test_09_a_dilated_kernel_has_the_parameters_of_the_same_kernel_without_holes(text: str) -> None:
    plain = numbers(text, "3 by 3, dilation 1:")
    assert plain == numbers(text, "3 by 3, dilation 2:") == [(9 * 16 + 1) * 16]
    assert numbers(text, "5 by 5, dilation 1:")[0] > 2 * plain[0]


def test_09_ways_through_dilated_stacks(text: str) -> None:
    assert numbers(text, "dilations [1, 2, 4, 8]:") == [1] * 16
    assert numbers(text, "dilations [2, 4, 8]:") == [1, 0] * 7 + [1]
    assert reference.layers_needed(1024, 2) == 1023
    ways = reference.ways_to_pixels([(3, 2)] * 3)
    assert (len(ways) ** 2, len(ways) ** 2 - int((ways > 0).sum()) ** 2) == (169, 120)
    for one in range(3):
        assert (reference.ways_to_pixels([(3, 1 if place == one else 2) for place in range(3)]) > 0).all()
    assert (reference.ways_to_pixels([(3, 3**n) for n in range(5)]) == 1).all()
    assert numbers(text, "dilations [1, 1, 2]:") == [1, 2, 2, 2, 1]


def test_09_the_colleague_is_wrong_wherever_there_is_more_than_a_plain_window(text: str) -> None:
    for name in ("plain", "strides", "dilation", "pools", "all"):
        found = numbers(text, f"{name:8} colleague")
        assert (found[:4] == found[4:]) == (name == "plain")


def test_09_what_is_measured_is_the_part_of_the_field_inside_the_image(text: str) -> None:
    assert numbers(text, "computed:") == [-3, 3, 1, 7]
    assert numbers(text, "measured:") == [0, 3, 1, 7]


def test_09_a_stack_for_the_crack_uses_about_ten_pixels_of_it() -> None:
    assert np.sqrt(2 * 150 / 3) == 10
