"""Precision against recall, from the surest box to the least sure, and the area that is the average precision."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from convcourse.figures import palette
from convcourse.figures.paper import panel, sheet
from convcourse.figures.picture import Picture

INKS = (
    (palette.OUTPUT, palette.OUTPUT_TEXT),
    (palette.KERNEL, palette.KERNEL_TEXT),
    (palette.INPUT, palette.INPUT_TEXT),
)


@palette.house_style
def precision_recall(rankings: Mapping[str, tuple[np.ndarray, float]], truths: int) -> Picture:
    """Draw one curve a detector.

    Args:
        rankings: for each detector by its name, at most three: whether each of its boxes is a hit, surest first, and
            its average precision.
        truths: how many objects there are.

    Returns:
        A still picture.
    """
    figure = sheet(720, 340)
    axes = panel(figure, 70, 34, 400, 240)
    axes.set(xlim=(0, 1), ylim=(0, 1.05), xlabel="recall: part of the objects found")
    axes.set_title("precision: part of the boxes that are right", fontsize=palette.NORMAL)
    told = []
    for number, ((name, (hits, area)), (colour, ink)) in enumerate(zip(rankings.items(), INKS, strict=False)):
        flags = np.asarray(hits, dtype=bool)
        recall = np.concatenate([[0], np.cumsum(flags) / truths])
        precision = np.cumsum(flags) / np.arange(1, flags.size + 1)
        best = np.maximum.accumulate(precision[::-1])[::-1]
        heights = np.concatenate([best[:1] if best.size else [0.0], best])
        axes.plot(recall, heights, color=colour, linewidth=2.4)
        axes.fill_between(recall, heights, color=colour, alpha=0.15, linewidth=0)
        share = 1 - 34 / 340 - (60 + 52 * number) / 340
        figure.text(0.68, share, name, color=ink, weight="bold")
        found = f"AP {area:.3f}, finds {np.sum(flags)} of {truths}"
        figure.text(0.68, share - 0.065, found, color=ink, fontsize=palette.SMALL)
        told.append(f"{name}: average precision {area:.3f}, {np.sum(flags)} of {truths} objects found")
    return Picture.still(figure, f"Precision against recall. {'. '.join(told)}.")
