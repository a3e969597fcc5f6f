"""The pictures of chapter 04 say what they show."""

import numpy as np
import pytest

from convcourse import figures, reference
from convcourse.figures.weight_shades import ink_on, numbered, shades

KERNEL = np.arange(1.0, 10).reshape(3, 3)
IMAGE = np.array([[1.0, 0, 2, 3], [4, 6, 0, 1], [2, 1, 5, 0], [0, 3, 1, 7]])
TAPS = reference.toeplitz2d(KERNEL, (4, 4)).astype(int) - 1


def test_shades_differ_from_weight_to_weight_and_can_be_written_on() -> None:
    brightness = shades(9) @ [0.3, 0.59, 0.11]
    assert (np.diff(brightness) < 0).all()
    assert {ink_on(shade) for shade in shades(9)} == {"#222222", "#FFFFFF"}
    assert numbered("w", 10) == "w₁₀"


@pytest.mark.parametrize("unit", [0, 3])
def test_the_graph_counts_connections_and_different_weights(unit: int) -> None:
    picture = figures.connection_graph((4, 4), 4)
    _, alt = picture.render(wiring=TAPS, unit=unit, kind="Shared")
    assert alt.startswith(f"Shared: unit {unit} is connected with 9 of 16 inputs. In all 36 connections")
    assert alt.endswith("carry 9 different weights.")


def test_the_graph_takes_an_image_that_is_not_square() -> None:
    wiring = reference.toeplitz2d([[1, 2], [3, 4], [5, 6]], (3, 4)).astype(int) - 1
    _, alt = figures.connection_graph((3, 4), 3).render(wiring=wiring, unit=1, kind="Shared")
    assert "6 of 12 inputs. In all 18 connections carry 6 different weights." in alt


def test_two_inputs_meet_where_the_first_unit_holds_both() -> None:
    reached = [np.array([0, 1, 0, 0, 0, 2, 0]), np.array([1, 1, 0, 2, 2]), np.array([1, 3, 2])]
    _, alt = figures.meeting_inputs(7, 3).render(reached=reached, width=3, first=1, second=5, depth=2)
    where = "They first meet in unit 1 of layer 2. Units count from 0."
    assert alt == f"A = x₁ and B = x₅ are 4 apart, windows of 3. {where}"


def test_window_sum_row_and_matrix_have_the_same_numbers() -> None:
    matrix = reference.toeplitz2d(KERNEL, (4, 4))
    picture = figures.convolution_as_matrix(IMAGE, (3, 3), TAPS)
    results = reference.correlate2d(IMAGE, KERNEL)
    for row, total in enumerate([120, 90, 92, 130]):
        _, alt = picture.render(kernel=KERNEL, row=row, matrix=matrix, results=results)
        assert alt.endswith(f"= {total}.") and f"row {row} of W" in alt
        assert matrix[row] @ IMAGE.ravel() == total


def test_a_kernel_that_is_not_square_fits_into_the_four_views() -> None:
    image, kernel = np.arange(12.0).reshape(3, 4), np.array([[1.0, 2, 3], [4, 5, 6]])
    matrix = reference.toeplitz2d(kernel, (3, 4))
    picture = figures.convolution_as_matrix(image, (2, 3), matrix.astype(int) - 1)
    _, alt = picture.render(kernel=kernel, row=2, matrix=matrix, results=reference.correlate2d(image, kernel))
    assert alt.startswith("Window at row 1, column 0 of the image, row 2 of W: 1·4 + 2·5")


def test_w_as_a_picture_tells_where_the_window_is() -> None:
    taps = reference.toeplitz2d(1 + np.arange(6.0).reshape(2, 3), (5, 4)).astype(int) - 1
    _, alt = figures.w_as_picture((5, 4)).render(taps=taps, kernel_shape=(2, 3), row=5, count="Six weights.")
    assert alt == "Kernel 2 by 3, window at row 2, column 1: row 5 of W. Six weights."


def test_the_scattered_kernels_add_up() -> None:
    parts = np.array([TAPS[0] + 1, 2 * (TAPS[3] + 1)], dtype=float).reshape(2, 4, 4)
    _, alt = figures.scattered_kernel(np.array([[1.0, 0], [0, 2]]), parts).render()
    assert alt.endswith("added: 1, 2, 3, 0; 4, 7, 10, 6; 7, 16, 19, 12; 0, 14, 16, 18.")


def test_the_learnt_kernel_is_told_with_its_loss() -> None:
    picture = figures.learnt_kernel(np.array([1.0, -1]), 2)
    kernels = np.array([[0, 0], [0.5, -0.25], [1, -1]])
    _, alt = picture.render(rate=0.1, kernels=kernels, losses=np.array([1, 0.3, 1e-9]))
    assert alt == "Rate 0.1: after 2 steps the weights are 1 and −1, the loss is below 0.0001."


def test_the_halves_of_the_dense_weights_are_told() -> None:
    dense = np.zeros((4, 6))
    dense[:, :3] = 0.5
    images = {"one": np.eye(4, 6), "two": np.zeros((4, 6))}
    _, alt = figures.left_and_right(images, dense, np.ones((2, 2))).render()
    assert "mean size 0.500 in the left half, 0.000 in the right half" in alt
