"""The three gradients of a convolution."""

import numpy as np
import pytest
from hypothesis import given, settings

from convcourse import reference

from .convolution_cases import convolution_cases


def test_a_window_of_three_by_hand():
    images, kernel, slope = [[[1], [2], [3], [4]]], [[[1]], [[2]], [[3]]], [[[1], [10]]]
    found = reference.convolution_gradients(slope, images, kernel)
    # Input 2 was met by weight 2 on its way to place 0, and by weight 1 on its way to place 1: 2 * 1 + 1 * 10.
    assert found.images[0, :, 0].tolist() == [1, 12, 23, 30]
    assert found.kernel[:, 0, 0].tolist() == [21, 32, 43]
    assert found.bias.tolist() == [11]


def test_gradients_of_tied_weights_add_up():
    # Four outputs a, b, c, d share one weight: its gradient is the sum of what each alone would send.
    images, slope = np.array([2.0, 3.0, 5.0, 7.0]).reshape(1, 2, 2, 1), np.array([1.0, 10.0, 100.0, 1000.0])
    gradient = reference.convolution_kernel_gradient(slope.reshape(1, 2, 2, 1), images, 1)
    assert gradient.item() == 2 + 30 + 500 + 7000


def test_the_bias_gradient_is_summed_over_batch_and_places():
    assert reference.convolution_bias_gradient(np.ones((2, 3, 4, 5))).tolist() == [24] * 5


@settings(max_examples=25, deadline=None)
@given(convolution_cases())
def test_central_differences_agree(case):
    images, kernel, options = case.images[:2], case.kernel, case.options
    bias = np.linspace(-1, 1, kernel.shape[-1])
    slope = np.cos(np.arange(float(np.prod(case.output_shape)))).reshape(case.output_shape)[:2]

    def loss(images=images, kernel=kernel, bias=bias):
        return np.sum(slope * reference.convolution(images, kernel, bias, **options))

    found = reference.convolution_gradients(slope, images, kernel, **options)
    for name, point in (("images", images), ("kernel", kernel), ("bias", bias)):
        flat = np.random.default_rng(0).permutation(point.size)[:12]
        # A few entries stand for all: the loss is linear in each.
        for place in flat:
            step = np.zeros(point.size)
            step[place] = 1e-3
            change = step.reshape(point.shape)
            measured = (loss(**{name: point + change}) - loss(**{name: point - change})) / 2e-3
            assert getattr(found, name).flat[place] == pytest.approx(measured, abs=1e-6)


@given(convolution_cases())
def test_the_input_gradient_is_the_map_backwards(case):
    mapped = np.sin(np.arange(float(np.prod(case.output_shape)))).reshape(case.output_shape)
    there = np.sum(reference.convolution(case.images, case.kernel, **case.options) * mapped)
    back = reference.convolution_input_gradient(mapped, case.kernel, case.images.shape[1:-1], **case.options)
    assert back.shape == case.images.shape
    assert there == pytest.approx(np.sum(case.images * back), abs=1e-8)


@given(convolution_cases())
def test_the_kernel_gradient_is_the_map_backwards(case):
    mapped = np.sin(np.arange(float(np.prod(case.output_shape)))).reshape(case.output_shape)
    there = np.sum(reference.convolution(case.images, case.kernel, **case.options) * mapped)
    back = reference.convolution_kernel_gradient(mapped, case.images, case.kernel.shape[:-2], **case.options)
    assert back.shape == case.kernel.shape
    assert there == pytest.approx(np.sum(case.kernel * back), abs=1e-8)


def test_arguments_are_left_as_they_were():
    arrays = [np.ones((1, 2, 2, 1)), np.ones((1, 2, 2, 1)), np.ones((1, 1, 1, 1))]
    for gradient in reference.convolution_gradients(*arrays):
        gradient[:] = 5
    assert all(array.max() == 1 for array in arrays)


def test_a_gradient_of_another_shape_is_refused():
    message = r"expected output gradient of shape \(1, 3, 2, 1\), came \(1, 3, 3, 1\)"
    with pytest.raises(ValueError, match=message):
        reference.convolution_input_gradient(np.ones((1, 3, 3, 1)), np.ones((2, 3, 1, 1)), (4, 4))
    with pytest.raises(ValueError, match=message):
        reference.convolution_kernel_gradient(np.ones((1, 3, 3, 1)), np.ones((1, 4, 4, 1)), (2, 3))


def test_a_gradient_of_another_batch_is_refused():
    with pytest.raises(ValueError, match="batch has 2 images, output gradient has 1: they must agree"):
        reference.convolution_kernel_gradient(np.ones((1, 3, 3, 1)), np.ones((2, 4, 4, 1)), 2)
