"""How well several ways of training do as there are more training pictures."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import panel, sheet
from convcourse.figures.picture import Picture

LEFT, TOP, WIDE, HIGH = 64, 44, 600, 270
STYLES = ((palette.OUTPUT, palette.OUTPUT_TEXT, "o-"), (palette.INPUT, palette.INPUT_TEXT, "s--"),
          (palette.KERNEL, palette.KERNEL_TEXT, "^:"))  # fmt: skip
APART = 8  # percent between the names at the end of two lines


@palette.house_style
def growing_training_set(counts: Sequence[int], accuracies: Mapping[str, Sequence[Sequence[float]]]) -> Picture:
    """Plot the worst run of each way as a line, with its name at the end, and all runs as dots.

    Args:
        counts: training pictures of each class, growing.
        accuracies: by the name of the way, up to three: for each count the accuracies of its runs, from 0 to 1.

    Returns:
        A still picture.
    """
    figure = sheet(palette.WIDEST, TOP + HIGH + 62)
    axes = panel(figure, LEFT, TOP, WIDE, HIGH)
    axes.set(xscale="log", xlim=(counts[0] / 1.3, counts[-1] * 1.12), ylim=(0, 103))
    axes.set_xticks(list(counts), [str(count) for count in counts])
    axes.minorticks_off()
    axes.grid(axis="y", color=palette.HAIRLINE, linewidth=0.8)
    axes.set_xlabel("training pictures of each digit; equal ratios are equally far apart")
    axes.set_title("% of held-out pictures read rightly (dots: single runs, lines: the worst of them)", weight="bold")
    worst = {name: [100 * min(runs) for runs in each] for name, each in accuracies.items()}
    heights = _kept_apart([each[-1] for each in worst.values()])
    for (name, each), height, (colour, ink, line) in zip(accuracies.items(), heights, STYLES, strict=False):
        for count, runs in zip(counts, each, strict=True):
            axes.plot([count] * len(runs), [100 * run for run in runs], ".", color=colour, markersize=5, zorder=3)
        axes.plot(counts, worst[name], line, color=colour, zorder=2)
        write(axes, counts[-1] * 1.18, height, name, va="center", color=ink, weight="bold", clip_on=False)
    told = "; ".join(
        f"{name}: " + ", ".join(f"{score:.0f} % at {count}" for count, score in zip(counts, each, strict=True))
        for name, each in worst.items()
    )
    return Picture.still(figure, f"Worst of the runs, by training pictures of each digit. {told}.")


def _kept_apart(heights: Sequence[float]) -> list[float]:
    """Move heights apart, the lowest staying where it is.

    >>> _kept_apart([90, 88, 20])
    [96, 88, 20]
    """
    moved = list(heights)
    order = sorted(range(len(moved)), key=lambda place: moved[place])
    for lower, upper in itertools.pairwise(order):
        moved[upper] = max(moved[upper], moved[lower] + APART)
    return moved
