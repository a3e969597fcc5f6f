"""Numbers and claims that the text of chapter 03 states and does not itself compute."""

import math
import time

import numpy as np
import pytest

from convcourse import data, reference
from convcourse.demos.volume_slicer import BIAS, FILTERS, VOLUME

NETWORK = (reference.Pool(2), reference.Flatten(), reference.Dense(200), reference.Dense(10))


def counts(side: int, padding: str) -> list[reference.LayerCount]:
    return reference.count_layers([reference.Conv(10, 5, padding=padding), *NETWORK], (side, side, 1))


def test_03_filter_0_at_row_1_column_1_gives_three_and_one_and_the_bias() -> None:
    parts = [float((VOLUME[1:4, 1:3, d] * FILTERS[:, :, d, 0]).sum()) for d in range(2)]
    assert parts == [3, 1]
    assert sum(parts) + BIAS[0] == 5
    assert [int(np.count_nonzero(FILTERS[..., k])) for k in range(2)] == [4, 4]


def test_03_the_small_layer_has_26_parameters_and_192_multiply_adds() -> None:
    assert reference.convolution_parameters((3, 2), 2, 2) == reference.convolution_parameters((5, 5), 1, 1) == 26
    assert reference.convolution_multiply_adds((2, 4), (3, 2), 2, 2) == 192


def test_03_stride_two_on_the_small_volume_loses_the_last_row_and_column() -> None:
    assert reference.output_size((4, 5), (3, 2), stride=2) == (1, 2)
    seen = reference.visits((4, 5), (3, 2), stride=2)
    assert (seen[-1] == 0).all() and (seen[:, -1] == 0).all() and (seen[:-1, :-1] > 0).all()


def test_03_half_the_kernel_as_padding_keeps_the_size_for_odd_filters() -> None:
    for taps in (1, 3, 5, 7):
        assert reference.output_size((17, 12), taps, padding=(taps - 1) // 2) == (17, 12)


def test_03_same_is_the_size_over_the_stride_rounded_up_and_its_odd_zero_goes_behind() -> None:
    for size in range(1, 20):
        for taps in range(1, 6):
            for stride in range(1, 4):
                found = reference.geometry((size,), (taps,), stride=stride, padding="same")
                (before, after), places = found.pads[0], math.ceil(size / stride)
                assert found.output == (places,)
                assert after - before in (0, 1)
                assert before + after == max((places - 1) * stride + taps - size, 0)


def test_03_a_layer_of_64_to_64_channels_has_36928_parameters_and_not_576() -> None:
    assert reference.convolution_parameters((3, 3), 64, 64) == 36_928


def test_03_the_network_for_digits_is_counted_as_in_the_table() -> None:
    parameters = [count.parameters for count in counts(28, "valid")]
    assert parameters == [260, 0, 0, 288_200, 2_010]
    assert sum(parameters) == 290_470
    assert pytest.approx(0.99, abs=0.005) == 288_200 / 290_470
    assert 260 + (13 * 13 * 10 + 1) * 200 == 338_460
    for padding, expected in (("valid", 288_460), ("same", 392_460)):
        assert sum(count.parameters for count in counts(28, padding)[:-1]) == expected


def test_03_a_dense_unit_is_a_filter_as_large_as_its_input() -> None:
    assert reference.convolution_parameters((12, 12), 10, 200) == reference.dense_parameters(1440, 200) == 288_200
    assert reference.convolution_parameters((1, 1), 200, 10) == reference.dense_parameters(200, 10) == 2_010


def test_03_twice_the_side_costs_4_7_times_the_work_and_dense_parameters_but_no_filters() -> None:
    small, large = counts(28, "valid"), counts(56, "valid")
    assert small[0].parameters == large[0].parameters == 260
    assert (small[0].multiply_adds, large[0].multiply_adds) == (144_000, 676_000)
    assert large[0].shape == (52, 52, 10) and large[1].shape == (26, 26, 10)
    assert large[3].parameters == 1_352_200
    assert large[0].multiply_adds / small[0].multiply_adds == pytest.approx(4.7, abs=0.05)
    assert large[3].parameters / small[3].parameters == pytest.approx(4.7, abs=0.05)


def test_03_the_table_of_windows_holds_96_numbers_for_40() -> None:
    assert reference.im2col(VOLUME[np.newaxis], (3, 2)).size == 96
    assert VOLUME.size == 40


def test_03_one_matrix_product_is_many_times_faster_than_a_loop_over_all_sums() -> None:
    cat, four = data.photo("chelsea")[np.newaxis, :100, 30:150] / 255, np.ones((3, 3, 3, 4))
    seconds = []
    for layer in (reference.convolution_by_loops, reference.convolution):
        start = time.process_time()
        layer(cat, four)
        seconds.append(time.process_time() - start)
    assert seconds[0] > 5 * seconds[1]


def test_03_the_map_of_red_against_blue_is_high_on_the_nose_and_low_in_the_eyes() -> None:
    cat = data.photo("chelsea")[:100, 30:150] / 255
    red_less_blue = np.zeros((3, 3, 3, 1))
    red_less_blue[:, :, 0], red_less_blue[:, :, 2] = 1 / 3, -1 / 3
    found = reference.convolution(cat[np.newaxis], red_less_blue)[0, ..., 0]
    nose, eye = found[85:97, 62:78].mean(), found[46:54, 43:52].mean()
    assert nose > 2 * eye > 0


def test_03_the_camera_has_several_good_layers_and_a_trap() -> None:
    assert reference.output_size((120, 160), (3, 5), stride=(3, 5), padding=(1, 0)) == (40, 32)
    assert reference.visits((120, 160), (3, 5), stride=(3, 5), padding=(1, 0)).min() == 0
    assert reference.visits((120, 160), (4, 5), stride=(3, 5), padding=(1, 0)).min() == 1
    assert reference.convolution_parameters((4, 6), 3, 8) <= 600 < reference.convolution_parameters((5, 5), 3, 8)


def test_03_stride_one_costs_the_camera_between_14_and_15_times_the_work_whatever_layer_was_chosen() -> None:
    found = set()
    for high, wide, rows, columns in np.ndindex(9, 9, 9, 9):
        kernel, padding = (high, wide), (rows, columns)
        few_enough = high >= 3 and wide >= 5 and reference.convolution_parameters(kernel, 3, 8) <= 600
        if few_enough and reference.output_size((120, 160), kernel, stride=(3, 5), padding=padding) == (40, 32):
            places = reference.output_size((120, 160), kernel, padding=padding)
            found.add(math.prod(places) / (40 * 32))
    assert len(found) > 3 and min(found) > 14 and max(found) <= 15


def test_03_four_groups_leave_9280_parameters_and_the_example_of_filters_and_channels_holds() -> None:
    assert reference.convolution_parameters((3, 3), 64, 64, groups=4) == 9_280
    random = np.random.default_rng(0)
    images, kernels = random.normal(size=(1, 5, 6, 4)), random.normal(size=(3, 2, 2, 6))
    found = reference.convolution(images, kernels, groups=2)
    first = reference.convolution(images[..., :2], kernels[..., :3])
    second = reference.convolution(images[..., 2:], kernels[..., 3:])
    assert found == pytest.approx(np.concatenate([first, second], axis=-1))


def test_03_with_stride_two_the_maps_of_the_cat_are_49_by_59() -> None:
    assert reference.output_size((100, 120), (3, 3)) == (98, 118)
    assert reference.output_size((100, 120), (3, 3), stride=2) == (49, 59)


def test_03_two_layers_of_3_by_3_cost_less_than_one_of_5_by_5() -> None:
    assert 2 * reference.convolution_parameters((3, 3), 64, 64) < reference.convolution_parameters((5, 5), 64, 64)


@pytest.mark.keras
def test_03_tensorflow_pads_below_and_on_the_right() -> None:
    tensorflow = pytest.importorskip("tensorflow")
    images = np.arange(6.0 * 6).reshape(1, 6, 6, 1)
    kernel = np.arange(1.0, 10).reshape(3, 3, 1, 1)
    with tensorflow.device("/CPU:0"):
        found = tensorflow.nn.conv2d(images, kernel, strides=2, padding="SAME").numpy()
    behind = reference.convolution(images, kernel, stride=2, padding=((0, 1), (0, 1)))
    alike = reference.convolution(images, kernel, stride=2, padding=1)
    assert found == pytest.approx(behind)
    assert found.shape == alike.shape and not np.allclose(found, alike)
