"""The convolution theorem: sliding a window over time multiplies the amounts of all waves."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from convcourse import reference
from convcourse.figures import palette
from convcourse.figures.bars import sign_between
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

WIDTH, HEIGHT, LEFT, PITCH, PANEL_WIDTH, PANEL_HEIGHT = 860, 404, 80, 264, 226, 126
TOPS = 40, 232
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
    spectra = [np.abs(np.fft.rfft(part, length)) for part in (signal, kernel, output)]
    frequency = np.fft.rfftfreq(length)
    figure = sheet(WIDTH, HEIGHT)
    paper = in_pixels(figure)
    for column, (part, amounts) in enumerate(zip((signal, kernel, output), spectra, strict=True)):
        left = LEFT + PITCH * column
        _draw_part(panel(figure, left, TOPS[0], PANEL_WIDTH, PANEL_HEIGHT), part, length, column)
        waves = panel(figure, left, TOPS[1], PANEL_WIDTH, PANEL_HEIGHT)
        waves.fill_between(frequency, amounts, color=COLOURS[column], alpha=0.3, linewidth=0)
        waves.plot(frequency, amounts, color=COLOURS[column])
        waves.set(xlim=(0, 0.5), yticks=[0], xticks=[0, 0.5], xticklabels=["slow", "fast"])
        waves.set_ylim(0, 1.08 * (amounts.max() if column == 1 else spectra[0].max()))
        waves.get_xticklabels()[0].set_ha("left")
        waves.get_xticklabels()[1].set_ha("right")
    for row, (top, sign, words) in enumerate(zip(TOPS, "∗×", ("over\ntime", "as\nwaves"), strict=True)):
        paper.text(12, top + PANEL_HEIGHT / 2, words, va="center", fontsize=palette.LARGE, linespacing=1.3)
        for column, operator in ((1, sign), (2, "=")):
            sign_between(paper, operator, LEFT + PITCH * column - 20, TOPS[row] + PANEL_HEIGHT / 2)
    return Picture.still(figure, _words(frequency, spectra))


def _draw_part(axes: Axes, part: np.ndarray, length: int, column: int) -> None:
    if column == 1:
        axes.bar(np.arange(len(part)), part, width=1.0, color=COLOURS[column])
    else:
        axes.plot(np.arange(len(part)), part, color=COLOURS[column])
    axes.axhline(0, color=palette.HAIRLINE, linewidth=1, zorder=0)
    axes.set(xlim=(-1, length), yticks=[], xticks=[])
    axes.set_xlabel("time →", color=palette.QUIET, fontsize=palette.SMALL)
    if column == 1:
        axes.set_ylim(min(0, 1.3 * part.min()), 1.3 * part.max())
    axes.set_title(("input", "kernel", "output")[column], color=INKS[column])


def _words(frequency: np.ndarray, spectra: list[np.ndarray]) -> str:
    fast = frequency > 0.25
    before, after = (float(np.sum(amounts[fast] ** 2)) for amounts in (spectra[0], spectra[2]))
    return (
        "Top row, over time: input convolved with kernel is output. Bottom row, the same three as amounts of slow and "
        "fast waves: input times kernel is output, wave by wave. Of the energy of the fast waves, those with a period "
        f"under four readings, {100 * after / before:.0f} percent is left."
    )
