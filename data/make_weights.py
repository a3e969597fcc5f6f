"""Train the course's own small networks, and write their weights and the record of their training to weights/.

It takes some minutes on two cores:

    python data/make_weights.py                # all networks, from three seeds each
    python data/make_weights.py letters 0      # one network from one seed

The weights of seed 0 are stored, whichever seed came out best; the others tell how much chance there is in the record.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from record_checksums import record_checksums

from convcourse import data, models
from convcourse.models.folding import fold_normalisation
from convcourse.models.own_networks import LETTERS_SIZE, SHAPES_SIZE
from convcourse.models.quiet_keras import keras
from convcourse.models.trained import BUILDERS, packed_weights, place_weights

FOLDER = Path(__file__).resolve().parent / "weights"
SEEDS = (0, 1, 2)
TRAIN_SEED, TEST_SEED, NOISY_SEED = 1, 2, 3  # of the pictures
BATCH = 32

Lessons = tuple[np.ndarray, np.ndarray]


class Plan(NamedTuple):
    """How a network is trained, and on what it is measured."""

    train: Callable[[], Lessons]
    tests: dict[str, Callable[[], Lessons]]
    drawn_by: str
    images: int
    epochs: int
    rate: float
    folded: bool  # whether batch normalisation goes into the convolutions after training
    smooth: float = 0.0  # how much the squares of the first layer's weights add to the loss


def shapes(count: int, seed: int, shortcut: dict[str, float] | None = None, noise: float = 0.05) -> Lessons:
    """Draw scenes with one object; labels count from 0, the disc."""
    made = data.scenes(count, size=SHAPES_SIZE, objects=(1, 1), shortcut=shortcut, noise=noise, seed=seed)
    return made.images, np.concatenate(made.labels) - 1


def clear_and_noisy_shapes(shortcut: dict[str, float] | None = None) -> Lessons:
    """Draw the scenes to learn from: half of them noisy, so that the network does not lean on single pixels."""
    halves = [shapes(4000, TRAIN_SEED, shortcut), shapes(4000, NOISY_SEED, shortcut, noise=0.15)]
    images, labels = (np.concatenate(both) for both in zip(*halves, strict=True))
    return images, labels


def letters(count: int, seed: int) -> Lessons:
    """Draw scenes with one letter."""
    return data.letter_scenes(count, size=LETTERS_SIZE, seed=seed)[:2]


def parcels(each: int, seed: int, **rest: Any) -> Lessons:
    """Draw parcels, as many for each gate, one photograph each, with the gate that is really written on them."""
    made = data.parcel_photos((each,) * 5, most_shots=1, wrong=0, seed=seed, **rest)
    return made.images, made.gates


PLANS = {
    "shapes": Plan(
        train=clear_and_noisy_shapes,
        tests={"accuracy": lambda: shapes(1000, TEST_SEED)},
        drawn_by="scenes(4000, objects=(1, 1), seed=1) and scenes(4000, objects=(1, 1), noise=0.15, seed=3)",
        images=8000,
        epochs=10,
        rate=4e-3,
        folded=True,
        smooth=3e-3,
    ),
    "shortcut": Plan(
        train=lambda: clear_and_noisy_shapes({"disc": 0.95}),
        tests={
            "accuracy": lambda: shapes(1000, TEST_SEED, {"disc": 0.95}),
            "accuracy where squares have the mark": lambda: shapes(1000, TEST_SEED, {"square": 0.95}),
            "accuracy without the mark": lambda: shapes(1000, TEST_SEED),
        },
        drawn_by='as for shapes, each with shortcut={"disc": 0.95}',
        images=8000,
        epochs=10,
        rate=4e-3,
        folded=True,
        smooth=3e-3,
    ),
    "letters": Plan(
        train=lambda: letters(8000, TRAIN_SEED),
        tests={"accuracy": lambda: letters(1000, TEST_SEED)},
        drawn_by="letter_scenes(8000, seed=1)",
        images=8000,
        epochs=10,
        rate=4e-3,
        folded=False,
    ),
    "parcels": Plan(
        train=lambda: parcels(400, TRAIN_SEED),
        tests={"accuracy": lambda: parcels(200, TEST_SEED, split="test")},
        drawn_by="parcel_photos((400,) * 5, most_shots=1, wrong=0, seed=1)",
        images=2000,
        epochs=9,
        rate=5e-3,
        folded=False,
    ),
}


def make_weights(names: Sequence[str], seeds: Sequence[int]) -> None:
    """Train each network from each seed, store that of the first seed, and write down what came of them all."""
    FOLDER.mkdir(exist_ok=True)
    for name in names:
        plan = PLANS[name]
        lessons, tests = plan.train(), {what: draw() for what, draw in plan.tests.items()}
        for seed in seeds:
            network, seconds = trained(name, plan, lessons, seed)
            packed = packed_weights(network)
            place_weights(network, packed, name)  # what is measured is what is stored
            if seed == SEEDS[0]:
                np.savez_compressed(FOLDER / f"{name}.npz", **packed)
            run = {"seed": seed, **measured(network, tests), "processor_seconds": round(seconds)}
            print(name, run, flush=True)
            write_down(name, plan, network.count_params(), run)
    record_checksums()


def measured(network: Any, tests: dict[str, Lessons]) -> dict[str, float]:
    """Return the part of the held-out pictures that a network gets right, test by test."""
    return {
        what: round(float(np.mean(models.outputs_of(network, images).argmax(axis=-1) == labels)), 4)
        for what, (images, labels) in tests.items()
    }


def write_down(name: str, plan: Plan, parameters: int, run: dict[str, Any]) -> None:
    """Put a run into the record, in the place of an earlier one from the same seed."""
    path = FOLDER / "record.json"
    record = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    runs = {each["seed"]: each for each in [*record.get(name, {}).get("runs", []), run]}
    record[name] = {
        "pictures": plan.drawn_by,
        "epochs": plan.epochs,
        "batch": BATCH,
        "rate": plan.rate,
        **({"penalty on the first layer": plan.smooth} if plan.smooth else {}),
        "parameters": parameters,
        "runs": [runs[seed] for seed in sorted(runs)],
    }
    ordered = {each: record[each] for each in BUILDERS if each in record}
    path.write_text(json.dumps(ordered, indent=2) + "\n", encoding="utf-8", newline="\n")


def trained(name: str, plan: Plan, lessons: Lessons, seed: int) -> tuple[Any, float]:
    """Train a new network: Adam, whose rate rises over a tenth of the steps and then falls as a cosine."""
    keras.utils.set_random_seed(seed)
    network = BUILDERS[name](**({"normalised": True} if plan.folded else {}))
    if plan.smooth:
        network.get_layer("conv1").kernel.regularizer = keras.regularizers.L2(plan.smooth)
    steps = plan.epochs * (plan.images // BATCH)
    rate = keras.optimizers.schedules.CosineDecay(
        plan.rate / 10, steps, warmup_target=plan.rate, warmup_steps=steps // 10
    )
    network.compile(
        optimizer=keras.optimizers.Adam(rate), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    begun = time.process_time()
    network.fit(*lessons, batch_size=BATCH, epochs=plan.epochs, verbose=0)
    seconds = time.process_time() - begun
    if plan.folded:
        normalised, network = network, BUILDERS[name]()
        fold_normalisation(normalised, network)
    return network, seconds


if __name__ == "__main__":
    words = sys.argv[1:]
    make_weights(
        [word for word in words if not word.isdigit()] or list(PLANS),
        [int(word) for word in words if word.isdigit()] or SEEDS,
    )
