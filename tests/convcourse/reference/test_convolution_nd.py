"""Convolution over channels, by loops and by one matrix product."""

import numpy as np
import pytest
from hypothesis import given
from scipy import signal

from convcourse import reference

from .convolution_cases import convolution_cases

FORMS = [reference.convolution, reference.convolution_by_loops]


def scipys(images, kernel):
    """Return the convolution without stride and padding by scipy.signal: the channels are one more axis, used up."""
    filters = range(kernel.shape[-1])
    return np.array(
        [
            np.stack([signal.correlate(image, kernel[..., f], "valid", "direct")[..., 0] for f in filters], axis=-1)
            for image in images
        ]
    )


@pytest.mark.parametrize("convolution", FORMS)
def test_two_channels_by_hand(convolution):
    image = np.dstack([[[1, 2, 3], [4, 5, 6]], [[0, 1, 0], [1, 0, 1]]])
    kernel = np.zeros((2, 2, 2, 1))
    kernel[..., 0, 0], kernel[..., 1, 0] = [[1, 0], [0, 2]], [[10, 0], [0, 0]]
    assert convolution([image], kernel, [100])[0, :, :, 0].tolist() == [[111, 124]]


@pytest.mark.parametrize("convolution", FORMS)
def test_the_bias_is_added_once_for_each_place(convolution):
    assert convolution(np.ones((1, 2, 3, 4)), np.zeros((2, 2, 4, 2)), [3, 5]).tolist() == [[[[3, 5], [3, 5]]]]


@pytest.mark.parametrize("convolution", FORMS)
def test_each_group_sees_its_own_channels(convolution):
    image, kernel = np.array([[[1.0, 10.0]]]), np.ones((1, 1, 4))
    assert convolution(image, kernel, groups=2).tolist() == [[[1, 1, 10, 10]]]


@pytest.mark.parametrize("size", [(7,), (5, 8), (3, 4, 5)])
@pytest.mark.parametrize("taps", [1, 2, 3])
@pytest.mark.parametrize(("batch", "channels", "filters"), [(1, 1, 1), (3, 2, 4), (2, 5, 3)])
def test_both_forms_agree_with_scipy(size, taps, batch, channels, filters):
    random = np.random.default_rng(taps + 10 * batch)
    kernel_size = tuple(np.minimum(range(taps, taps + len(size)), size))
    images, kernel = random.normal(size=(batch, *size, channels)), random.normal(size=(*kernel_size, channels, filters))
    expected = scipys(images, kernel)
    for convolution in FORMS:
        np.testing.assert_allclose(convolution(images, kernel), expected, atol=1e-12)


@pytest.mark.parametrize("convolution", FORMS)
def test_stride_dilation_and_padding_agree_with_scipy_on_a_spread_out_kernel(convolution):
    random = np.random.default_rng(5)
    images, kernel = random.normal(size=(2, 9, 12, 3)), random.normal(size=(2, 3, 3, 4))
    holes = np.zeros((3, 5, 3, 4))
    holes[::2, ::2] = kernel
    expected = scipys(np.pad(images, ((0, 0), (2, 1), (0, 3), (0, 0))), holes)[:, ::3, ::2]
    result = convolution(images, kernel, stride=(3, 2), padding=((2, 1), (0, 3)), dilation=2)
    np.testing.assert_allclose(result, expected, atol=1e-12)


@given(convolution_cases())
def test_both_forms_agree(case):
    bias = np.arange(float(case.kernel.shape[-1]))
    fast = reference.convolution(case.images, case.kernel, bias, **case.options)
    slow = reference.convolution_by_loops(case.images, case.kernel, bias, **case.options)
    assert fast.shape == case.output_shape
    np.testing.assert_allclose(fast, slow, atol=1e-10)


def test_one_channel_is_the_correlation_of_chapter_two():
    random = np.random.default_rng(1)
    image, kernel = random.normal(size=(6, 9)), random.normal(size=(3, 2))
    volume = reference.convolution(image[np.newaxis, ..., np.newaxis], kernel[..., np.newaxis, np.newaxis], padding=1)
    np.testing.assert_allclose(volume[0, ..., 0], reference.correlate2d(image, kernel, padding=1))


def test_a_table_too_large_for_the_cache_is_cut_into_stripes(monkeypatch):
    random = np.random.default_rng(2)
    images, kernel = random.normal(size=(5, 7, 6, 2)), random.normal(size=(3, 2, 2, 3))
    expected = reference.convolution(images, kernel)
    for values in (1, 100, 200, 1000):
        monkeypatch.setattr("convcourse.reference.convolution_nd.TABLE_VALUES", values)
        np.testing.assert_allclose(reference.convolution(images, kernel), expected)


def test_the_table_of_windows_has_one_row_for_each_place_and_one_column_for_each_weight():
    images = np.arange(24.0).reshape(1, 3, 4, 2)
    table = reference.im2col(images, (2, 3), stride=(1, 2), padding=((0, 0), (1, 0)))
    assert table.shape == (4, 12)
    assert table[0].tolist() == [0, 0, 0, 1, 2, 3, 0, 0, 8, 9, 10, 11]


@given(convolution_cases(groups=False))
def test_the_table_times_the_filters_is_the_convolution(case):
    options = {name: value for name, value in case.options.items() if name != "groups"}
    table = reference.im2col(case.images, case.kernel.shape[:-2], **options)
    product = table @ case.kernel.reshape(-1, case.kernel.shape[-1])
    expected = reference.convolution(case.images, case.kernel, **case.options)
    np.testing.assert_allclose(product.reshape(case.output_shape), expected, atol=1e-10)


@given(convolution_cases())
def test_a_convolution_is_linear_in_the_images(case):
    other = case.images[::-1] ** 2
    together = reference.convolution(case.images + 3 * other, case.kernel, **case.options)
    first, second = (reference.convolution(images, case.kernel, **case.options) for images in (case.images, other))
    np.testing.assert_allclose(together, first + 3 * second, atol=1e-9)


@pytest.mark.parametrize("convolution", FORMS)
def test_float32_stays_float32_and_lists_become_float64(convolution):
    images, kernel = np.ones((1, 3, 3, 1), np.float32), np.ones((2, 2, 1, 1), np.float32)
    assert convolution(images, kernel, [1.0]).dtype == np.float32
    assert convolution(images.tolist(), kernel.tolist()).dtype == np.float64


@pytest.mark.parametrize("convolution", FORMS)
def test_arguments_are_left_as_they_were(convolution):
    images, kernel, bias = np.ones((1, 2, 2, 1)), np.ones((1, 1, 1, 1)), np.ones(1)
    convolution(images, kernel, bias)[:] = 9
    reference.im2col(images, 1)[:] = 9
    assert images.max() == kernel.max() == bias.max() == 1


@pytest.mark.parametrize("convolution", FORMS)
@pytest.mark.parametrize(
    ("images", "kernel", "options", "message"),
    [
        ((1, 5, 5, 4), (3, 3, 3, 2), {}, "kernel has 3 channels, image has 4: they must agree"),
        ((1, 5, 5, 4), (3, 3, 1, 2), {"groups": 2}, "kernel has 1 channel in each of 2 groups, image has 4: they must"),
        ((1, 5, 5, 4), (3, 3, 4, 3), {"groups": 2}, "expected groups that share out 3 filters evenly, came 2"),
        ((5, 5, 4), (3, 3, 4, 2), {}, r"images with 4 axes \(batch, height, width, channels\), came 3 axes"),
        ((1, 5, 5, 4), (3, 3), {}, r"expected kernel with axes \(\*size, channels, filters\), came shape \(3, 3\)"),
        ((1, 5, 5, 4), (3, 3, 4, 2), {"bias": [1, 2, 3]}, "kernel has 2 filters, bias has 3 entries: they must agree"),
        ((1, 2, 5, 4), (3, 3, 4, 2), {}, "kernel covers 3x3, padded input is 2x5: the kernel must fit inside"),
    ],
)
def test_shapes_that_do_not_agree_are_refused(convolution, images, kernel, options, message):
    with pytest.raises(ValueError, match=message):
        convolution(np.ones(images), np.ones(kernel), **options)
