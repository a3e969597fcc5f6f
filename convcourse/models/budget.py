"""Train a compiled model no longer than its budget, and stop when the loss is no number any more."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from convcourse.models.quiet import import_keras


class TrainingFault(ValueError):
    """A model or its data cannot learn as they are; the message says what was expected and what came."""


class Stopwatch:
    """Counts the seconds that work would have taken on two cores of its own.

    On a quiet machine these are the seconds of the clock on the wall. Where others compute as well, the processor's
    time for this process counts, halved, so that a class that is graded in parallel has the budget that a student had
    alone; but at least an eighth of the time on the wall counts, so that everything ends.
    """

    CORES = 2
    MOST_CROWDED = 8

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def seconds(self) -> float:
        """Return the seconds since the stopwatch was made."""
        wall, processor = time.perf_counter() - self._wall, time.process_time() - self._processor
        return min(wall, max(processor / self.CORES, wall / self.MOST_CROWDED))


@dataclass(frozen=True)
class Fitted:
    """How far a training came. What is measured afterwards stands beside it in a class of its own: see `trial.Trial`.

    Args:
        loss: The training loss of the last epoch.
        epochs: How many epochs were begun.
        seconds: How long it took after the first batch, in seconds of two cores.
        parameters: How many numbers were learnt.
    """

    loss: float
    epochs: int
    seconds: float
    parameters: int


def fit_within(
    model: Any,
    inputs: Any,
    targets: Any,
    *,
    seconds: float,
    epochs: int,
    batch_size: int = 32,
    seed: int = 0,
    callbacks: Sequence[Any] = (),
) -> Fitted:
    """Train a compiled model under a budget.

    Args:
        model: A Keras model that was built and compiled; it is trained in place, from the weights it has.
        inputs, targets: As `model.fit` takes them.
        seconds: Budget, in seconds of two cores. Training ends with the batch in which it is used up. It is counted
            from the end of the first batch, in which the backend compiles: on a GPU that can take longer than the rest.
        epochs, batch_size: As for `model.fit`.
        seed: Of Keras's random numbers, so that a second training gives the same.
        callbacks: Further Keras callbacks.

    Raises:
        TrainingFault: The loss became NaN or infinite.
    """
    keras = import_keras()
    keras.utils.set_random_seed(seed)

    class Watch(keras.callbacks.Callback):  # type: ignore[name-defined]
        diverged = False
        stopwatch: Stopwatch | None = None

        def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
            self.stopwatch = self.stopwatch or Stopwatch()
            self.diverged = not np.isfinite(float((logs or {}).get("loss", 0.0)))
            if self.diverged or self.stopwatch.seconds() > seconds:
                self.model.stop_training = True

    watch = Watch()
    losses = model.fit(
        inputs, targets, batch_size=batch_size, epochs=epochs, verbose=0, callbacks=[watch, *callbacks]
    ).history["loss"]
    if watch.diverged:
        raise TrainingFault(diverged(model))
    parameters = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    spent = watch.stopwatch.seconds() if watch.stopwatch else 0.0
    return Fitted(float(losses[-1]), len(losses), spent, parameters)


def diverged(model: Any) -> str:
    """Say that the loss became NaN, and what to look at."""
    rate = getattr(model.optimizer, "learning_rate", None)
    told = "" if rate is None else f" The learning rate is {float(np.asarray(rate)):g}: is it too large?"
    return f"the loss became NaN, so training was stopped.{told} Or is there a logarithm of zero, a division by zero?"
