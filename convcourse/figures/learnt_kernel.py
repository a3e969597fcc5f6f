"""Weights on their way from nothing to the kernel that made the examples, and the error that falls meanwhile."""

from __future__ import annotations

import numpy as np

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.numbers import in_words, listed
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

WIDTH, TOP, HEIGHT = 860, 52, 220
LOSSES = (1e-7, 1e3)


@palette.house_style
def learnt_kernel(truth: np.ndarray, steps: int) -> Picture:
    """Plot weights and loss against the number of steps.

    Args:
        truth: the kernel that made the examples, shape (2,), its weights from -2 to 2.
        steps: how many steps are drawn.

    Returns:
        A picture whose parameters are `rate` (the size of a step), `kernels` (after each step, from the start on, shape
        (steps + 1, 2)) and `losses` (shape (steps + 1,)).
    """
    figure = sheet(WIDTH, TOP + HEIGHT + 96)
    page = in_pixels(figure)
    left = panel(figure, 56, TOP, 350, HEIGHT)
    right = panel(figure, 490, TOP, 350, HEIGHT)
    lines = []
    for place, target in enumerate(truth):
        left.axhline(target, color=palette.QUIET, linewidth=1.2, linestyle=(0, (4, 3)))
        lines += left.plot([], [], color=palette.KERNEL, linewidth=2.4, marker="o", markersize=3, zorder=4)
        words = f"kernel[{place}]; dashed: {in_words(float(target))}, by hand"
        left.annotate(words, (steps, target), (0, 8), textcoords="offset points", ha="right", color=palette.KERNEL_TEXT)
    left.set(xlim=(0, steps), ylim=(-2.2, 2.2), xlabel="step")
    right.set(xlim=(0, steps), yscale="log", ylim=LOSSES, xlabel="step")
    right.grid(axis="y", color=palette.HAIRLINE, linewidth=0.8)
    lines += right.plot([], [], color=palette.INK, zorder=4)
    page.text(56, TOP - 22, "the two weights", color=palette.KERNEL_TEXT, weight="bold")
    page.text(490, TOP - 22, "the loss, on a scale of powers of ten", weight="bold")
    sentence = write(page, 56, TOP + HEIGHT + 72, fontsize=palette.LARGE, va="center")

    def draw(rate: float, kernels: np.ndarray, losses: np.ndarray) -> str:
        counted = np.arange(len(losses))
        for line, values in zip(lines, (*kernels.T, losses), strict=True):
            line.set_data(counted, values)
        end = listed([told(weight) for weight in kernels[-1]])
        words = f"rate {in_words(rate)}: after {len(losses) - 1} steps the weights are {end}, the loss {losses[-1]:.2g}."
        sentence.set_text(words.capitalize())
        return words.capitalize()

    return Picture(figure, draw, [*lines, sentence])


def told(weight: float) -> str:
    """Write a weight with three digits, or say that it has run away.

    >>> told(-0.9996), told(4321.0)
    ('−1', 'over 100 in size')
    """
    return in_words(float(weight), 3) if abs(weight) < 100 else "over 100 in size"
