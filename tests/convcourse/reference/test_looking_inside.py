"""What chapter 15 computes: grids of maps, best inputs, patches of units, covers, and striped kernels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcourse import reference


def test_three_maps_on_paper() -> None:
    maps = np.array([[[1, 4, 0], [2, 1, 5]]])
    assert reference.map_grid(maps, 2).tolist() == [[0.5, 1, 1, 0.25], [0, 1, 0, 0]]


@pytest.mark.parametrize("columns", [1, 2, 3, 7])
def test_each_tile_is_its_map_divided_by_its_largest(columns: int) -> None:
    maps = np.abs(np.random.default_rng(0).normal(size=(4, 3, 7))) * [1, 0, 2, 3, 1, 5, 0.1]
    picture = reference.map_grid(maps, columns)
    assert picture.shape == (-(-7 // columns) * 4, columns * 3)
    for channel in range(7):
        top, left = channel // columns * 4, channel % columns * 3
        tile = picture[top : top + 4, left : left + 3]
        assert tile.max() == (0 if channel == 1 else 1)
        np.testing.assert_allclose(tile * maps[..., channel].max(), maps[..., channel])
    assert np.isclose(picture.sum(), sum((maps[..., c] / maps[..., c].max()).sum() for c in range(7) if c != 1))


def test_the_best_input_goes_along_the_weights_from_the_middle() -> None:
    found = reference.loudest_input([[4, -1, 2], [0, -2, 0]], 0.5, 2.5)
    np.testing.assert_allclose(found, [[2.5, 0, 1.5], [0.5, -0.5, 0.5]])
    assert reference.loudest_input([[0, 0]], 0.25, 3).tolist() == [[0.25, 0.25]]


@given(st.integers(0, 10_000), st.floats(0.1, 9))
def test_no_other_input_of_the_same_length_excites_the_unit_more(seed: int, length: float) -> None:
    random = np.random.default_rng(seed)
    weights, other = random.normal(size=(2, 3, 2, 4))
    other *= length / np.linalg.norm(other)
    best = reference.loudest_input(weights, 0.3, length)
    assert np.linalg.norm((best - 0.3).ravel()) == pytest.approx(length)
    assert np.sum(weights * best) >= np.sum(weights * (0.3 + other)) - 1e-9


def test_a_unit_in_the_corner_sees_the_image_only_as_far_as_it_goes() -> None:
    field = ((-2, 4, 7), (-3, 2, 5))
    assert reference.unit_patch((0, 4), field, (9, 12)).tolist() == [0, 5, 5, 10]
    assert reference.unit_patch((2, 5), field, (9, 12)).tolist() == [6, 7, 9, 12]


def test_patches_are_those_that_the_library_cuts_out_of_a_keras_model() -> None:
    from convcourse import explain
    from convcourse.models.quiet import import_keras

    keras = import_keras()
    keras.utils.set_random_seed(3)
    layers = [
        keras.layers.Conv2D(3, (3, 2), strides=(2, 1), padding="same", activation="relu"),
        keras.layers.Conv2D(4, (2, 3), padding="same", name="late"),
    ]
    model = keras.Sequential([keras.Input((9, 12, 2)), *layers])
    images = np.random.default_rng(1).normal(size=(6, 9, 12, 2))
    field = explain.receptive_field(model, "late")
    along = tuple(zip(field.start, field.jump, field.size, strict=True))
    maps = explain.activations(model, images, "late")[..., 1]
    boxes = reference.strongest_patches(maps, 4, along, (9, 12))
    for (image, top, left, bottom, right), patch in zip(
        boxes, explain.top_patches(model, images, "late", 1, count=4), strict=True
    ):
        assert image == patch.image
        np.testing.assert_array_equal(images[image, top:bottom, left:right], patch.pixels)


def test_of_equal_units_the_first_comes_first() -> None:
    maps = np.zeros((3, 2, 2))
    maps[1, 0, 1] = maps[1, 1, 0] = maps[2, 1, 1] = 5
    field = ((0, 1, 1), (0, 1, 1))
    assert reference.strongest_patches(maps, 3, field, (2, 2)).tolist() == [
        [1, 0, 1, 1, 2], [2, 1, 1, 2, 2], [0, 0, 0, 1, 1]
    ]  # fmt: skip


def test_the_last_cover_touches_the_border() -> None:
    assert reference.cover_starts(5, 2, 2).tolist() == [0, 2, 3]
    assert reference.cover_starts(6, 2, 2).tolist() == [0, 2, 4]
    assert reference.cover_starts(7, 7, 3).tolist() == [0]


@given(st.integers(1, 40), st.integers(1, 12), st.integers(1, 12))
def test_covers_stay_inside_and_leave_no_pixel_out(size: int, patch: int, stride: int) -> None:
    patch, stride = min(patch, size), min(stride, patch)
    starts = reference.cover_starts(size, patch, stride)
    seen = np.zeros(size, bool)
    for start in starts:
        seen[start : start + patch] = True
    assert starts[0] == 0 and starts[-1] == size - patch and seen.all()
    assert (np.diff(starts) >= 1).all() and (np.diff(starts) <= stride).all()


def test_a_copy_is_covered_at_its_own_place_only() -> None:
    image = np.arange(30.0).reshape(3, 5, 2)
    copies = reference.covered_copies(image, (2, 2), (2, 2), [-1, -2])
    assert copies.shape == (6, 3, 5, 2)
    for copy, (top, left) in zip(copies, [(t, x) for t in (0, 1) for x in (0, 2, 3)], strict=True):
        expected = image.copy()
        expected[top : top + 2, left : left + 2] = [-1, -2]
        np.testing.assert_array_equal(copy, expected)


def test_a_kernel_of_three_is_a_slope_and_never_sharp() -> None:
    angles = np.arange(91)
    three, seven, eleven = (reference.direction_tuning(side, 8, angles) for side in (3, 7, 11))
    assert three.half > seven.half > eleven.half > 0
    assert np.isclose(three.response[0], 1) and three.response[-1] < 1e-12
    np.testing.assert_allclose(three.kernel[0], [-np.sqrt(0.5), 0, np.sqrt(0.5)])


def test_the_response_is_the_largest_over_all_shifts_of_the_stripes() -> None:
    found = reference.direction_tuning(7, 5, [0, 30])
    steps = np.arange(7) - 3
    turned = steps * np.cos(np.pi / 6) + steps[:, None] * np.sin(np.pi / 6)
    shifts = np.linspace(0, 2 * np.pi, 2000)[:, None, None]
    largest = [
        np.sum(found.kernel * np.cos(2 * np.pi / 5 * phases + shifts), axis=(1, 2)).max()
        for phases in (steps + 0 * steps[:, None], turned)
    ]
    assert found.response[1] == pytest.approx(largest[1] / largest[0], rel=1e-4)


def test_what_no_kernel_can_hold_is_refused() -> None:
    for side, wavelength in ((4, 8), (1, 8), (3, 2)):
        with pytest.raises(ValueError, match="expected an odd side from 3 up and a wavelength above 2, came"):
            reference.direction_tuning(side, wavelength, [0])
