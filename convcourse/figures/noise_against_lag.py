"""What weights cost and bring: the noise they leave against their lag, and the filtered track beside it."""

from __future__ import annotations

import numpy as np

from convcourse.data import Track
from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.track import draw_readings

KERNEL_HEIGHT = 250  # metres of the range axis for a weight of 1


@palette.house_style
def noise_against_lag(track: Track, lags: np.ndarray, noises: np.ndarray) -> Picture:
    """Draw all choices of weights as points of lag and noise, one of them picked out, and the track filtered by it.

    Args:
        track: time, true range and measured range, each of shape (n,).
        lags: seconds, shape (decays, lengths): every choice that can be made.
        noises: standard deviation of the filtered error in metres, shape (decays, lengths).

    Returns:
        A picture whose parameters are `weights` (shape (k,), newest first), `decay` (weight of a reading over that of
        the next newer one), `row` (which of the decays that is), `time` and `filtered` (the filtered track, both of
        shape (m,)).
    """
    scene = _Scene(track, lags, noises)
    moving = [scene.curve, scene.point, *scene.label, scene.line, scene.kernel, *scene.words]
    return Picture(scene.figure, scene.draw, moving)


class _Scene:
    def __init__(self, track: Track, lags: np.ndarray, noises: np.ndarray) -> None:
        self.lags, self.noises = lags, noises
        self.figure = sheet(860, 400)
        self._draw_choices()
        self._draw_track(track)

    def _draw_choices(self) -> None:
        self.choices = panel(self.figure, 66, 36, 322, 296)
        for lags, noises in zip(self.lags, self.noises, strict=True):
            self.choices.plot(lags, noises, color=palette.HAIRLINE, linewidth=1.2, marker=".", markersize=4, zorder=1)
        self.choices.set_xlim(-0.03 * self.lags.max(), 1.04 * self.lags.max())
        self.choices.set_ylim(0, 1.12 * self.noises.max())
        self.choices.set(xlabel="lag in seconds: how late", ylabel="noise in metres: how shaky")
        self.choices.set_title("every choice of kernel", color=palette.KERNEL_TEXT)
        (self.curve,) = self.choices.plot([], [], color=palette.KERNEL, linewidth=2.4, zorder=2)
        (self.point,) = self.choices.plot(
            [], [], "o", color=palette.KERNEL, markersize=12, markeredgecolor=palette.INK, zorder=3
        )
        style = {"transform": self.choices.transAxes, "ha": "right", "va": "baseline"}
        self.label = [write(self.choices, 0.98, height, **style) for height in (0.93, 0.85)]

    def _draw_track(self, track: Track) -> None:
        axes = panel(self.figure, 466, 36, 376, 296)
        draw_readings(axes, track, size=4)
        axes.plot(track.time, track.true_range, color=palette.INK, linewidth=1.2, linestyle=(0, (1, 1.2)))
        axes.set_xlim(track.time[0] - 0.3, track.time[-1] + 0.3)
        axes.set(xlabel="time in seconds", ylabel="range in metres")
        axes.set_title("input: readings", color=palette.INPUT_TEXT)
        axes.set_title("output", color=palette.OUTPUT_TEXT, loc="right")
        (self.line,) = axes.plot([], [], color=palette.OUTPUT, linewidth=3)
        axes.text(0.03, 0.05, "dotted:\ntrue range", transform=axes.transAxes, fontsize=palette.SMALL)
        self.newest, self.interval = float(track.time[-1]), float(track.time[1] - track.time[0])
        self.kernel = axes.stairs([0.0], [0.0, 1.0], fill=True, color=palette.KERNEL, zorder=3)
        style = {"color": palette.KERNEL_TEXT, "fontsize": palette.SMALL, "ha": "right", "va": "baseline"}
        self.words = [write(axes, 0.98, height, transform=axes.transAxes, **style) for height in (0.40, 0.34)]

    def draw(self, weights: np.ndarray, decay: float, row: int, time: np.ndarray, filtered: np.ndarray) -> str:
        length = len(weights)
        lag, noise = self.lags[row, length - 1], self.noises[row, length - 1]
        self.curve.set_data(self.lags[row], self.noises[row])
        self.point.set_data([lag], [noise])
        self.label[0].set_text(f"lag {in_words(lag)} s")
        self.label[1].set_text(f"noise {in_words(noise, 1)} m")
        self.line.set_data(time, filtered)
        # The kernel lies under the newest readings, as it does in the window; it has no axis of its own.
        edges = self.newest + self.interval * (np.arange(length + 1) - length + 0.5)
        self.kernel.set_data(KERNEL_HEIGHT * weights[::-1], edges)
        shape = f"each weight {in_words(decay)} of the next newer" if decay < 1 else "all weights the same"
        count = f"{length} reading" if length == 1 else f"{length} readings"
        self.words[0].set_text(f"kernel: {count},")
        self.words[1].set_text(shape)
        return (
            f"A window of {count}, {shape}. The standard deviation of the noise is {in_words(noise, 1)} metres "
            f"instead of {in_words(self.noises.max(), 1)}, and the output is {in_words(lag)} seconds late."
        )
