"""Empty sheets to draw on, measured in pixels."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from convcourse.figures.palette import WIDEST

DOTS_PER_INCH = 100


def sheet(width: int, height: int) -> Figure:
    """Make an empty figure of a given size in pixels.

    Args:
        width: pixels, at most 860, so that it fits the column of a notebook.
        height: pixels.

    Returns:
        A figure that no global state knows of, so that it is forgotten with its last reference.

    Raises:
        ValueError: the figure is too wide.
    """
    if width > WIDEST:
        raise ValueError(f"a figure is at most {WIDEST} pixels wide, to fit a notebook: {width} came")
    return Figure(figsize=(width / DOTS_PER_INCH, height / DOTS_PER_INCH), dpi=DOTS_PER_INCH)


def in_pixels(figure: Figure) -> Axes:
    """Lay axes over the whole figure whose coordinates are pixels, counted from the top left corner.

    Args:
        figure: the figure.

    Returns:
        Axes without ticks or frame, for boxes, arrows and words.
    """
    width, height = figure.get_size_inches() * figure.dpi
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    return axes


def panel(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Place axes for a plot.

    Args:
        figure: the figure.
        left: pixels from the left edge of the figure to the plot.
        top: pixels from the upper edge of the figure to the plot.
        width: pixels.
        height: pixels.

    Returns:
        Axes with a frame at the left and below.
    """
    whole_width, whole_height = figure.get_size_inches() * figure.dpi
    bottom = whole_height - top - height
    return figure.add_axes((left / whole_width, bottom / whole_height, width / whole_width, height / whole_height))
