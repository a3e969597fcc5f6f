"""One impulse through a filter: the kernel itself comes out, at the place of the impulse."""

from __future__ import annotations

import numpy as np

from convcourse import reference
from convcourse.figures import palette
from convcourse.figures.bars import draw_bars, sign_between
from convcourse.figures.numbers import as_fractions, listed
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

TOP, BAR_HEIGHT, PITCH = 40, 166, 42


@palette.house_style
def impulse_response(impulse: np.ndarray, kernel: np.ndarray) -> Picture:
    """Draw an impulse, a kernel, and their convolution.

    Args:
        impulse: shape (n,); one 1, zeros elsewhere.
        kernel: weights, shape (k,), none negative.

    Returns:
        A still picture.
    """
    response = reference.convolve1d(impulse, kernel, mode="full")
    figure = sheet(860, 260)
    paper = in_pixels(figure)
    parts = [
        ("input: one impulse", impulse, palette.INPUT, palette.INPUT_TEXT, ""),
        ("kernel", kernel, palette.KERNEL, palette.KERNEL_TEXT, "∗"),
        ("output: the impulse response", response, palette.OUTPUT, palette.OUTPUT_TEXT, "="),
    ]
    free = 860 - 2 * 14 - 2 * 50
    pitch = min(PITCH, free / (len(impulse) + len(kernel) + len(response)))
    left = 14 + (free - pitch * (len(impulse) + len(kernel) + len(response))) / 2
    for name, heights, colour, ink, sign in parts:
        if sign:
            sign_between(paper, sign, left + 25, TOP + BAR_HEIGHT * 0.6)
            left += 50
        axes = panel(figure, left, TOP, pitch * len(heights), BAR_HEIGHT)
        texts = [text if height else "" for text, height in zip(as_fractions(heights), heights, strict=True)]
        draw_bars(axes, heights, texts, colour, highest=1)
        axes.set_title(name, color=ink, loc="center")
        axes.set_xlabel("age" if name == "kernel" else "time", color=palette.QUIET)
        left += pitch * len(heights)
    place = int(np.argmax(impulse))
    weights = listed(as_fractions(kernel))
    return Picture.still(
        figure,
        f"An input that is 1 at time {place} and 0 elsewhere, convolved with the kernel {weights}. The output is 0, "
        f"except from time {place} on, where it reads {weights}: it is the kernel.",
    )
