"""Directions in which classes lie apart, and the reader that they make: a quick probe of what features know."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from convcourse.reference.arguments import as_floats


class ClassDirections(NamedTuple):
    """How to look at features so that classes lie apart.

    Attributes:
        centre: Mean of all features, shape (features,).
        axes: Shape (features, directions): the first direction keeps classes apart best. Along each, the spread inside
            a class is about 1.
        means: Each class's mean, seen so; shape (classes, directions).
        labels: The label of each row of `means`.
    """

    centre: NDArray
    axes: NDArray
    means: NDArray
    labels: NDArray

    def seen(self, features: ArrayLike) -> NDArray:
        """Return where features (count, features) lie: shape (count, directions)."""
        return (as_floats(features, "features", ("count", "features")) - self.centre) @ self.axes

    def read(self, features: ArrayLike) -> NDArray:
        """Return for each row of features the label of the class whose mean lies nearest, shape (count,)."""
        apart = self.seen(features)[:, np.newaxis] - self.means
        return self.labels[np.argmin(np.sum(apart**2, axis=-1), axis=1)]


def class_directions(features: ArrayLike, labels: ArrayLike, *, ridge: float = 0.1) -> ClassDirections:
    """Find the directions in which the means of classes differ most, measured by the spread inside of the classes.

    Args:
        features: Shape (count, features).
        labels: Shape (count,); two classes or more.
        ridge: Added to the spread along every feature, as a part of the mean spread, so that few examples suffice.

    Raises:
        ValueError: Fewer than two classes, or another number of labels than rows.

    Source: chapter 14; R. A. Fisher (1936).

    >>> found = class_directions([[0, 0], [0, 1], [5, 0], [5, 1]], [7, 7, 8, 8])
    >>> found.read([[1, 9], [4, -9]]).tolist()
    [7, 8]
    """
    rows, truth = as_floats(features, "features", ("count", "features")), np.asarray(labels)
    kinds = np.unique(truth)
    if truth.shape != rows.shape[:1] or len(kinds) < 2:
        came = f"features of shape {rows.shape}, labels of shape {truth.shape}, {len(kinds)} classes"
        raise ValueError(f"expected a label for each row of features, and two classes or more; came {came}")
    centre = rows.mean(axis=0)
    means = np.stack([rows[truth == kind].mean(axis=0) for kind in kinds])
    inside = rows - means[np.searchsorted(kinds, truth)]
    spread = inside.T @ inside / len(rows)
    spread += np.eye(len(spread)) * (ridge * np.trace(spread) / len(spread) + 1e-12)
    sizes, axes = np.linalg.eigh(spread)
    whiten = axes / np.sqrt(sizes)
    _, _, directions = np.linalg.svd((means - centre) @ whiten, full_matrices=False)
    turned = whiten @ directions[: len(kinds) - 1].T
    return ClassDirections(centre, turned, (means - centre) @ turned, kinds)
