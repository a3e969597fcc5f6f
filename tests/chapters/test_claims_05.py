"""Numbers that the text of chapter 05 states in words, computed."""

import timeit
from collections.abc import Callable

import numpy as np
import pytest

from convcourse import data, reference

Extract = Callable[[np.ndarray], np.ndarray]
ACROSS = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
SLANT = np.array([[0.0, 1, 2], [-1, 0, 1], [-2, -1, 0]]) / 4
FOUR = np.stack([ACROSS, ACROSS.T, SLANT, SLANT[:, ::-1]], axis=-1)
KERNEL = np.concatenate([FOUR, -FOUR], axis=-1)[:, :, np.newaxis, :]


def maps(images: np.ndarray) -> np.ndarray:
    return reference.relu(reference.convolution(images, KERNEL))


def largest_in_windows(images: np.ndarray) -> np.ndarray:
    return reference.max_pool(maps(images), 2).reshape(len(images), -1)


def mean_in_windows(images: np.ndarray) -> np.ndarray:
    return reference.average_pool(maps(images), 2).reshape(len(images), -1)


def largest_of_all(images: np.ndarray) -> np.ndarray:
    return maps(images).max(axis=(1, 2))


def pixels(images: np.ndarray) -> np.ndarray:
    return images.reshape(len(images), -1)


def learn(numbers: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Learn a dense layer as the chapter does: each step looks at every seventh digit."""
    weights, offsets = np.zeros((numbers.shape[1], 10)), np.zeros(10)
    for step in range(600):
        some = slice(step % 7, None, 7)
        gradient = reference.cross_entropy_gradient(numbers[some] @ weights + offsets, labels[some])
        weights = weights - 2 * (numbers[some].T @ gradient)
        offsets = offsets - 2 * gradient.sum(axis=0)
    return weights, offsets


def moved(images: np.ndarray, right: int = 0) -> np.ndarray:
    return np.pad(images, ((0, 0), (0, 0), (2 + right, 2 - right), (0, 0)))


def parts_right(extract: Extract) -> list[float]:
    """Learn from the training digits with room; return the part right in place and moved by 1 and 2, left and right."""
    train, test = data.digits("train"), data.digits("test")
    weights, offsets = learn(extract(moved(train.images)), train.labels)

    def part(shift: int) -> float:
        scores = extract(moved(test.images, shift)) @ weights + offsets
        return float(np.mean(scores.argmax(axis=1) == test.labels))

    return [(part(shift) + part(-shift)) / 2 for shift in (0, 1, 2)]


def test_sigmoid_has_slope_a_quarter_at_most_and_ten_leave_less_than_a_millionth() -> None:
    z = np.linspace(-20, 20, 4001)
    assert reference.sigmoid_derivative(z).max() == 0.25
    assert reference.sigmoid_derivative(np.array([5.0]))[0] == pytest.approx(0.0066, abs=5e-5)
    assert 0.25**10 < 1e-6


def test_only_tanh_is_centred_on_zero_and_leaky_relu_never_has_slope_zero() -> None:
    z = np.random.default_rng(1).normal(scale=3, size=100_000)
    means = [f(z).mean() for f in (reference.relu, reference.leaky_relu, reference.sigmoid)]
    assert min(means) > 0.4
    assert abs(reference.tanh(z).mean()) < 0.02
    assert reference.leaky_relu_derivative(z, 0.1).min() == 0.1
    slopes = (reference.relu_derivative, reference.tanh_derivative, reference.sigmoid_derivative)
    assert [np.mean(f(z) < 0.05) for f in slopes] == pytest.approx([0.5, 0.47, 0.33], abs=0.006)


def test_relu_is_computed_faster_than_the_sigmoid() -> None:
    z = np.random.default_rng(1).normal(scale=3, size=200_000)
    functions = (reference.relu, reference.sigmoid)
    relu, sigmoid = (min(timeit.repeat(lambda f=f: f(z), repeat=15, number=3)) for f in functions)
    assert 3 * relu < sigmoid


def test_one_image_of_positive_inputs_pushes_all_weights_of_a_unit_one_way() -> None:
    inputs = np.random.default_rng(2).uniform(0.1, 1, size=4)
    weights = np.array([1.0, -2, 0.5, 1])
    gradient = reference.numerical_gradient(lambda w: float(reference.tanh(inputs @ w)) ** 2, weights)
    assert len(set(np.sign(gradient))) == 1


def left_over(a: float, inputs: np.ndarray) -> tuple[float, float]:
    """Train the unit of the chapter from a bias of -3; return its mean squared error and its bias."""
    target = np.maximum(inputs @ [2, -1, 1] + 1, 0)
    w, b = np.full(3, 0.1), -3.0
    for _ in range(1000):
        z = inputs @ w + b
        change = (np.where(z > 0, z, a * z) - target) * np.where(z > 0, 1, a)
        w, b = w - 0.1 * inputs.T @ change / len(inputs), b - 0.1 * float(change.mean())
    z = inputs @ w + b
    return float(np.mean((np.where(z > 0, z, a * z) - target) ** 2)), b


def test_a_dead_unit_stays_a_leaky_one_recovers_and_a_line_cannot_bend() -> None:
    ratios = []
    for seed in range(100):
        inputs = np.random.default_rng(seed).normal(size=(200, 3))
        (dead, bias), (leaky, _), (line, _) = (left_over(a, inputs) for a in (0, 0.1, 1))
        assert bias == -3 and dead > 3 and leaky < 0.03
        ratios.append(line / leaky)
    assert min(ratios) > 20 and np.median(ratios) == pytest.approx(30, abs=5)


def test_the_table_of_changes_after_a_shift_by_one_pixel() -> None:
    images = np.pad(data.digits("test").images, ((0, 0), (0, 0), (2, 2), (0, 0)))
    upright = ACROSS[:, :, np.newaxis, np.newaxis]

    def edges(batch: np.ndarray) -> np.ndarray:
        return reference.relu(reference.convolution(batch, upright, padding=1))

    stages: list[tuple[Extract, float]] = [
        (lambda batch: batch, 0.82),
        (edges, 0.97),
        (lambda batch: reference.max_pool(edges(batch), 2), 0.71),
        (lambda batch: reference.average_pool(edges(batch), 2), 0.78),
        (lambda batch: reference.max_pool(edges(batch), 4), 0.58),
        (lambda batch: edges(batch).max(axis=(1, 2)), 0.0),
    ]
    for extract, stated in stages:
        before, after = extract(images), extract(np.roll(images, 1, axis=2))
        assert np.linalg.norm(after - before) / np.linalg.norm(before) == pytest.approx(stated, abs=0.005)


@pytest.mark.parametrize(("shift", "equivariant"), [(1, False), (2, True)])
def test_a_pool_with_stride_two_is_equivariant_under_even_shifts_only(shift: int, equivariant: bool) -> None:
    images = np.zeros((1, 4, 12, 1))
    images[0, 1:3, 2:7, 0] = np.random.default_rng(3).uniform(1, 2, size=(2, 5))
    pooled, moved = reference.max_pool(images, 2), reference.max_pool(np.roll(images, shift, axis=2), 2)
    assert any(np.array_equal(np.roll(pooled, k, axis=2), moved) for k in range(3)) is equivariant


def test_the_digits_do_as_the_text_says_with_each_kind_of_features() -> None:
    stated = {
        largest_in_windows: (0.95, 0.67, 0.20),
        mean_in_windows: (0.94, 0.65, 0.19),
        largest_of_all: (0.52, 0.52, 0.52),
        pixels: (0.95, 0.44, 0.10),
    }
    for extract, parts in stated.items():
        assert parts_right(extract) == pytest.approx(parts, abs=0.006)


def test_the_network_is_right_for_95_percent_and_in_doubt_where_it_is_wrong() -> None:
    train, test = data.digits("train"), data.digits("test")
    weights, offsets = learn(largest_in_windows(train.images[:, :, 1:7]), train.labels)
    scores = largest_in_windows(test.images[:, :, 1:7]) @ weights + offsets
    surest, right = reference.softmax(scores).max(axis=1), scores.argmax(axis=1) == test.labels
    assert right.mean() == pytest.approx(0.95, abs=0.006)
    assert np.mean(surest[~right] < 0.8) > 0.8 and np.mean(surest[right] > 0.8) > 0.8
    assert (~right[:40]).sum() >= 2  # the demo has some to find


def test_regression_on_the_same_numbers_is_right_for_one_digit_in_four() -> None:
    train, test = data.digits("train"), data.digits("test")
    features = [largest_in_windows(part.images[:, :, 1:7]) for part in (train, test)]
    known, new = (np.c_[numbers, np.ones(len(numbers))] for numbers in features)
    line = np.linalg.lstsq(known, train.labels, rcond=None)[0]
    assert np.mean(np.round(new @ line) == test.labels) == pytest.approx(0.25, abs=0.01)


def test_the_outermost_columns_of_the_digits_are_almost_empty() -> None:
    columns = data.digits("train").images.mean(axis=(0, 1, 3))
    assert max(columns[0], columns[-1]) < 0.01 < columns[1:-1].min()


def test_the_network_has_80_and_0_and_490_weights_and_biases() -> None:
    layers = [reference.Conv(8, 3), reference.Activation(), reference.Pool(2), reference.Flatten(), reference.Dense(10)]
    counts = reference.count_layers(layers, (8, 6, 1))
    assert [count.parameters for count in counts if count.parameters or count.shape == (3, 2, 8)] == [80, 0, 490]
    assert [count.shape for count in counts] == [(6, 4, 8), (6, 4, 8), (3, 2, 8), (48,), (10,)]


def test_max_pool_and_relu_may_change_places_and_average_pool_may_not() -> None:
    numbers = np.random.default_rng(4).normal(size=(1, 4, 6, 2))
    relu, largest, mean = reference.relu, reference.max_pool, reference.average_pool
    assert np.array_equal(relu(largest(numbers)), largest(relu(numbers)))
    assert not np.allclose(relu(mean(numbers)), mean(relu(numbers)))


def test_maximum_wins_on_the_stroke_and_average_on_the_stripes() -> None:
    line = np.array([[-1.0, 2, -1]] * 3).reshape(3, 3, 1, 1) / 3
    won = []
    for seed in range(100):
        random, right = np.random.default_rng(seed), {}
        for task in ("stroke", "stripes"):
            pictures, labels = random.normal(scale=0.3, size=(1000, 12, 16)), np.arange(1000) % 2
            for picture in pictures[1::2]:
                if task == "stripes":
                    picture[:, 2::4] += 0.25
                else:
                    row, column = random.integers(1, 7), random.integers(1, 15)
                    picture[row : row + 5, column] += 1
            found = reference.relu(reference.convolution(pictures[..., np.newaxis], line))
            assert found[0].size == 140
            for name, number in (("max", found.max(axis=(1, 2, 3))), ("average", found.mean(axis=(1, 2, 3)))):
                said = number[:500] > number[:500, np.newaxis]
                threshold = number[np.argmax(np.mean(said == labels[:500], axis=1))]
                right[task, name] = np.mean((number[500:] > threshold) == labels[500:])
        stroke = right["stroke", "max"] - right["stroke", "average"]
        won.append((stroke, right["stripes", "average"] - right["stripes", "max"]))
    assert np.min(won) > 0.03 and np.mean(won, axis=0) == pytest.approx((0.11, 0.10), abs=0.02)
