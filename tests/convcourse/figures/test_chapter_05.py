"""The still pictures of chapter 05 say in words what they show."""

import numpy as np

from convcourse import figures


def test_one_unit_tells_sum_bias_and_output() -> None:
    alt = figures.one_unit(np.array([[1, 0, 2], [3, 1, 0]]), np.array([[2, 1, -1], [0, -3, 1]]), 1).render()[1]
    assert "sum to −3" in alt and "z = −2" in alt and alt.endswith("after ReLU 0.")


def test_a_unit_whose_sum_is_positive_passes_it_on() -> None:
    alt = figures.one_unit(np.array([[1, 2], [3, 4], [0, 1]]), np.ones((3, 2)), -4).render()[1]
    assert alt.endswith("the bias −4 that is z = 7, and after ReLU 7.")


def test_scores_become_probabilities_in_words() -> None:
    alt = figures.scores_to_probabilities(np.log([1, 2, 3])).render()[1]
    assert "exponentials 1, 2, 3" in alt and "1/6, 2/6, 3/6" in alt


def test_the_tasks_are_named() -> None:
    random = np.random.default_rng(0)
    tasks = {name: (random.normal(size=(8, 12, 16)), np.arange(8) % 2) for name in ("stroke", "stripes")}
    assert "tasks stroke and stripes: 3 without and 3 with" in figures.pooling_tasks(tasks).render()[1]
