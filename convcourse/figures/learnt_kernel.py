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
    left = panel(figure, 56, TOP, 300, HEIGHT)
    right = panel(figure, 510, TOP, 330, HEIGHT)
    lines = []
    for place, target in enumerate(truth):
        left.axhline(target, color=palette.QUIET, linewidth=1.2, linestyle=(0, (4, 3)))
        lines += left.plot([], [], color=palette.KERNEL, linewidth=2.4, marker="o", markersize=3, zorder=4)
        beside = {"textcoords": "offset points", "va": "center", "color": palette.KERNEL_TEXT}
        left.annotate(f"kernel[{place}]", (steps, target), (6, 0), **beside)
    left.set(xlim=(0, steps), ylim=(-2.2, 2.2), xlabel="step")
    right.set(xlim=(0, steps), yscale="log", ylim=LOSSES, xlabel="step")
    right.grid(axis="y", color=palette.HAIRLINE, linewidth=0.8)
    lines += right.plot([], [], color=palette.INK, zorder=4)
    goals = listed([in_words(float(weight)) for weight in truth])
    page.text(56, TOP - 22, f"the two weights; dashed: {goals}", color=palette.KERNEL_TEXT, weight="bold")
    page.text(510, TOP - 22, "the loss, on a scale of powers of ten", weight="bold")
    sentence = write(page, 56, TOP + HEIGHT + 72, fontsize=palette.LARGE, va="center")

    def draw(rate: float, kernels: np.ndarray, losses: np.ndarray) -> str:
        counted = np.arange(len(losses))
        for line, values in zip(lines, (*kernels.T, losses), strict=True):
            line.set_data(counted, values)
        words = f"Rate {in_words(rate)}: after {len(losses) - 1} steps {told(kernels[-1])}"
        words += f", the loss is {size(losses[-1])}."
        sentence.set_text(words)
        return words

    return Picture(figure, draw, [*lines, sentence])


def told(kernel: np.ndarray) -> str:
    """Write the weights, or say that they have run away.

    >>> told(np.array([0.9996, -1])), told(np.array([97.2, -4321]))
    ('the weights are 1 and −1', 'the weights have run away')
    """
    if np.abs(kernel).max() > 10:
        return "the weights have run away"
    return "the weights are " + listed([in_words(float(weight), 3) for weight in kernel])


def size(loss: float) -> str:
    """Write a loss without a needless string of zeros.

    >>> size(0.0973), size(1.4e-8), size(84321.0)
    ('0.097', 'below 0.0001', '84,000')
    """
    if loss < 1e-4:
        return "below 0.0001"
    return f"{round(loss, -3):,.0f}" if loss > 1e4 else in_words(float(loss), 3)
