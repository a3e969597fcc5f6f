"""Numbers and claims that the text of chapter 02 states and does not itself compute."""

import numpy as np
import pytest

from convcourse import data, reference
from convcourse.figures.x_scores import scores_of
from convcourse.reference.corners import corner_strength

PHOTO = data.photo("camera", gray=True)[5:135, 20:154]
CROSSING = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]])
ARM = np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
MOVED = (1, 2)
PICTURES = {
    "plain": data.letter("X"),
    "moved": data.letter("X", shift=MOVED),
    "shrunk": data.letter("X", shift=MOVED, shrink=2 / 3),
    "rotated": data.letter("X", shift=MOVED, rotate=15, thickness=0.9),
    "bent": data.letter("X", shift=MOVED, slant=0.3, stretch=(0.8, 1)),
    "O": data.letter("O"),
}


def test_02_two_hundred_plus_a_hundred_is_44_in_uint8() -> None:
    assert (np.array([200], dtype=np.uint8) + np.array([100], dtype=np.uint8)).tolist() == [44]


def test_02_the_photo_has_130_rows_and_134_columns() -> None:
    assert PHOTO.shape == (130, 134)


def test_02_the_red_cup_is_light_in_red_only_and_its_rim_in_all_channels() -> None:
    cup = data.photo("coffee").astype(int)
    assert (cup[..., 0] - cup[..., 1:].max(axis=2)).max() > 100
    assert cup.min(axis=2).max() > 200


def test_02_the_first_window_product_sum_is_15() -> None:
    image = np.array([[1.0, 0, 2, 3], [4, 6, 0, 1], [2, 1, 5, 0], [0, 3, 1, 7]])
    assert reference.correlate2d(image, [[1, 2], [0, -1]])[1, 0] == 15


def test_02_an_average_of_49_pixels_smooths_the_grass() -> None:
    grass = (slice(95, 125), slice(105, 130))
    blurred = reference.correlate2d(PHOTO, np.full((7, 7), 1 / 49), padding="same", border="edge")
    assert blurred[grass].std() < PHOTO[grass].std() / 2


def test_02_a_blur_with_zeros_around_darkens_the_frame_and_repeat_and_mirror_hardly_differ() -> None:
    part, box = PHOTO[40:124, 38:], np.full((9, 9), 1 / 81)
    by = {rule: reference.correlate2d(part, box, padding="same", border=rule) for rule in ("zero", "edge", "reflect")}
    assert by["zero"][60, -1] < 0.7 * by["edge"][60, -1]
    assert np.abs(by["edge"] - by["reflect"]).mean() < 2
    wrapped = reference.correlate2d(part, box, padding="same", border="wrap")
    upper = slice(5, 45)
    assert wrapped[upper, 0].mean() > by["edge"][upper, 0].mean() + 20
    assert wrapped[upper, -1].mean() < by["edge"][upper, -1].mean() - 20


def test_02_the_coat_is_red_at_the_back_and_blue_at_the_front() -> None:
    left_lighter = reference.correlate2d(PHOTO, [[1, 0, -1]] * 3)
    row = left_lighter[100, :60]  # grass is to the right of the coat here
    assert row.min() < -200
    assert left_lighter[25:45, :35].max() > 200


def test_02_sobel_gives_24_and_32_and_the_strength_40() -> None:
    across, down, strength = reference.sobel([[10, 7, 4], [14, 11, 8], [18, 15, 12]])
    assert (across[1, 1], down[1, 1], strength[1, 1]) == (-24, 32, 40)


def test_02_across_sees_no_horizontal_edge_and_down_no_vertical_one() -> None:
    step = np.tile([9.0, 9, 2, 2], (5, 1))
    assert not reference.sobel(step).down.any() and reference.sobel(step).across.any()
    assert not reference.sobel(step.T).across.any() and reference.sobel(step.T).down.any()


def test_02_the_corner_strength_is_0_on_an_edge_and_46_in_the_example() -> None:
    edge = np.array([1.0, 2, 3])
    a, b, c = edge @ edge, (2 * edge) @ (2 * edge), edge @ (2 * edge)
    assert (a, b, c, a * b - c * c) == (14, 56, 28, 0)
    assert corner_strength([[1, 0, 0], [0, 2, 0], [0, 0, 0]], [[0, 0, 0], [0, 1, 0], [0, 0, 3]]).tolist() == [[46]]


def test_02_the_corner_strength_is_positive_wherever_the_proportion_changes() -> None:
    random = np.random.default_rng(0)
    for _ in range(100):
        x, y = random.normal(size=(2, 3, 3))
        assert corner_strength(x, y)[0, 0] > 0


def test_02_the_whole_x_fails_for_every_moved_x_and_the_crossing_for_none() -> None:
    scores = scores_of(PICTURES, {"crossing": CROSSING, "arm": ARM, "other arm": ARM[:, ::-1]})
    whole, crossing = scores["whole X"], scores["crossing"]
    assert whole["O"] == pytest.approx(0.48, abs=0.005)
    for name in ("moved", "shrunk", "rotated", "bent"):
        assert whole[name] < whole["O"] and crossing[name] == 1
    assert crossing["O"] == pytest.approx(0.56, abs=0.005)
    assert scores["arm"]["O"] == scores["other arm"]["O"] == 1
    assert max(scores["arm"]["rotated"], scores["other arm"]["rotated"]) < 0.6
    assert scores["other arm"]["bent"] < 0.8


def test_02_every_x_and_every_o_moved_by_up_to_two_is_told_by_the_crossing() -> None:
    for down in range(-2, 3):
        for right in range(-2, 3):
            pictures = {kind: data.letter(kind, shift=(down, right)) for kind in "XO"}
            crossing = scores_of(pictures, {"crossing": CROSSING})["crossing"]
            assert crossing["X"] == 1 and crossing["O"] < 0.7


def test_02_the_moved_x_has_lost_two_tips_at_the_right() -> None:
    assert PICTURES["plain"].sum() - PICTURES["moved"].sum() == 2
    assert not PICTURES["plain"][:, 8:].any() and PICTURES["plain"][:, 7].sum() == 2


def test_02_the_best_match_moves_from_3_3_to_4_5() -> None:
    places = []
    for name in ("plain", "moved"):
        match = reference.correlate2d(2 * PICTURES[name] - 1, CROSSING)
        places.append(tuple(int(each) for each in np.unravel_index(match.argmax(), match.shape)))
    assert places == [(3, 3), (4, 5)]


def test_02_with_zeros_around_the_first_row_and_column_differ_258_pixels() -> None:
    ones = np.ones((3, 3))
    before = reference.correlate2d(PHOTO[2:, 3:], ones, padding="same")
    differs = before != reference.correlate2d(PHOTO, ones, padding="same")[2:, 3:]
    assert differs.shape == (128, 131)
    assert differs.sum() == 258 == differs[0].sum() + differs[1:, 0].sum()


def test_02_sharpening_adds_the_lost_detail_once_and_the_common_kernel_nine_times() -> None:
    dot = np.zeros((3, 3))
    dot[1, 1] = 1
    lost = dot - 1 / 9
    assert dot + 9 * lost == pytest.approx(np.array([[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]]))
