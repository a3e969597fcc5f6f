"""Saliency: weights of a linear model by hand, the same for every input scale, and errors in words.

`explanation_cases.py` has the exact answers that hold on every backend.
"""

import numpy as np
import pytest

from convcourse.explain import EmptyMap, saliency
from convcourse.models.quiet import import_keras

pytestmark = pytest.mark.keras


def test_by_hand_on_two_pixels_of_two_channels():
    keras = import_keras()
    model = keras.Sequential([keras.Input((1, 2, 2)), keras.layers.Flatten(), keras.layers.Dense(2)])
    model.set_weights([np.array([[0, 1.0], [0, -3.0], [9, 2.0], [9, 0.5]]), np.zeros(2)])
    ways = {way: saliency(model, np.ones((1, 1, 2, 2)), 1, channels=way).tolist() for way in ("max", "mean", "sum")}
    assert ways == {"max": [[[3, 2]]], "mean": [[[2, 1.25]]], "sum": [[[-2, 2.5]]]}
    assert saliency(model, np.ones((1, 1, 2, 2)), 1, channels="all").tolist() == [[[[1, -3], [2, 0.5]]]]


def test_batches_of_any_size_give_the_same(networks):
    model, weights = networks.linear_model()
    expected = np.abs(weights[networks.CLASSES]).max(axis=-1)
    for size in (1, 2, 16):
        found = saliency(model, networks.IMAGES, networks.CLASSES, batch_size=size)
        np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_rows_stay_rows(networks):
    """Only the score of one unit, in the second row and the fifth column, is left: its pixels are the salient ones."""
    keras = import_keras()
    weights = np.zeros((5, 7, 1, 2), "float32")
    weights[1, 4, 0, 1] = 1
    layers = [keras.layers.Conv2D(1, (1, 3), padding="same"), keras.layers.Flatten(), keras.layers.Dense(2)]
    model = keras.Sequential([keras.Input((5, 7, 2)), *layers])
    model.layers[-1].set_weights([weights.reshape(35, 2), np.zeros(2)])
    found = saliency(model, networks.IMAGES[:1], 1)
    assert np.argwhere(found[0]).tolist() == [[1, 3], [1, 4], [1, 5]]


def test_a_shut_network_is_announced(networks):
    model = networks.averaging_network(bias=-1000)
    with pytest.warns(EmptyMap, match=r"saliency of image 0, 1, 2 is zero everywhere: .* every ReLU on the way may be"):
        saliency(model, networks.IMAGES, 0)


def test_what_does_not_fit_is_refused(networks):
    model, _ = networks.linear_model()
    with pytest.raises(ValueError, match=r"came \(5, 7, 2\) \(one image needs a batch axis: images\[None\]\)"):
        saliency(model, networks.IMAGES[0], 0)
    with pytest.raises(ValueError, match=r"expects images of shape \(None, 5, 7, 2\), came \(3, 7, 5, 2\)"):
        saliency(model, networks.IMAGES.transpose(0, 2, 1, 3), 0)
    with pytest.raises(ValueError, match="expected class_index from 0 to 3, came 4"):
        saliency(model, networks.IMAGES, 4)
    with pytest.raises(ValueError, match="channels to be one of 'max', 'mean', 'sum', 'all'; came 'red'"):
        saliency(model, networks.IMAGES, 0, channels="red")
