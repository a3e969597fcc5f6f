"""Numbers and claims that the text of chapter 04 states in words, computed."""

import numpy as np
import pytest

from convcourse import data, reference

CANVAS, WINDOW = (10, 32), (5, 5)


def test_04_the_worked_numbers_of_the_four_views() -> None:
    image = np.array([[1.0, 0, 2, 3], [4, 6, 0, 1], [2, 1, 5, 0], [0, 3, 1, 7]])
    W = reference.toeplitz2d(np.arange(1.0, 10).reshape(3, 3), image.shape)
    assert W @ image.ravel() == pytest.approx([120, 90, 92, 130])
    assert W[0, :4].tolist() == [1, 2, 3, 0]
    assert image.ravel() @ (W.T @ [1, 0, 0, 2]) == 120 + 2 * 130 == 380
    assert not np.allclose(W.T @ W @ image.ravel(), image.ravel())


def test_04_sharing_saves_parameters_and_cutting_saves_products() -> None:
    W = reference.toeplitz2d(np.ones((3, 3)), (4, 4))
    assert (W.size, W.sum(), W[0].sum()) == (64, 36, 9)


def test_04_blocks_and_diagonals_of_w_are_constant() -> None:
    blocks = reference.toeplitz2d(np.arange(1.0, 7).reshape(2, 3), (4, 5)).reshape(3, 3, 4, 5).transpose(0, 2, 1, 3)
    assert (blocks[1:, 1:] == blocks[:-1, :-1]).all()
    assert (blocks[..., 1:, 1:] == blocks[..., :-1, :-1]).all()


def test_04_two_linear_layers_are_one_with_a_wider_kernel() -> None:
    product = reference.toeplitz1d([1, 2, 3], 5) @ reference.toeplitz1d([1, 2, 3], 7)
    assert (product == reference.toeplitz1d([1, 4, 10, 12, 9], 7)).all()


def test_04_the_matrix_of_the_cat_has_443520_entries() -> None:
    assert reference.toeplitz2d(np.arange(1.0, 10).reshape(3, 3), (24, 30)).size == 443_520


def test_04_the_gradient_on_paper() -> None:
    windows, error = np.array([[0.0, 1], [1, 3], [3, 2]]), np.array([1.0, 2, -1])
    assert np.mean(error**2) / 2 == pytest.approx(1)
    assert error @ windows / 3 == pytest.approx([-1 / 3, 5 / 3])
    largest = np.linalg.eigvalsh(windows.T @ windows / 3).max()
    assert 0.28 < 2 / largest < 0.3  # steps beyond this run away


@pytest.mark.parametrize("signal", [[5.0, 5, 5, 5], [1.0, 2, 4, 8], [3.0, -3, 3, -3]])
def test_04_signals_whose_windows_are_multiples_of_one_teach_nothing(signal: list[float]) -> None:
    windows = np.lib.stride_tricks.sliding_window_view(signal, 2)
    across = np.array([windows[0, 1], -windows[0, 0]])
    assert windows @ across == pytest.approx(0)  # so this kernel can be added to any other, unseen


def test_04_the_secret_kernel_is_learnt_from_the_photo() -> None:
    cat = data.photo("chelsea", gray=True)[60:84, 120:150].astype(float)
    scaled, secret = (cat - cat.mean()) / cat.std(), np.array([[1.0, 2], [0, -3]])
    windows = np.lib.stride_tricks.sliding_window_view(scaled, (2, 2)).reshape(-1, 4)
    kernels = [np.zeros(4)]
    for _ in range(600):
        kernels.append(kernels[-1] - 0.5 * (windows @ kernels[-1] - windows @ secret.ravel()) @ windows / len(windows))
    assert kernels[-1] == pytest.approx(secret.ravel(), abs=0.05)
    assert np.abs(kernels[20] - secret.ravel()).max() > 0.5  # slowly
    spread = np.linalg.eigvalsh(windows.T @ windows / len(windows))
    assert spread.max() > 100 * spread.min()  # because the windows differ little


def test_04_meeting_takes_the_distance_over_what_a_layer_adds() -> None:
    for window, layers in ((3, 50), (10, 12)):
        assert (layers - 1) * (window - 1) < 100 <= layers * (window - 1)


# --- digits at the left and at the right ---


def fours_and_sevens(split: str) -> tuple[np.ndarray, np.ndarray]:
    images, labels = data.digits(split)
    chosen = (labels == 4) | (labels == 7)
    return images[chosen, :, :, 0], np.where(labels[chosen] == 4, 1.0, -1.0)


def place(digits: np.ndarray, first_column: int, seed: int) -> np.ndarray:
    random, canvases = np.random.default_rng(seed), np.zeros((len(digits), *CANVAS))
    for canvas, digit in zip(canvases, digits, strict=True):
        row, column = random.integers(0, 3), first_column + random.integers(0, 5)
        canvas[row : row + 8, column : column + 8] = digit
    return canvases


def windows_of(images: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    windows = np.lib.stride_tricks.sliding_window_view(images, size, axis=(1, 2))
    return windows.reshape(len(images), -1, size[0] * size[1])


def train(
    images: np.ndarray, target: np.ndarray, weights: np.ndarray, size: tuple[int, int], rate: float
) -> tuple[np.ndarray, float]:
    windows, bias = windows_of(images, size), 0.0
    for _ in range(300):
        winner = windows[np.arange(len(windows)), (windows @ weights).argmax(axis=1)]
        error = winner @ weights + bias - target
        weights, bias = weights - rate * error @ winner / len(error), bias - rate * error.mean()
    return weights, bias


def results(model: tuple[np.ndarray, float], images: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    return (windows_of(images, size) @ model[0]).max(axis=1) + model[1]


def accuracy(model: tuple[np.ndarray, float], images: np.ndarray, target: np.ndarray, size: tuple[int, int]) -> float:
    return float(np.mean(np.sign(results(model, images, size)) == target))


def test_04_a_dense_unit_must_relearn_what_a_shared_kernel_knows_everywhere() -> None:
    (digits, target), (new_digits, new_target) = fours_and_sevens("train"), fours_and_sevens("test")
    assert (len(digits), len(new_digits)) == (288, 72)
    of_dense, of_shared = [], []
    for seed in range(3):
        left = place(digits, 4, seed)
        new_left, new_right = place(new_digits, 4, seed + 1), place(new_digits, 16, seed + 1)
        dense = train(left, target, np.zeros(320), CANVAS, 0.1)
        shared = train(left, target, np.random.default_rng(seed).normal(scale=0.1, size=25), WINDOW, 0.05)
        assert (dense[0].reshape(CANVAS)[:, 16:] == 0).all()
        assert len(np.unique(results(dense, new_right, CANVAS))) == 1
        assert results(shared, new_left, WINDOW) == pytest.approx(results(shared, new_right, WINDOW))
        of_dense.append([accuracy(dense, images, new_target, CANVAS) for images in (new_left, new_right)])
        right, labels = place(digits[:40], 16, seed + 2), target[:40]
        relearnt, fresh = (train(right, labels, old, CANVAS, 0.1) for old in (dense[0], np.zeros(320)))
        assert (results(relearnt, new_right, CANVAS) == results(fresh, new_right, CANVAS)).all()
        of_shared.append(accuracy(shared, new_right, new_target, WINDOW))
    assert min(at_left for at_left, _ in of_dense) > 0.85
    assert {at_right for _, at_right in of_dense} == {0.5}
    assert min(of_shared) > 0.9


def train_dense(images: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, float]:
    """Do what `train` does for a window as large as the canvas, without looking for a winner."""
    flat, weights, bias = images.reshape(len(images), -1), np.zeros(320), 0.0
    for _ in range(300):
        error = flat @ weights + bias - target
        weights, bias = weights - 0.1 * error @ flat / len(error), bias - 0.1 * error.mean()
    return weights, bias


@pytest.mark.slow
def test_04_a_hundred_draws_of_the_places_say_the_same() -> None:
    (digits, target), (new_digits, new_target) = fours_and_sevens("train"), fours_and_sevens("test")
    of_dense, of_shared = [], []
    for seed in range(100):
        left = place(digits, 4, seed)
        new_left, new_right = place(new_digits, 4, seed + 1), place(new_digits, 16, seed + 1)
        dense = train_dense(left, target)
        shared = train(left, target, np.random.default_rng(seed).normal(scale=0.1, size=25), WINDOW, 0.05)
        of_dense.append(accuracy(dense, new_left, new_target, CANVAS))
        of_shared.append(accuracy(shared, new_right, new_target, WINDOW))
    assert np.mean(of_dense) == pytest.approx(0.94, abs=0.015)
    assert np.mean(of_shared) == pytest.approx(0.95, abs=0.015)
