"""The experiment of Luo and others (2016): bell curves that grow with the square root of depth."""

import numpy as np
import pytest
from scipy.signal import convolve2d

from convcourse.explain import KINDS, EffectiveField, effective_field, effective_fields
from convcourse.explain.effective_field import _back, _relu_slopes


def test_one_layer_of_equal_weights_shares_equally():
    field = effective_field("uniform", 1)
    np.testing.assert_allclose(field.share, np.full((3, 3), 1 / 9))
    assert (field.theory, field.width) == (3, 3)
    assert field.spread == pytest.approx(np.sqrt(2 / 3))


def test_equal_weights_give_the_box_convolved_with_itself():
    box = gradient = np.ones((3, 3)) / 9
    for _ in range(3):
        gradient = convolve2d(gradient, box)
    np.testing.assert_allclose(effective_field("uniform", 4).share, gradient**2 / np.sum(gradient**2))


def test_the_mean_square_of_random_kernels_is_the_box_convolved_with_itself():
    box = expected = np.ones((3, 3)) / 9
    for _ in range(2):
        expected = convolve2d(expected, box)
    measured = effective_field("random", 3, runs=2000).share
    np.testing.assert_allclose(measured, expected, atol=0.003)


def test_the_gradient_of_a_network_with_relu_is_that_of_differences():
    random = np.random.default_rng(0)
    kernels = random.normal(size=(2, 9, 2, 2))
    slopes = _relu_slopes(kernels, np.random.default_rng(7))
    image = np.random.default_rng(7).normal(size=(5, 5, 2))

    def unit(image):
        for number, kernel in enumerate(kernels):
            flipped = kernel.reshape(3, 3, 2, 2)[::-1, ::-1]
            image = np.stack(
                [sum(convolve2d(image[..., i], flipped[..., i, o], "valid") for i in range(2)) for o in range(2)], -1
            )
            image = np.maximum(image, 0) if number == 0 else image
        return image[0, 0, 0]

    gradient = np.array([[[1.0, 0.0]]])
    for kernel, slope in zip(kernels[::-1], slopes[::-1], strict=True):
        gradient = _back(gradient * slope, kernel)
    differences = np.zeros(image.shape)
    for place in np.ndindex(image.shape):
        moved = np.zeros(image.shape)
        moved[place] = 1e-6
        differences[place] = (unit(image + moved) - unit(image - moved)) / 2e-6
    np.testing.assert_allclose(gradient, differences, atol=1e-7)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_spread_grows_with_the_square_root_of_depth(seed):
    uniform = effective_fields("uniform", seed=seed)
    random = effective_fields("random", (5, 10, 20), seed=seed, runs=12)
    assert uniform.exponent == pytest.approx(0.5, abs=0.03)
    assert random.exponent == pytest.approx(0.5, abs=0.08)
    assert [field.spread for field in random.fields] == pytest.approx(np.sqrt([2 * 5 / 3, 20 / 3, 40 / 3]), rel=0.12)


def test_with_relu_the_growth_is_about_the_same_and_the_curve_rougher():
    """The theory leaves ReLU out: it switches parts of the image off, other ones in each network."""
    grown = effective_fields("random + ReLU", (5, 10, 20), runs=12)
    assert grown.exponent == pytest.approx(0.5, abs=0.12)
    assert all(0.7 < field.fit < 1 for field in grown.fields)


def test_equal_weights_give_a_bell_curve_and_most_of_the_field_is_hardly_used():
    for depth in (5, 10, 20, 40):
        field = effective_field("uniform", depth)
        assert field.fit > 0.995
    assert field.theory == 81 and 20 < field.width < 25


def test_a_perfect_bell_curve_fits_perfectly():
    away = np.arange(-30, 31)
    along = np.exp(-(away**2) / (2 * 4.0**2))
    field = EffectiveField("uniform", 30, np.outer(along, along) / along.sum() ** 2)
    assert field.spread == pytest.approx(4)
    assert field.fit == pytest.approx(1)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_numbers(kind):
    once, again = (effective_field(kind, 4, runs=2, seed=5) for _ in range(2))
    np.testing.assert_array_equal(once.share, again.share)
    assert once.share.sum() == pytest.approx(1)


def test_what_cannot_be_measured_is_named():
    with pytest.raises(ValueError, match=r"expected one of the kinds 'uniform', 'random', .*; came 'relu'"):
        effective_field("relu", 3)
    with pytest.raises(ValueError, match="expected depth, runs and channels of 1 or more; came 0, 20 and 8"):
        effective_field("random", 0)
    with pytest.raises(ValueError, match=r"expected two depths or more, to see growth; came \[5\]"):
        effective_fields("random", [5])
