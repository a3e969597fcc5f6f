"""Which class is taken for which: a table of answers against truth."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def confusion_matrix(labels: ArrayLike, answers: ArrayLike, classes: int) -> NDArray[np.int64]:
    """Count, for each true class, how often each class was the answer.

    Args:
        labels: True classes, whole numbers from 0, shape (count,).
        answers: What was answered, shape (count,).
        classes: How many classes there are; those that never occur have zeros.

    Returns:
        Shape (classes, classes): in row r and column c, how many of class r were answered c. The diagonal is right.

    Raises:
        ValueError: Labels and answers differ in shape, or one lies outside 0 to classes - 1.

    Source: chapter 07.

    >>> confusion_matrix([0, 2, 2, 1, 2], [0, 2, 1, 1, 0], 4)
    array([[1, 0, 0, 0],
           [0, 1, 0, 0],
           [1, 1, 1, 0],
           [0, 0, 0, 0]])
    """
    truth, came = np.asarray(labels), np.asarray(answers)
    if truth.shape != came.shape or truth.ndim != 1:
        raise ValueError(f"expected one answer for each label, came {came.shape} answers and {truth.shape} labels")
    for name, values in (("labels", truth), ("answers", came)):
        if values.size and (values.min() < 0 or values.max() >= classes):
            raise ValueError(f"expected {name} from 0 to {classes - 1}, came {values.min()} to {values.max()}")
    table = np.zeros((classes, classes), np.int64)
    np.add.at(table, (truth.astype(np.int64), came.astype(np.int64)), 1)
    return table
