"""Transposed convolution."""

import numpy as np
import pytest
from hypothesis import given

from convcourse import reference

from .convolution_cases import convolution_cases


def test_each_value_is_spread_over_its_window_by_hand():
    spread = reference.transposed_convolution([[[1], [10]]], [[[1]], [[2]], [[3]]], stride=2)
    assert spread[0, :, 0].tolist() == [1, 2, 3 + 10, 20, 30]


@pytest.mark.parametrize(("size", "options", "expected"), [((3,), {"padding": 1}, 5), ((3,), {"padding": 0}, 7)])
def test_the_worked_sizes_of_a_stride_of_two(size, options, expected):
    assert reference.transposed_output_size(size, 3, stride=2, **options) == (expected,)


def test_it_is_the_matrix_of_the_convolution_turned_over():
    random = np.random.default_rng(0)
    kernel, maps = random.normal(size=(2, 3)), random.normal(size=(3, 2))
    matrix = reference.toeplitz2d(kernel, (6, 7), stride=(2, 3), padding=((0, 1), (1, 0)))
    spread = reference.transposed_convolution(
        maps[np.newaxis, ..., np.newaxis],
        kernel[..., np.newaxis, np.newaxis],
        stride=(2, 3),
        padding=((0, 1), (1, 0)),
        output_padding=(1, 2),
    )
    np.testing.assert_allclose(spread.reshape(-1), matrix.T @ maps.reshape(-1))


@given(convolution_cases())
def test_it_is_the_map_backwards_of_the_convolution(case):
    options, size = dict(case.options), case.images.shape[1:-1]
    found = reference.geometry(
        size,
        case.kernel.shape[:-2],
        stride=options["stride"],
        padding=options["padding"],
        dilation=options["dilation"],
    )
    options["padding"] = found.pads
    spans = [d * (k - 1) + 1 for k, d in zip(found.kernel, found.dilation, strict=True)]
    left_over = [
        (i + sum(pair) - span) % s for i, pair, span, s in zip(size, found.pads, spans, found.stride, strict=True)
    ]
    mapped = np.sin(np.arange(float(np.prod(case.output_shape)))).reshape(case.output_shape)
    back = reference.transposed_convolution(mapped, case.kernel, output_padding=left_over, **options)
    there = np.sum(reference.convolution(case.images, case.kernel, **options) * mapped)
    assert there == pytest.approx(np.sum(case.images * back), abs=1e-8)


def test_the_bias_is_added_once_for_each_place():
    spread = reference.transposed_convolution(np.zeros((1, 2, 3)), np.ones((2, 4, 3)), [1, 2, 3, 4])
    assert spread.tolist() == [[[1, 2, 3, 4]] * 3]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"stride": 2, "output_padding": 2}, r"expected output padding below the stride \(2,\), came \(2,\)"),
        ({"padding": 5}, "the padding takes everything away"),
        ({"padding": "same", "output_padding": 1}, "expected no output padding with padding 'same'"),
        ({"bias": [1, 2]}, "kernel gives 4 channels, bias has 2 entries: they must agree"),
    ],
)
def test_sizes_that_cannot_be_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        reference.transposed_convolution(np.ones((1, 2, 3)), np.ones((2, 4, 3)), **options)


def test_channels_that_are_not_the_filters_are_refused():
    with pytest.raises(ValueError, match="kernel has 3 filters, maps have 2 channels: they must agree"):
        reference.transposed_convolution(np.ones((1, 2, 2)), np.ones((2, 4, 3)))
