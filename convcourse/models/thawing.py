"""What thawing does to a network that was trained on letters: how it reads digits afterwards, and how letters.

The table in `thawing_measured.py` was printed by

    python -m convcourse.models.thawing
"""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

import numpy as np

from convcourse import data
from convcourse.models.quiet import import_keras
from convcourse.models.trained import trained_network
from convcourse.models.transfer import frozen_with_head, thaw_last, trunk_of
from convcourse.models.trial import outputs_of

PER_CLASS, HEAD_EPOCHS, EPOCHS, BATCH = 20, 40, 16, 32
THAWED = (0, 1, 2, 3, 4, 5)
RATES = (0.0001, 0.001, 0.01, 0.1)
SEEDS = (0, 1, 2)


class Thawed(NamedTuple):
    """Parts of held-out pictures that are read rightly.

    Attributes:
        digits: With the new head.
        letters: With the old head on the same, changed trunk.
    """

    digits: float
    letters: float


def thawing_run(thawed: int, rate: float, seed: int = 0) -> Thawed:
    """Train a new head on the frozen letters network, then some of its last convolutions as well; takes some seconds.

    Args:
        thawed: How many convolutions are thawed in the second phase, 0 to 5.
        rate: Adam's rate in the second phase.
        seed: Of the 20 training pictures of each digit, the head's first weights and the order.

    Source: chapter 14.
    """
    lessons, digits, letters = _lessons(seed), *_tests()
    source = trained_network("letters")
    trunk = trunk_of(source)
    model = frozen_with_head(trunk, 10)
    model.layers[-1].set_weights(_first_phase(seed))
    thaw_last(trunk, thawed)
    _fit(model, lessons.images, lessons.labels, rate, EPOCHS, seed)
    return Thawed(_accuracy(model, digits), _accuracy(source, letters))


def worst_of_seeds(thawed: int, rate: float) -> Thawed:
    """Return the worst reading of digits, and the worst reading of letters, of three seeds."""
    runs = [thawing_run(thawed, rate, seed) for seed in SEEDS]
    return Thawed(min(run.digits for run in runs), min(run.letters for run in runs))


@functools.cache
def _tests() -> tuple[data.WrittenScenes, data.WrittenScenes]:
    return data.digit_scenes("test", seed=100), data.letter_scenes(400, seed=7)


@functools.cache
def _lessons(seed: int) -> data.WrittenScenes:
    return data.digit_scenes("train", per_class=PER_CLASS, seed=seed)


@functools.cache
def _first_phase(seed: int) -> list[np.ndarray]:
    """Train a head on the features of the frozen trunk, which are the same in every step, and return its weights."""
    keras = import_keras()
    lessons, trunk = _lessons(seed), trunk_of(trained_network("letters"))
    keras.utils.set_random_seed(seed)
    head = keras.Sequential([keras.Input(trunk.output_shape[1:]), keras.layers.Dense(10)])
    _fit(head, outputs_of(trunk, lessons.images), lessons.labels, 0.03, HEAD_EPOCHS, seed)
    return head.get_weights()


def _fit(model: Any, inputs: np.ndarray, labels: np.ndarray, rate: float, epochs: int, seed: int) -> None:
    keras = import_keras()
    keras.utils.set_random_seed(seed)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss)
    model.fit(inputs, labels, batch_size=BATCH, epochs=epochs, verbose=0)


def _accuracy(model: Any, part: data.WrittenScenes) -> float:
    return float(np.mean(outputs_of(model, part.images).argmax(axis=1) == part.labels))


if __name__ == "__main__":
    for count in THAWED:
        for each in RATES:
            worst = worst_of_seeds(count, each)
            print(f"    ({count}, {each}): ({worst.digits:.3f}, {worst.letters:.3f}),", flush=True)
