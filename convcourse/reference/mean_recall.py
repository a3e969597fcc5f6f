"""How well each class is found, whether it is frequent or rare; and a draw in which all are equally frequent."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def mean_recall(labels: ArrayLike, answers: ArrayLike) -> float:
    """Return the mean, over the classes that occur, of the part of a class that was answered rightly.

    Args:
        labels, answers: Whole numbers of shape (count,).

    Raises:
        ValueError: The shapes differ, or there is no label.

    Source: chapter 18.

    >>> mean_recall([0, 0, 0, 0, 2, 2], [0, 0, 0, 1, 0, 2])
    0.625
    """
    truth, said = np.asarray(labels), np.asarray(answers)
    if truth.shape != said.shape or not truth.size:
        raise ValueError(f"expected an answer for each label, and one at least; came {said.shape} for {truth.shape}")
    return float(np.mean([np.mean(said[truth == each] == each) for each in np.unique(truth)]))


def even_draw(labels: ArrayLike, seed: int) -> NDArray[np.int64]:
    """Return places of pictures, as many as there are labels, every class equally often, in a random order.

    A frequent class is left out in part; of a rare one, pictures are taken several times.

    Args:
        labels: Whole numbers of shape (count,).
        seed: Decides the draw.

    Source: chapter 18.

    >>> np.asarray([5, 5, 5, 5, 5, 8])[even_draw([5, 5, 5, 5, 5, 8], seed=0)].tolist().count(8)
    3
    """
    truth = np.asarray(labels)
    random, names = np.random.default_rng(seed), np.unique(truth)
    many = len(truth) // len(names)
    drawn = []
    for name in names:
        places = random.permutation(np.flatnonzero(truth == name))
        drawn.append(np.resize(places, many))  # from the beginning again where there are too few
    return random.permutation(np.concatenate(drawn)).astype(np.int64)
