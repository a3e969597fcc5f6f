"""Numbers that chapter 07 states in words, or prints: computed, or read from what the chapter printed."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from convcourse import data, models, reference
from convcourse.models.quiet import import_keras

keras = import_keras()
pytestmark = [
    pytest.mark.keras,
    # What NumPy has to say to Keras about its variables is not ours to mend.
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
]
SLUG = "07_keras_cnns"


def worst_of(text: str, name: str) -> float:
    (found,) = re.findall(rf"^{re.escape(name)} .*worst: ([\d.]+)%$", text, re.MULTILINE)
    return float(found)


def test_07_lenet_reads_at_least_98_5_of_100_digits_and_more_than_the_others(printed: Callable[[str], str]) -> None:
    text = printed(SLUG)
    worst = worst_of(text, "ReLU and max pool")
    assert worst >= 98.5
    assert round(359 * (100 - worst) / 100) <= 5  # "only a handful are wrong"
    for other in ("dense, 80 hidden units", "logistic regression"):
        (runs,) = re.findall(rf"^{other} (.*) worst", text, re.MULTILINE)
        assert worst > max(float(each) for each in re.findall(r"([\d.]+)%", runs))
    assert 85 < worst_of(text, "as published in 1998") < worst


def test_07_moved_digits_leave_the_convolutional_reader_far_above_the_dense_one(
    printed: Callable[[str], str],
) -> None:
    found = {
        name: (float(low), float(high))
        for name, low, high in re.findall(r"^(\w+) +moved to .*: ([\d.]+)% to ([\d.]+)%$", printed(SLUG), re.MULTILINE)
    }
    assert found["convolutional"][0] - found["dense"][1] >= 50  # 20 are asked for
    assert found["convolutional"][0] > 75 and found["dense"][1] < 30


def test_07_one_map_is_too_few_and_each_doubling_helps_less(printed: Callable[[str], str]) -> None:
    read = {
        int(count): float(right)
        for count, right in re.findall(r"^ *(\d+) maps in C1: ([\d.]+)% right", printed(SLUG), re.MULTILINE)
    }
    assert sorted(read) == [1, 2, 4, 6, 12, 24]
    assert read[1] + 4 < read[2] and read[2] < read[12]
    assert read[2] - read[1] > read[24] - read[6] + 2


def test_07_keras_gives_the_scores_of_chapter_6_and_a_saved_model_the_same_again(printed: Callable[[str], str]) -> None:
    text = printed(SLUG)
    largest, difference = re.search(r"largest score ([\d.]+), largest difference ([\d.e+-]+)", text).groups()  # type: ignore[union-attr]
    assert float(largest) > 3 and float(difference) < 1e-4
    assert "Keras: [ 8. 14. 20.]  np.convolve: [ 4. 10. 16.]" in text
    assert "for 5,682 parameters; same scores: True" in text


def test_07_weights_of_a_numpy_network_give_the_same_scores_in_keras() -> None:
    by_hand = reference.small_cnn((10, 7), classes=3, filters=(4, 5), channels=2, kernel=5, seed=3)
    for layer in by_hand.layers:
        layer.parameters = [each + 0.1 * np.cos(np.arange(each.size)).reshape(each.shape) for each in layer.parameters]
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((10, 7, 2)),
            layers.Conv2D(4, 5, padding="same", activation="relu"),
            layers.Conv2D(5, 5, padding="same", activation="relu"),
            layers.MaxPool2D(2),
            layers.Flatten(),
            layers.Dense(3),
        ]
    )
    model.set_weights([array for layer in by_hand.layers for array in layer.parameters])
    images = np.random.default_rng(0).normal(size=(6, 10, 7, 2)).astype("float32")
    np.testing.assert_allclose(models.outputs_of(model, images), by_hand.scores(images), rtol=1e-4, atol=1e-4)


def test_07_lenet_and_the_dense_network_have_about_as_many_parameters() -> None:
    dense = (784 + 1) * 80 + 81 * 10
    assert models.lenet5((28, 28, 1)).count_params() == 61_706
    assert abs(dense / 61_706 - 1) < 0.05


def test_07_one_pixel_costs_the_trained_dense_reader_half_of_its_answers() -> None:
    reader, test = models.trained_digit_reader("dense"), data.digits("test")
    canvases = [data.on_canvas(test.images, (16, 20), right=right) for right in (0, 1)]
    middle, one = (np.mean(models.outputs_of(reader, each).argmax(axis=1) == test.labels) for each in canvases)
    assert middle > 0.88 and 0.35 * middle < one < 0.65 * middle


def test_07_logistic_regression_stays_below_the_mark_of_the_budget() -> None:
    train, test = data.digits("train"), data.digits("test")
    for rate in (0.003, 0.01, 0.03):
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.Adam(rate), loss=loss)
        assert model.count_params() == 650
        assert models.trial(model, train, test, seconds=60, epochs=12).accuracy < 0.95


@pytest.mark.slow
@pytest.mark.skipif(not data.has_image_set("mnist"), reason="MNIST is not here")
def test_07_lenet_reads_at_least_98_8_of_100_digits_of_mnist_after_three_epochs() -> None:
    assert models.mnist_accuracy(epochs=3) >= 0.988
