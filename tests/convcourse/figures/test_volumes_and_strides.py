"""The still pictures of chapter 03: what their words say is what was given."""

import numpy as np
import pytest

from convcourse import figures, reference


def test_only_the_shallow_filter_gives_a_volume() -> None:
    _, alt = figures.filter_and_depth((4, 5, 3), (3, 2, 3), (3, 2, 2)).render()
    assert "gives 2 by 4 by 1: a flat map" in alt
    assert "gives 2 by 4 by 2: a volume" in alt


def test_the_words_name_every_map() -> None:
    names = ["one", "two", "three", "four"]
    _, alt = figures.feature_maps(np.zeros((20, 30, 3)), np.ones((18, 28, 4)), names).render()
    assert "one; two; three; four" in alt and "18 by 28" in alt


def test_small_maps_are_drawn_with_larger_pixels_and_fill_the_same_picture() -> None:
    names = ["one", "two", "three", "four"]
    large = figures.feature_maps(np.zeros((20, 30, 3)), np.ones((18, 28, 4)), names)
    small = figures.feature_maps(np.zeros((20, 30, 3)), np.ones((9, 14, 4)), names)
    assert small.canvas.get_width_height() == large.canvas.get_width_height()


def test_the_counts_of_the_corner_and_the_middle_are_told() -> None:
    counts = {"bare": reference.visits((6, 7), (3, 2)), "padded": reference.visits((6, 7), (3, 2), padding=1)}
    _, alt = figures.pixel_visits(counts, (3, 2)).render()
    assert "bare: windows that see a corner pixel 1, a pixel in the middle 6" in alt
    assert "padded: windows that see a corner pixel 4, a pixel in the middle 6" in alt


def test_the_two_paddings_centre_their_windows_on_other_pixels() -> None:
    _, alt = figures.same_padding({"SAME": (0, 1), "even": (1, 1)}, 6, 3, 2).render()
    assert "SAME puts 0 before and 1 after, and its windows are centred on x1, x3 and x5" in alt
    assert "even puts 1 before and 1 after, and its windows are centred on x0, x2 and x4" in alt


def test_the_table_gives_the_numbers_of_the_place_picked_out() -> None:
    rows, columns = np.arange(12.0).reshape(3, 4), np.eye(4)[:, :2]
    _, alt = figures.windows_as_rows(rows, columns, np.array([10.0, 20]), 1, list("abcd")).render()
    assert "Place 1 gives 14 and 25" in alt


@pytest.mark.parametrize("size", [(3, 4), (4, 2)])
def test_pictures_keep_to_the_width_of_a_notebook(size: tuple[int, int]) -> None:
    picture = figures.pixel_visits({"only": reference.visits(size, (2, 1))}, (2, 1))
    assert picture.canvas.get_width_height()[0] <= 860
