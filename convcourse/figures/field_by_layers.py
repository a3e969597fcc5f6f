"""A row of pixels, layers of units above it, and all that one unit sees: layer by layer down to the pixels."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from convcourse.figures import palette
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.reference import ReceptiveField, Window, receptive_field

WIDTH, LEFT, RIGHT, TOP, ROW, BOTTOM, WIDEST_STEP, AREA = 860, 116, 132, 36, 72, 66, 62, 350


Place = Callable[[int, int], tuple[float, float]]


class _Row(NamedTuple):
    """One layer: what its units see, how many there are, and which of them the chosen unit looks through."""

    field: ReceptiveField
    units: int
    seen: tuple[int, ...]


@palette.house_style
def field_by_layers(layers: Iterable[Sequence[int]], pixels: int, unit: int, *, causal: bool = False) -> Picture:
    """Draw what a unit of the last layer sees, with every connection on the way.

    Args:
        layers: from the input on, each (kernel, stride, padding, dilation); what is left out is 1, 0, 1.
        pixels: length of the input.
        unit: its number in the last layer, from 0.
        causal: draw units above the last pixel that they see, and not above the middle of all.

    Returns:
        A still picture. Zeros of the padding are dashed; those that no unit on the way looks at are left out.
    """
    windows = [Window(*layer) for layer in layers]
    rows = _rows(windows, pixels, unit)
    lowest = min(min(row.seen) * row.field.jump + _above(row.field, causal) for row in rows)
    highest = max(max(*row.seen, row.units - 1) * row.field.jump + _above(row.field, causal) for row in rows)
    step = min(WIDEST_STEP, (WIDTH - LEFT - RIGHT) / max(highest - lowest, 1))
    figure = sheet(WIDTH, TOP + ROW * len(windows) + BOTTOM)
    axes = in_pixels(figure)

    def place(layer: int, number: int) -> tuple[float, float]:
        field = rows[layer].field
        x = LEFT + (_above(field, causal) + number * field.jump - min(lowest, 0)) * step
        return x, TOP + ROW * (len(windows) - layer)

    _connect(axes, windows, rows, place)
    for layer, row in enumerate(rows):
        for number in sorted({*row.seen, *range(row.units)}):
            _node(axes, place(layer, number), number, row, layer)
        words = "input" if layer == 0 else f"layer {layer}"
        colour = palette.INK if layer else palette.INPUT_TEXT
        y = TOP + ROW * (len(windows) - layer)
        axes.text(14, y, words, va="center", color=colour, weight="bold")
        told = f"field {row.field.size}\njump {row.field.jump}" if layer else f"{pixels} pixels"
        axes.text(WIDTH - 96, y, told, va="center", color=colour, linespacing=1.3)
    words = _sentence(rows, unit, pixels)
    axes.text(14, TOP + ROW * len(windows) + 42, words, va="center", fontsize=palette.LARGE)
    return Picture.still(figure, words + _told_by_layer(windows, rows))


def _rows(windows: Sequence[Window], pixels: int, unit: int) -> list[_Row]:
    counts = [pixels]
    for window in windows:
        span = window.dilation * (window.kernel - 1) + 1
        counts.append((counts[-1] + 2 * window.padding - span) // window.stride + 1)
    seen: list[tuple[int, ...]] = [(unit,)]
    for window in reversed(windows):
        first = [number * window.stride - window.padding for number in seen[0]]
        taps = {place + tap * window.dilation for place in first for tap in range(window.kernel)}
        seen.insert(0, tuple(sorted(taps)))
    # What stands beside the layer's units is a zero: nothing lies below it.
    for layer in range(len(windows) - 1, -1, -1):
        window, above = windows[layer], [u for u in seen[layer + 1] if 0 <= u < counts[layer + 1]]
        taps = {u * window.stride - window.padding + t * window.dilation for u in above for t in range(window.kernel)}
        seen[layer] = tuple(sorted(taps))
    return [_Row(receptive_field(windows[:n]), counts[n], seen[n]) for n in range(len(windows) + 1)]


def _above(field: ReceptiveField, causal: bool) -> float:
    return field.start + (field.size - 1) / (1 if causal else 2)


def _connect(axes: Axes, windows: Sequence[Window], rows: Sequence[_Row], place: Place) -> None:
    lines = []
    for layer, window in enumerate(windows, 1):
        for number in rows[layer].seen:
            if 0 <= number < rows[layer].units:
                below = [number * window.stride - window.padding + t * window.dilation for t in range(window.kernel)]
                lines += [(place(layer - 1, each), place(layer, number)) for each in below]
    axes.add_collection(LineCollection(lines, color=palette.KERNEL, linewidth=1.8, zorder=1))


def _node(axes: Axes, spot: tuple[float, float], number: int, row: _Row, layer: int) -> None:
    inside, seen = 0 <= number < row.units, number in row.seen
    edge = palette.INPUT if layer == 0 else palette.OUTPUT
    tint = palette.INPUT_TINT if layer == 0 else palette.OUTPUT_TINT
    if not (inside and seen):
        edge, tint = (palette.PADDING if not inside else "#BDBDBD"), palette.PAPER
    style = (0, (3, 2)) if not inside else "-"
    look = {"facecolor": tint, "edgecolor": edge, "linestyle": style}
    axes.scatter(*spot, s=AREA, linewidths=1.6, zorder=2, **look)
    ink = palette.INK if inside and seen else palette.QUIET
    words = str(number) if inside else "0"
    axes.text(*spot, words, ha="center", va="center_baseline", fontsize=palette.SMALL, color=ink, zorder=3)


def _sentence(rows: Sequence[_Row], unit: int, pixels: int) -> str:
    field = rows[-1].field
    first = field.start + unit * field.jump
    last = first + field.size - 1
    holes = len([each for each in range(first, last + 1) if each not in rows[0].seen and 0 <= each < pixels])
    words = f"Unit {unit} of layer {len(rows) - 1} has a field of {field.size}: pixels {in_words(first)} to {last}."
    if first < 0 or last >= pixels:
        words += f" Of these, {max(first, 0)} to {min(last, pixels - 1)} are in the image."
    return words + (f" It misses {holes} of them." if holes else "")


def _told_by_layer(windows: Sequence[Window], rows: Sequence[_Row]) -> str:
    counts = ", ".join(str(row.units) for row in rows)
    told = [
        f" Layer {number}: {_described(window)}, field {row.field.size}, jump {row.field.jump}."
        for (number, window), row in zip(enumerate(windows, 1), itertools.islice(rows, 1, None), strict=True)
    ]
    return f" Units from the input up: {counts}." + "".join(told)


def _described(window: Window) -> str:
    words = [f"kernel {window.kernel}"]
    words += [f"stride {window.stride}"] if window.stride > 1 else []
    words += [f"padding {window.padding}"] if window.padding else []
    words += [f"dilation {window.dilation}"] if window.dilation > 1 else []
    return ", ".join(words)
