"""A filter through all channels beside a convolution in three dimensions: two ways for a window, or three."""

from __future__ import annotations

from matplotlib.axes import Axes

from convcourse.figures import boxes, palette
from convcourse.figures.blocks import block
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

SIDE, TOP, STEP = 32, 112, 262
Shape = tuple[int, int, int]


@palette.house_style
def filter_and_depth(volume: Shape, kernel: Shape, shallow: Shape) -> Picture:
    """Draw one volume under a filter as deep as itself, and below it under one that is not as deep.

    Args:
        volume: height, width and depth, at most 5 by 6 by 4.
        kernel: height, width and depth of the filter; its depth is that of the volume.
        shallow: height, width and depth of the filter below.

    Returns:
        A still picture.
    """
    figure = sheet(palette.WIDEST, 2 * STEP + 14)
    axes = in_pixels(figure)
    _line(axes, 0, volume, kernel, "a filter through all channels", "it moves right and down: one flat map")
    _line(axes, STEP, volume, shallow, "a convolution in three dimensions", "it also moves back: a volume again")
    outputs = [" by ".join(map(str, _places(volume, shape))) for shape in (kernel, shallow)]
    sizes = [" by ".join(map(str, shape)) for shape in (volume, kernel, shallow)]
    return Picture.still(
        figure,
        f"A volume of {sizes[0]}. A filter of {sizes[1]} reaches through all channels, can move right and down only, "
        f"and gives {outputs[0]}: a flat map. A filter of {sizes[2]} is less deep, can also move back, and gives "
        f"{outputs[1]}: a volume.",
    )


def _places(volume: Shape, kernel: Shape) -> list[int]:
    return [size - taps + 1 for size, taps in zip(volume, kernel, strict=True)]


def _line(axes: Axes, down: float, volume: Shape, kernel: Shape, title: str, moves: str) -> None:
    top = down + TOP
    out = _places(volume, kernel)
    axes.text(16, down + 26, title, weight="bold", fontsize=palette.LARGE, va="center")
    axes.text(16, down + 48, moves, color=palette.QUIET, va="center")
    block(axes, volume, boxes.INPUT, 24, top, SIDE)
    block(axes, kernel, boxes.KERNEL, 24, top, SIDE, alpha=0.85, bold=True)
    block(axes, kernel, boxes.KERNEL, 360, top + 14, SIDE)
    block(axes, (out[0], out[1], out[2]), boxes.OUTPUT, 610, top + 30, SIDE)
    labels = (
        (24, top + volume[0] * SIDE, "input", volume, palette.INPUT_TEXT),
        (360, top + 14 + kernel[0] * SIDE, "filter", kernel, palette.KERNEL_TEXT),
        (610, top + 30 + out[0] * SIDE, "output", (out[0], out[1], out[2]), palette.OUTPUT_TEXT),
    )
    for left, bottom, name, shape, colour in labels:
        axes.text(left, bottom + 17, f"{name} {' × '.join(map(str, shape))}", color=colour, weight="bold", va="center")
    _moves(axes, top, kernel, out)
    boxes.arrow(axes, palette.OUTPUT, (500, top + 62), (588, top + 62))


def _moves(axes: Axes, top: float, kernel: Shape, out: list[int]) -> None:
    """Draw an arrow for every way in which the filter can move."""
    left, middle = 24 + kernel[1] * SIDE, top + kernel[0] * SIDE / 2
    boxes.arrow(axes, palette.INK, (left + 2, middle), (left + 50, middle)).set_zorder(5)
    below = top + kernel[0] * SIDE
    boxes.arrow(
        axes, palette.INK, (24 + kernel[1] * SIDE / 2, below + 2), (24 + kernel[1] * SIDE / 2, below + 29)
    ).set_zorder(5)
    if out[2] > 1:
        tip = (left + 0.5 * SIDE * kernel[2], top - 0.42 * SIDE * kernel[2] + 0.8 * SIDE)
        boxes.arrow(axes, palette.INK, tip, (tip[0] + 26, tip[1] - 22)).set_zorder(5)
