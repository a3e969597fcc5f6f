"""How well a network reads against how many maps its first layer has, and what the maps cost."""

from __future__ import annotations

from collections.abc import Sequence

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

LEFT, TOP, WIDE, HIGH, LEAST = 76, 54, 740, 226, 0.25  # percent: the least that the logarithmic axis shows


@palette.house_style
def maps_and_accuracy(maps: Sequence[int], accuracies: Sequence[Sequence[float]], costs: Sequence[int]) -> Picture:
    """Plot the errors of each training as a dot and their mean as a line, both axes in powers.

    Args:
        maps: how many maps the first layer had, growing.
        accuracies: for each of them the accuracy of one training or more, from 0 to 1.
        costs: multiply-adds of each network for one picture.

    Returns:
        A still picture.
    """
    figure = sheet(palette.WIDEST, TOP + HIGH + 84)
    page, axes = in_pixels(figure), panel(figure, LEFT, TOP, WIDE, HIGH)
    means = [100 - 100 * sum(row) / len(row) for row in accuracies]
    errors = [[max(100 * (1 - each), LEAST) for each in row] for row in accuracies]
    axes.set(
        xscale="log",
        yscale="log",
        xlim=(maps[0] / 1.25, maps[-1] * 1.25),
        ylim=(0.8 * min(map(min, errors)), 1.8 * max(map(max, errors))),
    )
    axes.plot(maps, [max(mean, LEAST) for mean in means], color=palette.OUTPUT, zorder=3)
    for count, row, mean, cost in zip(maps, errors, means, costs, strict=True):
        axes.plot(
            [count] * len(row), row, "o", color=palette.OUTPUT, markersize=6, markeredgecolor=palette.PAPER, zorder=4
        )
        write(
            axes,
            count,
            1.25 * max(row),
            f"{mean:.1f} %",
            ha="center",
            va="center",
            color=palette.OUTPUT_TEXT,
            weight="bold",
        )
        x = axes.transData.transform((count, 1))[0]
        write(page, x, TOP + HIGH + 44, f"{cost:,}", ha="center", va="center", color=palette.QUIET)
    axes.set_xticks(list(maps), [str(count) for count in maps])
    axes.set_yticks([])
    axes.minorticks_off()
    axes.spines["left"].set_visible(False)
    page.text(
        20,
        22,
        "misread, in % of the held-out digits (dots: single trainings, line: their mean)",
        weight="bold",
        va="center",
        color=palette.OUTPUT_TEXT,
    )
    page.text(
        20,
        TOP + HIGH + 70,
        "above: maps in the first layer;  below: multiply-adds for one picture",
        color=palette.QUIET,
        va="center",
    )
    told = "; ".join(
        f"{count} {'map' if count == 1 else 'maps'}: {mean:.1f} % misread"
        for count, mean in zip(maps, means, strict=True)
    )
    return Picture.still(figure, f"Mean error by maps in the first layer. {told}.")
