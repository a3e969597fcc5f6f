"""The learning curve of a training that is running: a picture that grows in a notebook, and keeps still elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from IPython.display import DisplayHandle, display

from convcourse import figures
from convcourse.demos.cell import has_front_end
from convcourse.figures.picture import as_base64, as_html

LABELS = {"loss": "training", "val_loss": "held out", "accuracy": "training", "val_accuracy": "held out"}
REDRAW_SECONDS = 0.3  # a picture takes a tenth of that; the training should have the rest


class TrainingCurve:
    """Progress, loss and accuracy of a training.

    In a notebook a picture appears with the first value, and grows. In a plain script, or where there is no notebook to
    show it, nothing is drawn and nothing is written; the numbers are in `history` all the same.

    Args:
        epochs: how many there will be.
        names: curves that will come, such as "loss" and "val_accuracy"; a name with "loss" in it goes to the left
            panel, every other to the right one, where 1 is the top.
        labels: what to call them on the picture; the four names that Keras uses have labels already.
        marks: label and height of lines to compare with, in the right panel.
        lowest_score: where the right panel begins.
        what: what is counted, "epoch" or "step".

    Attributes:
        history: name to list of values so far.

    >>> curve = TrainingCurve(2, ["loss", "val_accuracy"])
    >>> curve.add(loss=1.5, val_accuracy=0.5)
    >>> curve.add(loss=0.7, val_accuracy=0.9)
    >>> curve.history["val_accuracy"]
    [0.5, 0.9]

    A Keras model feeds it through `model.fit(..., callbacks=[curve.keras_callback()])`.
    """

    def __init__(
        self,
        epochs: int,
        names: Iterable[str] = ("loss", "val_accuracy"),
        *,
        labels: Mapping[str, str] | None = None,
        marks: Mapping[str, float] | None = None,
        lowest_score: float = 0.0,
        what: str = "epoch",
    ) -> None:
        self.epochs, self.marks, self.lowest_score, self.what = epochs, dict(marks or {}), lowest_score, what
        self.labels = {name: {**LABELS, **(labels or {})}.get(name, name.replace("_", " ")) for name in names}
        self.history: dict[str, list[float]] = {name: [] for name in self.labels}
        self._began, self._drawn, self._seconds = time.perf_counter(), 0.0, 0.0
        self._picture: figures.Picture | None = None
        self._handle: DisplayHandle | None = None

    def add(self, **values: float) -> None:
        """Add the newest value of each curve, and let the picture grow if it is time.

        Args:
            values: under their names. Names that were not announced are left out: Keras gives more than one asks for.
        """
        for name, value in values.items():
            if name in self.history:
                self.history[name].append(float(value))
        self._seconds = time.perf_counter() - self._began
        last = max(map(len, self.history.values())) >= self.epochs
        if has_front_end() and (last or self._seconds - self._drawn > REDRAW_SECONDS or self._handle is None):
            self._drawn = self._seconds
            if self._handle is None:
                self._handle = display(self, display_id=True)
            else:
                self._handle.update(self)

    def watch(self, losses: Iterable[float], measure: Callable[[], Mapping[str, float]]) -> Iterator[float]:
        """Pass on the losses of a training one by one, and add each to the curve together with what is measured then.

        Args:
            losses: what `reference.train` gives.
            measure: called after each; returns the other curves' newest values.

        Yields:
            The losses.
        """
        for loss in losses:
            self.add(loss=loss, **measure())
            yield loss

    def keras_callback(self) -> Any:
        """Make a Keras callback that adds the numbers of each epoch: loss, accuracy, val_loss, val_accuracy."""
        from convcourse.models.quiet import import_keras

        return import_keras().callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: self.add(**(logs or {})))

    @property
    def picture(self) -> figures.Picture:
        """The picture, made when it is first asked for."""
        if self._picture is None:
            losses = {name: label for name, label in self.labels.items() if "loss" in name}
            scores = {name: label for name, label in self.labels.items() if "loss" not in name}
            self._picture = figures.training_curve(
                self.epochs, losses, scores, self.marks, self.lowest_score, self.what
            )
        return self._picture

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        png, alt = self.picture.render(history=self.history, seconds=self._seconds)
        return {"text/html": as_html(png, alt), "image/png": as_base64(png), "text/plain": alt}
