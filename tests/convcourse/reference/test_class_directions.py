"""Directions in which classes lie apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcourse import reference


def three_classes(seed: int, count: int = 40) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    labels = np.repeat([2, 5, 9], count)
    means = random.normal(scale=6, size=(3, 4))
    return np.repeat(means, count, axis=0) + random.normal(size=(3 * count, 4)), labels


def test_a_direction_without_use_is_ignored_however_large_its_numbers() -> None:
    rows = [[0, 900], [0, -900], [1, 900], [1, -900]]
    found = reference.class_directions(rows, [3, 3, 4, 4], ridge=0)
    assert found.axes.shape == (2, 1)
    assert abs(found.axes[0, 0]) > 100 * abs(found.axes[1, 0])
    assert found.read([[0.1, 700], [0.8, -700]]).tolist() == [3, 4]


def test_classes_that_lie_apart_are_read_and_there_is_one_direction_fewer_than_classes() -> None:
    rows, labels = three_classes(0)
    found = reference.class_directions(rows, labels)
    assert found.axes.shape == (4, 2) and found.means.shape == (3, 2) and found.labels.tolist() == [2, 5, 9]
    new, truth = rows + np.random.default_rng(1).normal(scale=0.1, size=rows.shape), labels
    assert np.mean(found.read(new) == truth) > 0.98


def test_along_each_direction_the_spread_inside_a_class_is_one() -> None:
    rows, labels = three_classes(3)
    found = reference.class_directions(rows, labels, ridge=0)
    seen = found.seen(rows)
    inside = np.concatenate([seen[labels == each] - seen[labels == each].mean(axis=0) for each in found.labels])
    assert np.allclose(inside.T @ inside / len(rows), np.eye(2), atol=1e-6)


@given(st.integers(0, 50))
def test_other_units_for_a_feature_change_no_answer(seed: int) -> None:
    rows, labels = three_classes(seed)
    units = np.random.default_rng(seed + 1).uniform(0.1, 10, size=4)
    plain = reference.class_directions(rows, labels, ridge=0).read(rows)
    assert np.array_equal(plain, reference.class_directions(rows * units, labels, ridge=0).read(rows * units))


def test_what_has_no_classes_is_refused() -> None:
    with pytest.raises(ValueError, match=r"two classes or more; came .* 1 classes"):
        reference.class_directions([[1, 2], [3, 4]], [7, 7])
    with pytest.raises(ValueError, match=r"labels of shape \(3,\)"):
        reference.class_directions([[1, 2], [3, 4]], [7, 8, 9])
    with pytest.raises(ValueError, match="expected features with 2 axes"):
        reference.class_directions([1, 2], [7, 8])
