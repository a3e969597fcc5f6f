"""Step through a training run: X against O, four kernels, and the letters that are still misread."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from convcourse import data, figures, reference
from convcourse.demos.stage import Choice, Demo, Steps

STEPS, BATCH, SIZE = 50, 25, (14, 12)
RATES = {"0.003": 0.003, "0.05": 0.05, "1": 1.0}
SHOWN = 16


class Run:
    """One training of a small network, every step of it kept.

    Args:
        train, test: letters to learn from, and held-out letters.
        rate: of the steps; the momentum is 0.9.

    Attributes:
        losses: on the training letters before each step and after the last, shape (STEPS + 1,).
        misread: for each of these moments which held-out letters are read wrongly, shape (STEPS + 1, count).
        kernels: shape (STEPS + 1, 5, 5, filters).
    """

    def __init__(self, train: data.Letters, test: data.Letters, rate: float) -> None:
        network = reference.small_cnn(SIZE, 2, filters=(4,), kernel=5, seed=3)
        velocities = [[np.zeros_like(each) for each in layer.parameters] for layer in network.layers]
        images = train.images.astype(np.float32)
        losses, misread, kernels = [], [], []
        for step in range(STEPS + 1):
            kernels.append(network.layers[0].parameters[0][:, :, 0])
            misread.append(network.predict(test.images.astype(np.float32)) != test.labels)
            losses.append(reference.cross_entropy(network.scores(images), train.labels))
            chosen = np.arange(step * BATCH, (step + 1) * BATCH) % len(images)
            network.backpropagate(images[chosen], train.labels[chosen])
            for layer, kept in zip(network.layers, velocities, strict=True):
                for place, gradient in enumerate(layer.gradients):
                    moved = reference.momentum_step(layer.parameters[place], kept[place], gradient, rate)
                    layer.parameters[place], kept[place] = moved
        self.losses, self.misread, self.kernels = np.array(losses), np.array(misread), np.array(kernels)


def training_run() -> Demo:
    """Choose the step and the rate; every run starts from the same weights and sees the same letters."""
    train = data.letters(150, size=SIZE, rotate=30, noise=0.2, seed=1)
    test = data.letters(100, size=SIZE, rotate=30, noise=0.2, seed=2)
    run_at = functools.cache(lambda rate: Run(train, test, RATES[rate]))  # a run is made when it is first looked at

    def compute(step: int, rate: str) -> Mapping[str, object]:
        run = run_at(rate)
        return {
            "step": step,
            "losses": run.losses,
            "errors": run.misread.sum(axis=1),
            "kernels": run.kernels[step],
            "misread": test.images[run.misread[step]][:SHOWN, ..., 0],
        }

    picture = figures.training_run((5, 5), SIZE, STEPS, len(test.labels))
    return Demo(
        picture.fed_by(compute),
        step=Steps("step", 0, STEPS, 10),
        rate=Choice("rate", list(RATES), "0.05"),
    )
