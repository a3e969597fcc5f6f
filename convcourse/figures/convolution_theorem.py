"""The convolution theorem: sliding a window over time multiplies the amounts of all waves."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from convcourse import reference
from convcourse.figures import palette
from convcourse.figures.bars import sign_between
from convcourse.figures.numbers import in_words, listed
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

WIDTH, HEIGHT, LEFT, PITCH, PANEL_WIDTH, PANEL_HEIGHT = 860, 446, 80, 264, 226, 126
TOPS = 40, 246
WAVES = 512  # length the parts are padded to with zeros, so that a spectrum is a smooth curve
COLOURS = (palette.INPUT, palette.KERNEL, palette.OUTPUT)
INKS = (palette.INPUT_TEXT, palette.KERNEL_TEXT, palette.OUTPUT_TEXT)


@palette.house_style
def convolution_theorem(signal: np.ndarray, kernel: np.ndarray) -> Picture:
    """Draw a signal, a kernel and their convolution, each over time and as amounts of waves.

    Args:
        signal: shape (n,).
        kernel: shape (k,).

    Returns:
        A still picture.
    """
    output = reference.convolve1d(signal, kernel, mode="full")
    length = len(output)
    padded = max(WAVES, length)
    spectra = [np.abs(np.fft.rfft(part, padded)) for part in (signal, kernel, output)]
    frequency = np.fft.rfftfreq(padded)
    figure = sheet(WIDTH, HEIGHT)
    paper = in_pixels(figure)
    for column, (part, amounts) in enumerate(zip((signal, kernel, output), spectra, strict=True)):
        left = LEFT + PITCH * column
        _draw_part(panel(figure, left, TOPS[0], PANEL_WIDTH, PANEL_HEIGHT), part, length, column)
        waves = panel(figure, left, TOPS[1], PANEL_WIDTH, PANEL_HEIGHT)
        _draw_waves(waves, frequency, amounts, spectra[1 if column == 1 else 0].max(), column)
    for row, (top, sign, words) in enumerate(zip(TOPS, "∗×", ("over\ntime", "as\nwaves"), strict=True)):
        paper.text(12, top + PANEL_HEIGHT / 2, words, va="center", fontsize=palette.LARGE, linespacing=1.3)
        for column, operator in ((1, sign), (2, "=")):
            sign_between(paper, operator, LEFT + PITCH * column - 20, TOPS[row] + PANEL_HEIGHT / 2)
    return Picture.still(figure, _words(frequency, spectra, _has_no_mean(signal)))


def _has_no_mean(signal: np.ndarray) -> bool:
    return bool(abs(signal.mean()) < 1e-9 * np.abs(signal).max())


def _draw_part(axes: Axes, part: np.ndarray, length: int, column: int) -> None:
    if column == 1:
        axes.bar(np.arange(len(part)), part, width=1.0, color=COLOURS[column])
    else:
        axes.plot(np.arange(len(part)), part, color=COLOURS[column])
    axes.axhline(0, color=palette.HAIRLINE, linewidth=1, zorder=0)
    axes.set(xlim=(-1, length), yticks=[])
    scale = "age in readings" if column == 1 else "time in readings"
    axes.set_xlabel(scale, color=palette.QUIET, fontsize=palette.SMALL)
    if column == 1:
        axes.set_ylim(min(0, 1.3 * part.min()), 1.3 * part.max())
    name = "input, mean removed" if _has_no_mean(part) else "input"
    axes.set_title((name, "kernel", "output")[column], color=INKS[column])


def _draw_waves(axes: Axes, frequency: np.ndarray, amounts: np.ndarray, highest: float, column: int) -> None:
    axes.fill_between(frequency, amounts, color=COLOURS[column], alpha=0.3, linewidth=0)
    axes.plot(frequency, amounts, color=COLOURS[column])
    axes.set(xlim=(0, 0.5), ylim=(0, 1.08 * highest), yticks=[0, highest] if column == 1 else [0])
    axes.set_yticks(axes.get_yticks(), [in_words(tick) for tick in axes.get_yticks()])
    axes.set_xticks([0, 1 / 8, 1 / 4, 1 / 2], ["slow", "8", "4", "2: up, down"])
    for label, side in zip(axes.get_xticklabels(), ("left", "center", "center", "right"), strict=True):
        label.set_ha(side)
    axes.set_xlabel("period in readings", color=palette.QUIET, fontsize=palette.SMALL)


def _words(frequency: np.ndarray, spectra: list[np.ndarray], no_mean: bool) -> str:
    fast = frequency > 0.25
    before, after = (float(np.sum(amounts[fast] ** 2)) for amounts in (spectra[0], spectra[2]))
    share = in_words(100 * after / before, 1)
    periods = listed([in_words(1 / lost, 1) for lost in _lost(frequency, spectra[1])])
    zeros = f" Next to nothing is left of waves with a period of {periods} readings." if periods else ""
    mean = " The mean of the input was removed." if no_mean else ""
    return (
        f"Top row, over time: input convolved with kernel is output.{mean} Bottom row, the same three as amounts of "
        "slow and fast waves, down to a period of two readings, up and down: input times kernel is output, wave by "
        f"wave.{zeros} Of the energy of the fast waves, those with a period under four readings, {share} percent is "
        "left."
    )


def _lost(frequency: np.ndarray, amounts: np.ndarray) -> list[float]:
    """Find the frequencies where a kernel lets nothing through, in waves a reading: its amounts touch 0 there."""
    small = np.flatnonzero((amounts[1:-1] < amounts[:-2]) & (amounts[1:-1] <= amounts[2:])) + 1
    return [float(frequency[place]) for place in small if amounts[place] < 0.02 * amounts.max()]
