"""Softmax, cross-entropy and the dense layer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays
from scipy import special

from convcourse import reference

scores_of_three = arrays(float, (3, 4), elements=some.floats(-50, 50))


def test_equal_scores_have_equal_probabilities():
    assert reference.softmax([[2, 2, 2, 2]]).tolist() == [[0.25] * 4]
    assert reference.cross_entropy([[2, 2, 2, 2]], [1]) == pytest.approx(np.log(4))


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_softmax_and_its_logarithm_agree_with_scipy_for_large_scores_too(axis):
    scores = np.array([[1000, 0, -1000, 3], [-5, 1, 2, 998], [0, 0, 1, 1000]])
    np.testing.assert_allclose(reference.softmax(scores, axis), special.softmax(scores, axis))
    np.testing.assert_allclose(reference.log_softmax(scores, axis), special.log_softmax(scores, axis))
    expected = special.logsumexp(scores, axis=axis, keepdims=True)
    np.testing.assert_allclose(reference.log_sum_exp(scores, axis), expected)


@given(scores_of_three, some.floats(-1e6, 1e6))
def test_softmax_does_not_mind_a_constant(scores, constant):
    np.testing.assert_allclose(reference.softmax(scores + constant), reference.softmax(scores), atol=1e-8)


def test_cross_entropy_is_the_mean_and_not_the_sum():
    scores, labels = [[0.0, 1.0], [2.0, -1.0]], [1, 1]
    each = [reference.cross_entropy([row], [label]) for row, label in zip(scores, labels, strict=True)]
    assert reference.cross_entropy(scores, labels) == pytest.approx(np.mean(each))


@given(scores_of_three)
def test_the_gradient_agrees_with_central_differences(scores):
    labels = [3, 0, 1]
    measured = reference.numerical_gradient(lambda at: reference.cross_entropy(at, labels), scores)
    np.testing.assert_allclose(reference.cross_entropy_gradient(scores, labels), measured, atol=1e-6)


def test_the_gradient_of_every_row_sums_to_zero_and_leaves_the_scores_alone():
    scores = np.array([[1.0, 2.0, 3.0], [1000.0, 0.0, -1000.0]])
    before = scores.copy()
    np.testing.assert_allclose(reference.cross_entropy_gradient(scores, [0, 2]).sum(axis=1), 0, atol=1e-15)
    np.testing.assert_array_equal(scores, before)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([0, 1, 1], r"expected one label for each of 2 rows of scores, came shape \(3,\)"),
        ([0, 2], "expected labels from 0 to 1, came 0 to 2"),
        ([0.0, 1.0], "expected labels in whole numbers, came float64"),
    ],
)
def test_labels_that_are_no_class_are_refused(labels, message):
    with pytest.raises(ValueError, match=message):
        reference.cross_entropy([[0, 1], [1, 0]], labels)


def test_a_dense_layer_by_hand():
    assert reference.dense([[1, 2]], [[1, 0, 2], [0, 1, 2]], [0, 0, 10]).tolist() == [[1, 2, 16]]


def test_the_gradients_of_a_dense_layer_agree_with_central_differences():
    random = np.random.default_rng(0)
    inputs, weights, bias, slope = (random.normal(size=shape) for shape in [(3, 4), (4, 2), (2,), (3, 2)])
    found = reference.dense_gradients(slope, inputs, weights)
    for gradient, measured in [
        (found.inputs, reference.numerical_gradient(lambda at: np.sum(slope * reference.dense(at, weights)), inputs)),
        (found.weights, reference.numerical_gradient(lambda at: np.sum(slope * reference.dense(inputs, at)), weights)),
        (
            found.bias,
            reference.numerical_gradient(lambda at: np.sum(slope * reference.dense(inputs, weights, at)), bias),
        ),
    ]:
        np.testing.assert_allclose(gradient, measured, atol=1e-8)


def test_features_that_do_not_agree_are_refused():
    with pytest.raises(ValueError, match="weights take 3 features, inputs have 2: they must agree"):
        reference.dense([[1, 2]], np.ones((3, 4)))
