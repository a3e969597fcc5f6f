"""Step four optimisers down one narrow valley, with the same gradients and the same rate."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from convcourse import figures, reference
from convcourse.demos.stage import Choice, Demo, Steps, Switch

STEPS, START, STEEP = 80, (-4.0, 1.2), 25.0
NAMES = ("SGD", "momentum", "RMSProp", "Adam")
RATES = ("0.01", "0.05", "0.1", "0.3")
NOISE = 3.0  # standard deviation of the error of a gradient that is measured on a few images only


def surface(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the loss: a valley that is 25 times as steep across as along."""
    return (first**2 + STEEP * second**2) / 2


def path(name: str, rate: float, schedule: str, noise: float) -> np.ndarray:
    """Return the places that an optimiser goes through, shape (STEPS + 1, 2).

    Args:
        name: one of `NAMES`.
        rate: at the beginning.
        schedule: as for `reference.scheduled_rate`.
        noise: standard deviation of the error in each gradient; all optimisers meet the same errors.
    """
    weights, mean, square = (np.array(values, dtype=float) for values in (START, (0, 0), (0, 0)))
    errors = noise * np.random.default_rng(8).normal(size=(STEPS, 2))
    places: list[np.ndarray] = [weights]
    for step in range(STEPS):
        gradient = weights * [1.0, STEEP] + errors[step]
        now = reference.scheduled_rate(schedule, rate, step, STEPS)
        if name == "Adam":
            weights, mean, square = reference.adam_step(weights, mean, square, gradient, step + 1, now)
        elif name == "RMSProp":
            weights, square = reference.rmsprop_step(weights, square, gradient, now)
        else:
            weights, mean = reference.momentum_step(weights, mean, gradient, now, 0.9 if name == "momentum" else 0.0)
        weights = np.clip(weights, -1e6, 1e6)
        places.append(weights)
    return np.array(places)


def optimiser_paths() -> Demo:
    """Choose the step, the rate, whether it falls, and whether the gradients are noisy."""
    path_of = functools.cache(path)

    def compute(step: int, rate: str, schedule: str, noisy: bool) -> Mapping[str, object]:
        noise = NOISE if noisy else 0.0
        paths = {name: path_of(name, float(rate), schedule, noise)[: int(step) + 1] for name in NAMES}
        falls = "constant" if schedule == "constant" else "falling (cosine)"
        kind = "noisy" if noisy else "exact"
        return {
            "paths": paths,
            "losses": {name: float(surface(*places[-1])) for name, places in paths.items()},
            "setting": f"After {int(step)} of {STEPS} steps, rate {rate}, {falls}, gradients {kind}",
        }

    return Demo(
        figures.optimiser_paths(NAMES, surface, (-5.0, 2.4), (-2.2, 2.2)).fed_by(compute),
        step=Steps("step", 0, STEPS, 30),
        rate=Choice("rate", RATES, "0.05"),
        schedule=Choice("schedule", ["constant", "cosine"]),
        noisy=Switch("noisy gradients, as from small batches"),
    )
