"""One number a pixel, in three ways."""

import numpy as np
import pytest

from convcourse.explain import reduce_channels

GRADIENT = np.random.default_rng(0).normal(size=(2, 3, 4, 5))


def test_shapes_and_signs():
    assert reduce_channels(GRADIENT, "all") is GRADIENT
    found = {way: reduce_channels(GRADIENT, way) for way in ("max", "mean", "sum")}
    assert {each.shape for each in found.values()} == {(2, 3, 4)}
    assert np.all(found["max"] >= found["mean"]) and np.all(5 * found["mean"] >= np.abs(found["sum"]))
    assert found["sum"].min() < 0 < found["mean"].min()


def test_the_size_counts_and_not_the_sign():
    for way in ("max", "mean"):
        np.testing.assert_array_equal(reduce_channels(-GRADIENT, way), reduce_channels(GRADIENT, way))


def test_an_unknown_way_is_refused():
    with pytest.raises(ValueError, match="expected channels to be one of 'max', 'mean', 'sum', 'all'; came 'median'"):
        reduce_channels(GRADIENT, "median")
