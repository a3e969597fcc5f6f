"""Twins, their labels and their split; recall by class; and when to ask a person."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcourse import reference


def pictures(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, 3, 5, 2))


def test_correlations_are_those_of_numpy() -> None:
    images = pictures(6, 1)
    np.testing.assert_allclose(reference.correlations(images), np.corrcoef(images.reshape(6, -1)), atol=1e-12)


def test_more_light_changes_no_correlation() -> None:
    images = pictures(5, 2)
    light = np.array([0.5, 1, 2, 3, 4]).reshape(-1, 1, 1, 1)
    np.testing.assert_allclose(
        reference.correlations(images), reference.correlations(light * images + light), atol=1e-12
    )


def test_a_chain_makes_one_group_wherever_its_links_stand() -> None:
    angles = np.radians([0, 100, 50, 25, 230])
    base = np.array([[1, -1, 0], [1, 1, -2]]) / np.array([[2], [6]]) ** 0.5
    rows = np.stack([np.cos(angles), np.sin(angles)], axis=1) @ base
    assert reference.near_twins(rows, 0.9).tolist() == [0, 1, 0, 0, 2]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=25), st.integers(0, 1000))
def test_copies_in_other_light_are_found_and_numbered_by_their_first(which: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    originals = random.normal(size=(6, 40))
    rows = originals[which] * random.uniform(0.5, 2, size=(len(which), 1)) + random.normal(size=(len(which), 1))
    order = list(dict.fromkeys(which))
    assert reference.near_twins(rows, 0.999).tolist() == [order.index(each) for each in which]


def test_a_majority_needs_no_half_and_a_tie_is_no_majority() -> None:
    labels, groups = [4, 4, 1, 2, 0, 3, 3, 0], [8, 8, 8, 8, 3, 5, 5, 3]
    assert reference.majority_labels(labels, groups).tolist() == [4, 4, 4, 4, 0, 3, 3, 0]
    assert reference.majority_labels([4, 4, 1, 1], [2, 2, 2, 2]).tolist() == [-1] * 4
    with pytest.raises(ValueError, match=r"came \(2,\) for \(3,\)"):
        reference.majority_labels([1, 2, 3], [0, 0])


@given(st.lists(st.integers(0, 12), min_size=1, max_size=60), st.floats(0, 1), st.integers(0, 50))
def test_no_group_is_on_both_sides_and_the_count_is_rounded(groups: list[int], part: float, seed: int) -> None:
    which = np.array(groups)
    held = reference.held_out_groups(which, part, seed)
    assert not {*which[held]} & {*which[~held]}
    assert len({*which[held]}) == round(part * len({*groups}))
    assert np.array_equal(held, reference.held_out_groups(which, part, seed))


def test_every_group_is_held_out_now_and_then() -> None:
    groups = np.array([7, 4, 7, 2, 9])
    often = np.mean([reference.held_out_groups(groups, 0.5, seed) for seed in range(300)], axis=0)
    assert often == pytest.approx(0.5, abs=0.12) and often[0] == often[2]
    with pytest.raises(ValueError, match=r"came 1\.2"):
        reference.held_out_groups(groups, 1.2, 0)


def test_mean_recall_is_the_mean_of_the_confusions_rows() -> None:
    random = np.random.default_rng(3)
    truth, said = random.choice([0, 1, 4], size=80), random.integers(0, 5, size=80)
    counts = reference.confusion_matrix(truth, said, 5)
    rows = [0, 1, 4]
    assert reference.mean_recall(truth, said) == pytest.approx(
        np.mean(np.diag(counts)[rows] / counts[rows].sum(axis=1))
    )
    assert reference.mean_recall([0] * 9 + [1], [0] * 10) == 0.5
    with pytest.raises(ValueError, match="expected an answer for each label"):
        reference.mean_recall([0, 1], [0])


def test_an_even_draw_holds_each_class_equally_often_and_each_rare_picture() -> None:
    labels = np.array([2] * 40 + [5] * 3 + [9] * 17)
    drawn = reference.even_draw(labels, seed=4)
    assert [np.sum(labels[drawn] == name) for name in (2, 5, 9)] == [20, 20, 20]
    assert {40, 41, 42} <= {*drawn.tolist()} and len({*drawn[labels[drawn] == 2].tolist()}) == 20
    assert not np.array_equal(drawn, reference.even_draw(labels, seed=5))


@given(
    st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9]), st.booleans()), min_size=1, max_size=20),
    st.sampled_from([0.0, 0.1, 0.25, 0.5]),
)
def test_the_least_confidence_keeps_the_bound_and_no_smaller_one_does(
    answers: list[tuple[float, bool]], most_wrong: float
) -> None:
    sure, right = (np.array(column) for column in zip(*answers, strict=True))
    limit = reference.least_confidence(sure, right, most_wrong)
    assert not np.isfinite(limit) or np.mean(~right[sure >= limit]) <= most_wrong
    assert all(np.mean(~right[sure >= each]) > most_wrong for each in sure[sure < limit])


def test_the_least_confidence_of_nobody_is_infinite() -> None:
    assert reference.least_confidence([0.5, 0.8], [True, False], 0.2) == np.inf
    with pytest.raises(ValueError, match="expected a confidence for each answer"):
        reference.least_confidence([0.5], [True, False], 0.2)
