"""The three demos of chapter 02, and the chapter's claim about moving an X."""

import numpy as np
import pytest

from convcourse import data, demos, reference
from convcourse.demos.kernel_on_photo import PRESETS

CROSSING = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]])
PICTURES = {"plain": data.letter("X"), "moved": data.letter("X", shift=(1, 2)), "O": data.letter("O")}


def match(picture: np.ndarray) -> np.ndarray:
    return reference.correlate2d(2 * picture - 1, CROSSING) / 9


def test_the_window_over_the_image_tells_the_sum_done_by_hand() -> None:
    demo = demos.window_over_image()
    assert repr(demo) == "Window at row 1, column 0: 1·4 + 2·6 + 0·2 + (−1)·1 = 15."
    demo.change(turned=True)
    assert repr(demo) == "Window at row 1, column 0: (−1)·4 + 0·6 + 2·2 + 1·1 = 1."


def test_a_diagonal_kernel_hides_the_half_turn_and_an_uneven_one_shows_it() -> None:
    demo = demos.window_over_image()

    def results(kernel: str) -> list[str]:
        told = []
        for turned in (False, True):
            demo.change(kernel=kernel, turned=turned)
            told.append(repr(demo))
        return told

    assert len(set(results("diagonal"))) == 1
    assert len(set(results("uneven"))) == 2


def test_the_kernel_on_a_photo_says_what_the_sum_of_the_weights_does() -> None:
    demo = demos.kernel_on_photo()
    assert repr(demo).startswith("The weights sum to 1: flat parts keep their brightness.")
    demo.change(kernel=np.array(PRESETS["edges all round"]))
    assert repr(demo).startswith("The weights sum to 0: flat parts become 0.")
    demo.change(kernel=np.full((3, 3), 0.5))
    assert repr(demo).startswith("The weights sum to 4.5: flat parts become 4.5 times as bright.")


def test_the_unchanged_preset_returns_the_photo() -> None:
    photo = data.photo("camera", gray=True)[5:135, 20:170]
    assert np.array_equal(reference.correlate2d(photo, PRESETS["unchanged"]), photo[1:-1, 1:-1])


def test_the_matcher_finds_the_crossing_of_the_moved_x() -> None:
    demo = demos.x_matcher(PICTURES, {"crossing": CROSSING})
    assert repr(demo).startswith("The piece matches best at row 4, column 5: 1.")


def test_the_match_moves_with_the_x_and_only_its_maximum_stays() -> None:
    plain, moved = match(PICTURES["plain"]), match(PICTURES["moved"])
    assert not np.array_equal(plain, moved)
    assert np.array_equal(moved[1:, 2:], plain[:-1, :-2])
    assert moved.max() == plain.max() == 1
    assert match(PICTURES["O"]).max() == pytest.approx(5 / 9)


def test_with_zeros_around_the_image_equivariance_fails_at_the_border_and_only_there() -> None:
    photo, ones = data.photo("camera", gray=True), np.ones((3, 3))
    cut_before = reference.correlate2d(photo[2:, 3:], ones, padding="same")
    differs = cut_before != reference.correlate2d(photo, ones, padding="same")[2:, 3:]
    assert differs[0].any() and differs[:, 0].any()
    assert not differs[1:, 1:].any()


def test_the_product_of_both_edges_lights_up_when_the_square_turns_and_the_corner_strength_does_not() -> None:
    demo = demos.corners_of_square()
    lit = {}
    for turn in (0, 45):
        demo.change(turn=turn)
        words = repr(demo).split()
        lit[turn] = [int(words[words.index("pixels,") - 1]), int(words[words.index("pixels,") + 5].rstrip("."))]
    assert lit[45][0] > 5 * lit[0][0]
    assert lit[45][1] <= lit[0][1]


@pytest.mark.parametrize("name", ["window_over_image", "kernel_on_photo", "corners_of_square", "x_matcher"])
def test_every_corner_of_a_demo_is_drawn_and_told(name: str) -> None:
    demo = demos.x_matcher(PICTURES, {"crossing": CROSSING}) if name == "x_matcher" else getattr(demos, name)()
    assert demo.picture is not None
    for corner in demo.corners():
        png, alt = demo.picture.render(**corner)
        assert png.startswith(b"\x89PNG") and alt.endswith(".")


@pytest.mark.parametrize("name", ["window_over_image", "kernel_on_photo", "corners_of_square", "x_matcher"])
def test_the_kept_background_changes_no_pixel(name: str) -> None:
    demo = demos.x_matcher(PICTURES, {"crossing": CROSSING}) if name == "x_matcher" else getattr(demos, name)()
    assert demo.picture is not None
    demo.picture.render(**list(demo.corners())[-1])
    assert demo.picture.render(**demo.parameters())[0] == demo.picture.render_whole(**demo.parameters())[0]
