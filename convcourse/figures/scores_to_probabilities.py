"""From scores to probabilities in two steps: exponentials, then their parts of the sum."""

from __future__ import annotations

import numpy as np

from convcourse.figures import boxes, palette
from convcourse.figures.bars import draw_bars
from convcourse.figures.numbers import as_fractions, in_words
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture


@palette.house_style
def scores_to_probabilities(scores: np.ndarray) -> Picture:
    """Draw scores, their exponentials and their probabilities as bars.

    Args:
        scores: shape (classes,), none negative, at most 6.

    Returns:
        A still picture.
    """
    scores = np.asarray(scores, dtype=float)
    powers = np.exp(scores)
    probabilities = powers / powers.sum()
    figure = sheet(palette.WIDEST, 258)
    paper = in_pixels(figure)
    steps = (
        ("scores", scores, [in_words(score) for score in scores], palette.QUIET, palette.INK),
        ("exponentials", powers, [in_words(power) for power in powers], palette.QUIET, palette.INK),
        ("probabilities", probabilities, as_fractions(probabilities), palette.OUTPUT, palette.OUTPUT_TEXT),
    )
    for place, (name, heights, texts, colour, ink) in enumerate(steps):
        axes = panel(figure, 24 + 296 * place, 40, 220, 158)
        draw_bars(axes, heights, texts, colour, max(float(heights.max()), 1e-9))
        axes.set_title(name, color=ink, weight="bold")
        axes.set_xlabel("class")
    for place, words in enumerate(("exp", f"/ {in_words(float(powers.sum()))}")):
        left = 252 + 296 * place
        boxes.arrow(paper, palette.INK, (left, 119), (left + 52, 119))
        paper.text(left + 24, 104, words, ha="center")
    alt = (
        f"Scores {', '.join(steps[0][2])} become exponentials {', '.join(steps[1][2])}; divided by their sum "
        f"{in_words(float(powers.sum()))} they are the probabilities {', '.join(steps[2][2])}."
    )
    return Picture.still(figure, alt)
