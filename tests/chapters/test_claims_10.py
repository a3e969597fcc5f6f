"""Numbers that chapter 10 states in words, computed; and what its trainings print, read from one run of the script."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from convcourse import reference

SLUG = "10_transposed_convolution"


def number_after(words: str, text: str) -> float:
    found = re.search(rf"{words} (\d*\.\d+)", text)
    assert found, f"{words!r} is not printed"
    return float(found.group(1))


def test_10_the_network_draws_masks_that_no_threshold_on_colour_comes_near(printed: Callable[[str], str]) -> None:
    text = printed(SLUG)
    worst = number_after("three trainings: .* the worst:", text)
    assert worst >= 0.90
    assert number_after("colour table: mean IoU", text) < 0.3
    assert number_after("threshold, object or ground only: IoU", text) < 0.60


def test_10_perfect_labels_of_blocks_lose_the_edges(printed: Callable[[str], str]) -> None:
    text = printed(SLUG)
    four, eight = (number_after(f"{side} × {side}: mean IoU", text) for side in (4, 8))
    assert 1 > four > eight and eight < number_after("three trainings: .* the worst:", text)


def test_10_the_place_comes_before_the_class_and_the_edges_come_last(printed: Callable[[str], str]) -> None:
    text = printed(SLUG)
    epochs = [(float(place), float(iou)) for place, iou in re.findall(r"object or ground (\S+)  classes (\S+)", text)]
    assert all(place > iou for place, iou in epochs)
    assert epochs[1][0] - epochs[1][1] > 2 * (epochs[-1][0] - epochs[-1][1])
    found = re.search(r"at an edge: (\d+)% of all pixels, (\d+)% of the wrong ones", text)
    assert found and int(found.group(2)) > 50 > int(found.group(1))


def test_10_the_worst_autoencoder_is_well_below_the_best_blur(printed: Callable[[str], str]) -> None:
    found = re.search(r"mean squared error on held-out digits: (\{.*\})", printed(SLUG))
    assert found
    errors = {name: float(value) for name, value in re.findall(r"'([^']+)': '([\d.]+)'", found.group(1))}
    assert errors["autoencoder"] < 0.75 * errors["best blur"] < 0.75 * errors["noisy"]


def test_10_four_roads_lead_to_one_transposed_convolution(printed: Callable[[str], str]) -> None:
    found = re.findall(r"(?:matrix|gradient|Keras's layer)\s+largest difference (\S+)", printed(SLUG))
    assert len(found) == 3 and max(map(float, found)) < 1e-5


def test_10_the_line_of_digits_is_read_as_the_single_digits_are(printed: Callable[[str], str]) -> None:
    found = re.search(r"scores \(1, 33, 10\)  largest difference (\S+)", printed(SLUG))
    assert found and float(found.group(1)) < 1e-5


@pytest.mark.parametrize(
    ("size", "options", "expected"),
    [((5,), {"stride": 2, "padding": 1}, 3), ((5,), {"padding": 1}, 5), ((6,), {"stride": 2, "padding": 1}, 3)],
)
def test_10_the_worked_sizes_there(size: tuple[int], options: dict[str, int], expected: int) -> None:
    assert reference.output_size(size, 3, **options) == (expected,)


def test_10_the_worked_sizes_and_back() -> None:
    back = [reference.transposed_output_size((3,), 3, stride=2, padding=1, output_padding=o)[0] for o in (0, 1)]
    assert back == [5, 6]


def test_10_back_again_is_not_where_we_came_from() -> None:
    row = np.array([1.0, 2, 0, 3, 1]).reshape(1, 5, 1)
    taps = np.array([1.0, 2, 4]).reshape(3, 1, 1)
    there = reference.convolution(row, taps, stride=2)
    back = reference.transposed_convolution(there, taps, stride=2)
    assert back.shape == row.shape and not np.allclose(back, row)


def test_10_well_chosen_weights_keep_a_flat_map_flat_even_with_three_taps() -> None:
    taps = np.array([0.5, 1, 0.5]).reshape(3, 1, 1)
    flat = reference.transposed_convolution(np.ones((1, 6, 1)), taps, stride=2)[0, 2:-2, 0]
    assert np.allclose(flat, 1) and not np.allclose(taps, taps[0])


def test_10_the_firm_is_beaten_by_an_empty_mask() -> None:
    truth = np.repeat([0, 1], [98, 2])
    assert np.mean(truth == 0) == 0.98 and reference.class_ious(truth, np.zeros(100, int), 2)[1] == 0
