"""The aeroplane's true range and what the sensor said."""

from __future__ import annotations

from matplotlib.axes import Axes

from convcourse.data import Track
from convcourse.figures import palette
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import panel, sheet
from convcourse.figures.picture import Picture


@palette.house_style
def track(track: Track) -> Picture:
    """Draw a track: readings as dots, the truth as a line.

    Args:
        track: time, true range and measured range, each of shape (n,).

    Returns:
        A still picture.
    """
    figure = sheet(860, 340)
    axes = panel(figure, 66, 34, 640, 246)
    draw_readings(axes, track)
    axes.plot(track.time, track.true_range, color=palette.INK, linewidth=1.6)
    axes.set_xlim(track.time[0] - 0.3, track.time[-1] + 0.3)
    axes.set(xlabel="time in seconds", ylabel="range in metres")
    axes.set_title("input: readings of the range sensor", color=palette.INPUT_TEXT)
    axes.annotate(
        "true range\n(the sensor\nnever knows it)",
        (track.time[-1], track.true_range[-1]),
        xytext=(14, 0),
        textcoords="offset points",
        va="center",
        fontsize=palette.SMALL,
    )
    return Picture.still(
        figure,
        f"The range of an aeroplane over {in_words(track.time[-1], 1)} seconds. The true range is a smooth curve from "
        f"{track.true_range[0]:.0f} metres down to {track.true_range.min():.0f} metres and up again to "
        f"{track.true_range[-1]:.0f} metres. The {len(track.time)} readings scatter around it on both sides.",
    )


def draw_readings(axes: Axes, track: Track, size: float = 5) -> None:
    """Draw the readings of a track as blue dots, on an axis that begins at a range of 0."""
    axes.plot(track.time, track.measured_range, "o", color=palette.INPUT, markersize=size, markeredgewidth=0)
    axes.set_ylim(0, max(track.measured_range.max(), track.true_range.max()) * 1.08)
