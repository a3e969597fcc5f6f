"""What weights cost and bring: the noise they leave against their lag, and the filtered track beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convcourse.data import Track
from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.track import draw_readings


@palette.house_style
def noise_against_lag(
    track: Track, decays: Sequence[float], lags: np.ndarray, noises: np.ndarray, lateness: np.ndarray
) -> Picture:
    """Draw choices of weights as points of lag and noise, one of them picked out, and the track filtered by it.

    Args:
        track: time, true range and measured range, each of shape (n,).
        decays: weight of a reading over that of the next newer one, one a row of points.
        lags: seconds, shape (decays, lengths), for windows of 1, 2, ... readings.
        noises: standard deviation of the filtered error in metres, shape (decays, lengths).
        lateness: root mean square of how far the filtered true range is from the true range, in metres, the same shape.

    Returns:
        A picture whose parameters are `weights` (shape (k,), newest first), `row` (which of the decays), `time` and
        `filtered` (the filtered track, both of shape (m,)).
    """
    scene = _Scene(track, decays, lags, noises, lateness)
    moving = [scene.curve, scene.point, *scene.label, scene.line, scene.kernel, *scene.words]
    return Picture(scene.figure, scene.draw, moving)


class _Scene:
    def __init__(
        self, track: Track, decays: Sequence[float], lags: np.ndarray, noises: np.ndarray, lateness: np.ndarray
    ) -> None:
        self.decays, self.lags, self.noises, self.lateness = decays, lags, noises, lateness
        self.figure = sheet(860, 484)
        self._draw_choices()
        self._draw_track(track)
        self._draw_kernel()

    def _draw_choices(self) -> None:
        self.choices = panel(self.figure, 66, 54, 330, 372)
        for lags, noises in zip(self.lags, self.noises, strict=True):
            self.choices.plot(lags, noises, color=palette.HAIRLINE, linewidth=1.2, marker=".", markersize=4, zorder=1)
        self.choices.set_xlim(-0.03 * self.lags.max(), 1.04 * self.lags.max())
        self.choices.set_ylim(0, 1.12 * self.noises.max())
        self.choices.set(xlabel="lag in seconds: how late", ylabel="noise in metres: how shaky")
        decays = f"{in_words(min(self.decays))} to {in_words(max(self.decays))}"
        points = f"points: windows of 1 to {self.lags.shape[1]} readings,\neach weight {decays} times the next newer"
        self.choices.set_title(points, color=palette.KERNEL_TEXT, linespacing=1.25)
        (self.curve,) = self.choices.plot([], [], color=palette.KERNEL, linewidth=2.4, zorder=2)
        (self.point,) = self.choices.plot(
            [], [], "o", color=palette.KERNEL, markersize=12, markeredgecolor=palette.INK, zorder=3
        )
        style = {"transform": self.choices.transAxes, "ha": "right", "va": "baseline"}
        self.label = [write(self.choices, 0.99, height, **style) for height in (0.94, 0.88, 0.82, 0.73)]
        self.label[-1].set(weight="bold")
        quiet = {"transform": self.choices.transAxes, "ha": "right", "color": palette.QUIET, "fontsize": palette.SMALL}
        self.choices.text(0.99, 0.675, "typical error² = noise² + lateness²", **quiet)

    def _draw_track(self, track: Track) -> None:
        axes = panel(self.figure, 470, 54, 376, 230)
        draw_readings(axes, track, size=4)
        axes.plot(track.time, track.true_range, color=palette.INK, linewidth=1.2, linestyle=(0, (1, 1.2)))
        axes.set_xlim(track.time[0] - 0.3, track.time[-1] + 0.3)
        axes.set(xlabel="time in seconds", ylabel="range in metres")
        axes.set_title("input: readings", color=palette.INPUT_TEXT)
        axes.set_title("output", color=palette.OUTPUT_TEXT, loc="right")
        (self.line,) = axes.plot([], [], color=palette.OUTPUT, linewidth=3)
        axes.text(0.03, 0.05, "dotted:\ntrue range", transform=axes.transAxes, fontsize=palette.SMALL)

    def _draw_kernel(self) -> None:
        axes = panel(self.figure, 470, 364, 376, 62)
        axes.set(xlim=(-0.9, self.lags.shape[1] - 0.1), ylim=(0, 1), yticks=[0, 1])
        axes.set(xlabel="age: 0 is the newest reading")
        axes.set_xticks(range(0, self.lags.shape[1], 5))
        axes.set_title("kernel: weights", color=palette.KERNEL_TEXT)
        self.kernel = axes.stairs([0.0], [0.0, 1.0], fill=True, color=palette.KERNEL, zorder=3)
        style = {"color": palette.KERNEL_TEXT, "fontsize": palette.SMALL, "ha": "right", "va": "baseline"}
        self.words = [write(axes, 1.0, height, transform=axes.transAxes, **style) for height in (0.78, 0.48)]

    def draw(self, weights: np.ndarray, row: int, time: np.ndarray, filtered: np.ndarray) -> str:
        length, decay = len(weights), self.decays[row]
        place = row, length - 1
        lag, noise, late = self.lags[place], self.noises[place], self.lateness[place]
        typical = np.hypot(noise, late)
        self.curve.set_data(self.lags[row], self.noises[row])
        self.point.set_data([lag], [noise])
        self.label[0].set_text(f"lag {in_words(lag)} s")
        self.label[1].set_text(f"noise {noise:.1f} m")
        self.label[2].set_text(f"lateness {late:.1f} m")
        self.label[3].set_text(f"typical error {typical:.1f} m")
        self.line.set_data(time, filtered)
        self.kernel.set_data(weights, np.arange(length + 1) - 0.5)
        shape = f"each weight {in_words(decay)} times the next newer" if decay < 1 else "all weights the same"
        if length == 1:
            shape = "its weight is 1"
        count = f"{length} reading" if length == 1 else f"{length} readings"
        self.words[0].set_text(f"{count},")
        self.words[1].set_text(shape)
        return (
            f"A window of {count}, {shape}. The standard deviation of the noise is {in_words(noise, 1)} metres "
            f"instead of {in_words(self.noises.max(), 1)}, and the output is {in_words(lag)} seconds late. "
            f"On this flight that typically costs {late:.1f} metres. Noise and lateness together: typical error "
            f"{typical:.1f} metres."
        )
