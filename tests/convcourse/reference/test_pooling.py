"""Pooling and where its gradient goes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from convcourse import reference

IMAGE = np.array([[6.0, 8.0], [3.0, 5.0]]).reshape(1, 2, 2, 1)
POOLS = [reference.max_pool, reference.average_pool]


@some.composite
def pool_cases(draw):
    """Draw images with whole values, so that ties are common, and the options of a pooling."""
    size = draw(some.tuples(some.integers(1, 7), some.integers(1, 7)))
    window = draw(some.tuples(some.integers(1, min(3, size[0])), some.integers(1, min(3, size[1]))))
    stride = draw(some.one_of(some.none(), some.tuples(some.integers(1, 4), some.integers(1, 4))))
    pairs = some.tuples(*[some.tuples(some.integers(0, taps - 1), some.integers(0, taps - 1)) for taps in window])
    padding = draw(some.one_of(some.sampled_from(["valid", "same"]), pairs))
    random = np.random.default_rng(draw(some.integers(0, 10_000)))
    images = random.integers(-3, 4, size=(draw(some.integers(1, 3)), *size, draw(some.integers(1, 3)))).astype(float)
    return images, {"size": window, "stride": stride, "padding": padding}


def test_the_largest_and_the_mean_of_four_by_hand():
    assert reference.max_pool(IMAGE).item() == 8
    assert reference.average_pool(IMAGE).item() == 5.5


def test_padding_never_wins_and_is_not_counted():
    negative = -np.ones((1, 3, 3, 1))
    assert (reference.max_pool(negative, 2, padding="same") == -1).all()
    assert (reference.average_pool(negative, 2, padding="same") == -1).all()


def test_padding_is_counted_when_asked_for():
    ones = np.ones((1, 3, 3, 1))
    counted = reference.average_pool(ones, 2, padding="same", count_padding=True)
    assert counted[0, :, :, 0].tolist() == [[1, 0.5], [0.5, 0.25]]


def test_the_global_average_leaves_one_value_for_each_channel():
    images = np.arange(24.0).reshape(2, 2, 3, 2)
    assert reference.global_average_pool(images).tolist() == [[5, 6], [17, 18]]


@given(pool_cases())
def test_windows_and_loops_agree(case):
    images, options = case
    for fast, slow in (
        (reference.max_pool, reference.max_pool_by_loops),
        (reference.average_pool, reference.average_pool_by_loops),
    ):
        np.testing.assert_allclose(fast(images, **options), slow(images, **options), atol=1e-12)


def test_only_the_winner_gets_a_gradient():
    assert reference.max_pool_gradient([[[[7]]]], IMAGE)[0, :, :, 0].tolist() == [[0, 7], [0, 0]]


def test_of_equal_values_the_first_in_row_major_order_wins():
    tied = np.array([[1.0, 8.0], [8.0, 8.0]]).reshape(1, 2, 2, 1)
    assert reference.max_pool_gradient([[[[7]]]], tied)[0, :, :, 0].tolist() == [[0, 7], [0, 0]]


def test_a_value_that_wins_several_windows_collects_from_each():
    peak = np.zeros((1, 3, 3, 1))
    peak[0, 1, 1, 0] = 1
    slope = np.array([1.0, 10, 100, 1000]).reshape(1, 2, 2, 1)
    assert reference.max_pool_gradient(slope, peak, 2, stride=1).sum() == 1111
    assert reference.max_pool_gradient(slope, peak, 2, stride=1)[0, 1, 1, 0] == 1111


def test_a_mean_shares_its_gradient_out_in_equal_parts():
    assert reference.average_pool_gradient([[[[8]]]], IMAGE)[0, :, :, 0].tolist() == [[2, 2], [2, 2]]


@pytest.mark.parametrize(
    "options", [{}, {"size": (3, 2), "stride": (1, 3)}, {"size": 3, "stride": 2, "padding": "same"}]
)
@pytest.mark.parametrize(
    ("pool", "gradient"),
    [
        (reference.max_pool, reference.max_pool_gradient),
        (reference.average_pool, reference.average_pool_gradient),
    ],
)
def test_central_differences_agree_where_there_are_no_ties(pool, gradient, options):
    images = np.random.default_rng(0).permutation(2 * 5 * 6 * 2).reshape(2, 5, 6, 2).astype(float)
    slope = np.random.default_rng(1).normal(size=pool(images, **options).shape)
    measured = reference.numerical_gradient(lambda at: np.sum(slope * pool(at, **options)), images, step=1e-3)
    np.testing.assert_allclose(gradient(slope, images, **options), measured, atol=1e-8)


@given(pool_cases())
def test_a_maximum_hands_on_every_gradient_once(case):
    images, options = case
    slope = np.cos(np.arange(float(reference.max_pool(images, **options).size)))
    slope = slope.reshape(reference.max_pool(images, **options).shape)
    back = reference.max_pool_gradient(slope, images, **options)
    assert back.shape == images.shape
    np.testing.assert_allclose(back.sum(axis=(1, 2)), slope.sum(axis=(1, 2)), atol=1e-9)
    # With the slope as weights, the pooled values are the winners' own values.
    assert np.sum(back * images) == pytest.approx(np.sum(slope * reference.max_pool(images, **options)), abs=1e-9)


@given(pool_cases(), some.booleans())
def test_the_gradient_of_a_mean_is_the_map_backwards(case, count_padding):
    images, options = case
    options = {**options, "count_padding": count_padding}
    pooled = reference.average_pool(images, **options)
    slope = np.cos(np.arange(float(pooled.size))).reshape(pooled.shape)
    back = reference.average_pool_gradient(slope, images, **options)
    assert np.sum(pooled * slope) == pytest.approx(np.sum(images * back), abs=1e-9)


@pytest.mark.parametrize("pool", POOLS)
def test_arguments_are_left_as_they_were(pool):
    images = np.ones((1, 2, 2, 1))
    pool(images, 1)[:] = 4
    assert images.max() == 1


@pytest.mark.parametrize("pool", POOLS)
def test_a_window_that_does_not_fit_is_refused(pool):
    with pytest.raises(ValueError, match="kernel covers 3x3, padded input is 2x2: the kernel must fit inside"):
        pool(IMAGE, 3)


@pytest.mark.parametrize("pool", POOLS)
def test_a_window_of_padding_alone_is_refused(pool):
    with pytest.raises(ValueError, match=r"expected padding smaller than the window \(2, 2\), came"):
        pool(IMAGE, 2, padding=2)


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"expected output gradient of shape \(1, 1, 1, 1\), came \(1, 2, 2, 1\)"):
        reference.max_pool_gradient(IMAGE, IMAGE)
