"""The pictures of chapter 02: the words agree with the numbers that were handed in."""

import io

import numpy as np
import pytest
from PIL import Image

from convcourse import data, figures
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

PHOTO = data.photo("camera", gray=True)[5:135, 20:150]


def pixels_of(picture: Picture) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(picture.render()[0])).convert("RGB"))


def test_a_raster_shows_every_pixel_as_a_square_of_its_own_grey() -> None:
    figure = sheet(40, 30)
    raster = Raster(in_pixels(figure), (2, 3), 10, 6, 5, "black")
    raster.show(np.array([[0, 100, 255], [30, 40, 50]]))
    shown = pixels_of(Picture.still(figure, "a raster"))[6:16, 10:25, 0]
    assert np.array_equal(shown, np.array([[0, 100, 255], [30, 40, 50]]).repeat(5, axis=0).repeat(5, axis=1))


def test_a_raster_of_both_signs_is_white_at_zero_red_above_and_blue_below() -> None:
    figure = sheet(40, 30)
    raster = Raster(in_pixels(figure), (1, 3), 4, 4, 5, "black")
    raster.show_signed(np.array([[-9.0, 0.0, 9.0]]), largest=9)
    below, zero, above = pixels_of(Picture.still(figure, "a raster"))[6, [6, 11, 16]].astype(int)
    assert below[2] > below[0] and above[0] > above[2] and zero.min() > 240


def test_what_lies_beyond_the_shown_range_is_cut_off_and_does_not_wrap() -> None:
    figure = sheet(40, 30)
    raster = Raster(in_pixels(figure), (1, 2), 4, 4, 5, "black")
    raster.show(np.array([[-300.0, 664.0]]))
    assert pixels_of(Picture.still(figure, "a raster"))[6, [6, 11], 0].tolist() == [0, 255]


def test_the_part_in_numbers_is_described_by_its_extremes() -> None:
    gray = np.arange(40 * 50, dtype=np.uint8).reshape(40, 50) // 2
    alt = figures.image_as_numbers(gray, data.photo("coffee"), top=0, left=3).render()[1]
    part = gray[:6, 3:12]
    assert f"from {part.min()} (dark) to {part.max()} (light)" in alt


def test_half_turn_says_where_both_operations_agree() -> None:
    ones, zeros = np.ones((3, 3)), np.zeros((3, 3))
    alt = figures.half_turn([("even", np.eye(2), ones, ones), ("odd", np.eye(2), ones, zeros)]).render()[1]
    assert "the even kernel, correlation and convolution agree" in alt
    assert "the odd kernel, correlation and convolution differ" in alt


def test_a_separable_kernel_counts_its_products() -> None:
    alt = figures.separable_kernel(np.array([[1], [2], [1]]), np.array([[1, 4, 6, 4, 1]])).render()[1]
    assert "8 products a pixel in two passes, 15 in one" in alt


def test_the_border_rules_name_the_number_in_the_corner() -> None:
    tiny = np.array([[8.0, 2, 4, 6], [1, 9, 3, 5], [7, 0, 2, 4]])
    padded = {"zeros": np.pad(tiny, 1), "mirror": np.pad(tiny, 1, mode="reflect")}
    alt = figures.border_rules(padded, dict.fromkeys(padded, PHOTO[:60, :90])).render()[1]
    assert "zeros: 0 in the corner; mirror: 9 in the corner" in alt


def test_scores_are_told_for_every_picture() -> None:
    pictures = {"plain": data.letter("X"), "O": data.letter("O")}
    crossing = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]])
    alt = figures.x_scores(pictures, {"crossing": crossing}).render()[1]
    assert "plain: whole X 1, crossing 1; O: whole X 0.48, crossing 0.56" in alt


def test_the_place_of_the_largest_match_is_told_for_each_picture() -> None:
    first, second = np.zeros((7, 7)), np.zeros((7, 7))
    first[3, 3] = second[4, 5] = 1
    letters = {"plain": data.letter("X"), "moved": data.letter("X", shift=(1, 2))}
    alt = figures.moved_picture(letters, {"plain": first, "moved": second}).render()[1]
    assert "plain: the largest match is 1, at row 3, column 3; moved: the largest match is 1, at row 4, column 5" in alt


def test_pixels_are_counted_for_both_attempts_at_a_corner() -> None:
    product, corners = np.zeros((46, 54)), np.zeros((46, 54))
    product[3, :8], corners[3, :2] = 1, 1
    alt = figures.corners_of_square().render(square=product, product=product, corners=corners)[1]
    assert "strong at 8 pixels, the corner strength at 2." in alt


def test_the_edges_of_a_photo_are_told_by_direction() -> None:
    across = PHOTO[1:-1, 1:-1] - 100.0
    alt = figures.edges_of_photo(PHOTO, across, -across).render()[1]
    assert "vertical edges" in alt and "horizontal edges" in alt


def test_a_readers_kernel_is_used_on_the_photo() -> None:
    blur = np.full((3, 3), 1 / 9).tolist()
    alt = figures.made_by_you(PHOTO, blur).render()[1]
    assert "what your kernel makes of it: 128 by 128 numbers" in alt and "white 255 or more" in alt


def test_responses_of_both_signs_are_red_and_blue() -> None:
    alt = figures.made_by_you(PHOTO, np.array([[1, 0, -1]])).render()[1]
    assert "red is above 0, blue below" in alt


@pytest.mark.parametrize("count", [1, 20])
def test_a_readers_largest_numbers_are_marked_on_the_photo(count: int) -> None:
    def product(image: np.ndarray) -> np.ndarray:
        return 100 * image[1:-1, 1:-1]

    alt = figures.made_by_you(PHOTO, product, PHOTO.astype(float), mark=count).render()[1]
    assert "what your product makes of it" in alt
    assert f"mark its {count} largest numbers" in alt


def unwritten(image: np.ndarray) -> np.ndarray:
    raise NotImplementedError


@pytest.mark.parametrize("work", [..., unwritten])
def test_an_exercise_left_open_gets_a_sentence_in_place_of_a_picture(work: object) -> None:
    assert "answer the exercise above first" in figures.made_by_you(PHOTO, work, PHOTO).render()[1]


def test_a_readers_error_is_told_and_stops_nothing() -> None:
    def broken(image: np.ndarray) -> float:
        return float(image[1000, 0])

    assert figures.made_by_you(PHOTO, broken, PHOTO).render()[1].startswith("Your answer stopped with IndexError")


@pytest.mark.parametrize("result", [7.0, None, np.zeros((500, 500)), np.full((3, 3), np.nan)])
def test_what_is_no_image_is_called_so(result: object) -> None:
    assert "did not give an image" in figures.made_by_you(PHOTO, lambda: result).render()[1]


def test_a_readers_function_cannot_spoil_the_photo() -> None:
    image = PHOTO.astype(float)

    def clears(image: np.ndarray) -> np.ndarray:
        image[:] = 0
        return image

    figures.made_by_you(PHOTO, clears, image)
    assert np.array_equal(image, PHOTO)
