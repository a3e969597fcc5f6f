"""Initialisers, numbers through many layers, batch normalisation, dropout, optimisers, schedules, augmentation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcourse import reference


def test_the_fans_of_a_kernel_done_by_hand() -> None:
    assert reference.fans((4, 2, 1, 3)) == (8, 24)
    assert reference.fans((50, 22)) == (50, 22)
    assert reference.fans((3, 2, 1, 4, 5)) == (24, 30)


def test_the_spreads_of_the_four_initialisers() -> None:
    found = [reference.initial_spread((4, 2, 1, 3), kind) for kind in reference.INITIALISERS]
    np.testing.assert_allclose(found, [0, 0.01, 0.25, 0.5])
    drawn = reference.initial_weights((3, 2, 40, 50), "he", np.random.default_rng(0))
    assert drawn.shape == (3, 2, 40, 50)
    assert drawn.std() == pytest.approx(np.sqrt(2 / 240), rel=0.02) and abs(drawn.mean()) < 0.002


def test_an_initialiser_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="zeros, small, xavier, he; came 'lecun'"):
        reference.initial_spread((3, 2), "lecun")
    with pytest.raises(ValueError, match=r"dense or a convolution layer's weights, came \(3,\)"):
        reference.fans((3,))


def mean_square_after(kind: str, activation: str, depth: int = 20) -> float:
    """Return the mean square over thirty stacks, by its formula the quantity that layers multiply."""
    inputs = np.random.default_rng(0).normal(size=(100, 100))
    sizes = [
        reference.send_through(inputs, kind, activation, depth=depth, random=np.random.default_rng(seed)).sizes[-1]
        for seed in range(30)
    ]
    return float(np.mean(np.square(sizes)))


@pytest.mark.parametrize(
    ("kind", "activation", "factor"),
    [("he", "ReLU", 1), ("xavier", "ReLU", 1 / 2), ("xavier", "none", 1), ("he", "none", 2), ("small", "none", 1e-2)],
)
def test_each_layer_multiplies_the_mean_square_by_the_factor_of_the_formula(
    kind: str, activation: str, factor: float
) -> None:
    assert np.log(mean_square_after(kind, activation)) == pytest.approx(20 * np.log(factor), abs=0.6)


def test_tanh_keeps_a_part_with_xavier_and_batch_normalisation_saves_small_weights_but_not_zeros() -> None:
    inputs = np.random.default_rng(0).normal(size=(100, 80))
    for activation in ("ReLU", "tanh"):
        stack = reference.send_through(
            inputs, "small", activation, batch_normalised=True, random=np.random.default_rng(1)
        )
        assert (stack.sizes[1:] > 0.5).all() and stack.outputs.shape == (100, 80)
        zeros = reference.send_through(
            inputs, "zeros", activation, batch_normalised=True, random=np.random.default_rng(1)
        )
        assert zeros.sizes[1:].max() == 0
    assert 0.05 < np.sqrt(mean_square_after("xavier", "tanh")) < 0.3


def test_a_stack_refuses_an_unknown_activation() -> None:
    with pytest.raises(ValueError, match="ReLU, tanh, none; came 'GELU'"):
        reference.send_through(np.ones((2, 3)), "he", "GELU", random=np.random.default_rng(0))


def test_batch_normalisation_done_by_hand() -> None:
    rows = [[2, 10], [4, 10], [5, 10], [6, 10], [8, 60]]
    found = reference.batch_norm(rows, [2, 1], [10, 0], training=True, momentum=0.9, epsilon=0)
    assert found.outputs.T.round(9).tolist() == [[7, 9, 10, 11, 13], [-0.5] * 4 + [2]]
    np.testing.assert_allclose(found.running_mean, [0.5, 2])
    np.testing.assert_allclose(found.running_variance, [1.3, 40.9])
    used = reference.batch_norm([[7, 40]], [2, 1], [10, 0], [3, 20], [4, 400], training=False, epsilon=0)
    assert used.outputs.tolist() == [[14, 1]] and used.running_mean.tolist() == [3, 20]


@given(st.floats(0.1, 50), st.floats(-20, 20), st.integers(0, 1000))
def test_batch_normalisation_in_training_forgets_scale_and_offset(scale: float, offset: float, seed: int) -> None:
    maps = np.random.default_rng(seed).normal(size=(4, 3, 2, 2))
    one, other = (
        reference.batch_norm(values, [2, 1], [3, -1], training=True, epsilon=0).outputs
        for values in (maps, scale * maps + offset)
    )
    np.testing.assert_allclose(one, other, atol=1e-6)


def test_batch_normalisation_refuses_parameters_of_another_length() -> None:
    with pytest.raises(ValueError, match=r"gamma with one number for each of 3 channels, came \(2,\)"):
        reference.batch_norm(np.zeros((4, 3)), [1, 1], [0, 0, 0], training=True)


def test_dropout_keeps_the_mean_over_the_draws_and_does_nothing_in_use() -> None:
    values, random = np.array([[4.0, -2], [1, 6]]), np.random.default_rng(0)
    many = [reference.dropout(values, 0.3, random.random((2, 2))) for _ in range(4000)]
    np.testing.assert_allclose(np.mean(many, axis=0), values, rtol=0.05)
    assert reference.dropout(values, 0.3, np.zeros((2, 2)), training=False).tolist() == values.tolist()
    with pytest.raises(ValueError, match="from 0 to under 1, came 1"):
        reference.dropout(values, 1, values)
    with pytest.raises(ValueError, match=r"shape \(2, 2\), came \(2,\)"):
        reference.dropout(values, 0.5, [0.1, 0.2])


@given(st.floats(1e-3, 1e3), st.integers(0, 1000))
def test_adam_takes_the_same_first_step_however_large_the_gradient(size: float, seed: int) -> None:
    gradient = np.random.default_rng(seed).normal(size=3) + 0.01
    zeros = np.zeros(3)
    moved = reference.adam_step(zeros, zeros, zeros, size * gradient, 1, 0.1, epsilon=0)
    np.testing.assert_allclose(moved.weights, -0.1 * np.sign(gradient), rtol=1e-6)


def test_optimisers_refuse_shapes_that_differ_and_a_step_zero() -> None:
    with pytest.raises(ValueError, match=r"one shape, came weights \(2,\), square \(2,\), gradient \(3,\)"):
        reference.rmsprop_step([1, 2], [0, 0], [1, 1, 1], 0.1)
    with pytest.raises(ValueError, match="from 1, came 0"):
        reference.adam_step([1], [0], [0], [1], 0, 0.1)


def test_every_schedule_begins_at_the_rate_and_never_rises() -> None:
    for kind in reference.SCHEDULES:
        rates = [reference.scheduled_rate(kind, 0.4, step, 12) for step in range(13)]
        assert rates[0] == 0.4 and sorted(rates, reverse=True) == rates
    assert reference.scheduled_rate("steps", 0.4, 6, 12) == pytest.approx(0.04)
    with pytest.raises(ValueError, match="constant, steps, exponential, cosine; came 'linear'"):
        reference.scheduled_rate("linear", 0.4, 1, 12)
    with pytest.raises(ValueError, match="from 0 to 12, came 13"):
        reference.scheduled_rate("cosine", 0.4, 13, 12)


PICTURE = np.array([[1.0, 2, 3], [4, 5, 6]])


def test_changes_done_by_hand() -> None:
    changed = lambda **change: reference.changed_image(PICTURE, reference.Change(**change)).tolist()  # noqa: E731
    assert changed() == PICTURE.tolist()
    assert changed(down=1, right=-1) == [[0, 0, 0], [2, 3, 0]]
    assert changed(flip=True) == [[3, 2, 1], [6, 5, 4]]
    assert changed(flip=True, down=1, right=1) == [[0, 0, 0], [0, 3, 2]]
    assert changed(turn=180) == [[6, 5, 4], [3, 2, 1]]
    square = np.array([[1.0, 2], [3, 4]])
    assert reference.changed_image(square, reference.Change(turn=90)).tolist() == np.rot90(square).tolist()


def test_a_mask_keeps_its_labels_and_its_type_where_a_picture_mixes_its_pixels() -> None:
    mask = np.array([[0, 4, 4], [0, 0, 4]])
    image, labels = reference.augment(mask[..., np.newaxis], mask, reference.Change(turn=30, scale=1.2, right=0.4))
    assert set(labels.ravel()) <= {0, 4} and labels.dtype == mask.dtype
    assert image.shape == (2, 3, 1) and not set(image.ravel()) <= {0.0, 4.0}


@given(st.integers(0, 10_000))
def test_whole_moves_take_picture_and_mask_along_pixel_by_pixel(seed: int) -> None:
    random = np.random.default_rng(seed)
    down, right = (int(number) for number in random.integers(-3, 4, size=2))
    mask = random.integers(5, size=(4, 5))
    colours = np.stack([mask, 2.0 * mask], axis=-1)
    image, labels = reference.augment(colours, mask, reference.Change(down, right, flip=bool(seed % 2)))
    np.testing.assert_allclose(image, np.stack([labels, 2.0 * labels], axis=-1))


def test_drawn_changes_stay_within_their_limits() -> None:
    random = np.random.default_rng(0)
    changes = [reference.draw_change(random, shift=2, turn=15, zoom=0.2, flip=True) for _ in range(300)]
    table = np.array([change[:4] for change in changes])
    assert (np.abs(table - [0, 0, 0, 1]).max(axis=0) <= [2, 2, 15, 0.2]).all()
    assert (np.abs(table - [0, 0, 0, 1]).max(axis=0) > [1.9, 1.9, 14, 0.19]).all()
    assert 0.4 < np.mean([change.flip for change in changes]) < 0.6
    assert reference.draw_change(random) == reference.Change()


def test_augmentation_says_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match=r"mask of the image's size \(2, 3\), came \(3, 2\)"):
        reference.augment(PICTURE, PICTURE.T, reference.Change())
    with pytest.raises(ValueError, match="scale above 0, came 0"):
        reference.changed_image(PICTURE, reference.Change(scale=0))
    with pytest.raises(ValueError, match=r"\(height, width\) or \(height, width, channels\), came \(3,\)"):
        reference.changed_image([1, 2, 3], reference.Change())
