"""A window of weights slides along the readings of a track, with its products and their sum written out below."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection

from convcourse.data import Track
from convcourse.figures import boxes, palette
from convcourse.figures.lettering import write
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.track import draw_readings

WIDTH, HEIGHT, LEFT, RIGHT = 860, 536, 112, 22
TOP, PLOT_HEIGHT, STRIP_TOP, STRIP_HEIGHT = 30, 226, 290, 54
TABLE_TOP, TABLE_LEFT, TABLE_RIGHT, LINE = 376, 134, 706, 29
LETTERS = 58  # in a line of the table


@palette.house_style
def window_over_track(track: Track, taps: int, heaviest: float = 0.4) -> Picture:
    """Draw the readings with a window over them; the window may hang over the first reading, where padding counts as 0.

    Results of such a window, which is not full, are drawn dashed: they are no ranges.

    Args:
        track: time, true range and measured range, each of shape (n,).
        taps: number of weights k.
        heaviest: where the scale of the weights ends.

    Returns:
        A picture whose parameters are `position` (which reading is the newest in the window, 0 to n - 1), `weights`
        (shape (k,), the weight of the newest reading first), `output` (the result at each position, shape (n,)) and
        `delay` (how many readings behind the newest the result is placed).
    """
    scene = _Scene(track, taps, heaviest)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, track: Track, taps: int, heaviest: float) -> None:
        self.track, self.taps, self.heaviest = track, taps, heaviest
        self.interval = float(track.time[1] - track.time[0])
        self.padded = np.concatenate([np.zeros(taps - 1), track.measured_range])
        self.figure = sheet(WIDTH, HEIGHT)
        self.paper = in_pixels(self.figure)
        self.paper.set_zorder(1)
        self._draw_plot()
        self._draw_strip()
        self._draw_table()

    def _draw_plot(self) -> None:
        self.plot = panel(self.figure, LEFT, TOP, WIDTH - LEFT - RIGHT, PLOT_HEIGHT)
        draw_readings(self.plot, self.track)
        start = -(self.taps - 0.5) * self.interval
        self.plot.set_xlim(start - 0.05, self.track.time[-1] + 0.25)
        self.plot.set_ylabel("range in metres")
        self.plot.xaxis.set_major_formatter("{x:g} s")
        self.plot.set_title("input: readings", color=palette.INPUT_TEXT)
        self.plot.set_title("output so far", color=palette.OUTPUT_TEXT, loc="right")
        self._draw_padding(start)
        self._draw_truth()
        (self.line,) = self.plot.plot([], [], color=palette.OUTPUT, linewidth=2.6, zorder=4)
        (self.early,) = self.plot.plot(
            [], [], color=palette.OUTPUT, alpha=0.55, linewidth=1.6, linestyle=(0, (3, 2)), zorder=4
        )
        (self.point,) = self.plot.plot(
            [], [], "o", color=palette.OUTPUT, markersize=11, markeredgecolor=palette.INK, zorder=5
        )
        self.window = boxes.outline(self.plot, 0, 0, self.taps * self.interval, self.plot.get_ylim()[1])
        self.window.set_clip_on(False)

    def _draw_padding(self, start: float) -> None:
        grey = {"color": palette.PADDING, "linestyle": (0, (4, 3)), "linewidth": 1.3}
        end, top = -self.interval / 2, self.plot.get_ylim()[1]
        self.plot.plot([start, start, end, end], [0, top, top, 0], clip_on=False, **grey)
        times = -self.interval * np.arange(1, self.taps)
        self.plot.plot(
            times, 0 * times, "o", markersize=5, color=palette.PAPER, markeredgecolor=palette.PADDING, clip_on=False
        )
        label = {"color": palette.QUIET, "fontsize": palette.SMALL, "ha": "center", "va": "center", "linespacing": 1.1}
        self.plot.text((start + end) / 2, 0.62 * top, "padding\n= 0", **label)

    def _draw_truth(self) -> None:
        """Draw what the output should be, and say which part of the output cannot be it."""
        time, truth = self.track.time, self.track.true_range
        self.plot.plot(time, truth, color=palette.INK, linewidth=1.0)
        words = {"fontsize": palette.SMALL, "va": "center", "linespacing": 1.15}
        lowest = int(np.argmin(truth))
        self.plot.text(time[lowest] + 1.2, 0.72 * truth[lowest], "thin line: true range", **words)
        dashed = "dashed: window not full,\nzeros count"
        self.plot.text(time[0] + 0.95, 0.3 * truth[0], dashed, color=palette.OUTPUT_TEXT, **words)

    def _draw_strip(self) -> None:
        self.strip = panel(self.figure, LEFT, STRIP_TOP, WIDTH - LEFT - RIGHT, STRIP_HEIGHT)
        self.strip.set(xlim=self.plot.get_xlim(), ylim=(0, self.heaviest), xticks=[], yticks=[0, self.heaviest])
        self.strip.set_ylabel("kernel:\nweights", color=palette.KERNEL_TEXT)
        self.bars = self.strip.bar(
            np.zeros(self.taps), 0.0, 0.78 * self.interval, color=palette.KERNEL, zorder=3
        ).patches

    def _draw_table(self) -> None:
        rows = {
            "readings": palette.INPUT_TEXT,
            "× weights": palette.KERNEL_TEXT,
            "= products": palette.INK,
            "running sum →": palette.QUIET,
        }
        boxes.outline(self.paper, TABLE_LEFT, TABLE_TOP, TABLE_RIGHT - TABLE_LEFT, LINE * len(rows) + 10)
        # A line of numbers is one text in letters of one width: that is drawn much faster than one text a number.
        self.lines = []
        for index, (words, colour) in enumerate(rows.items()):
            middle = TABLE_TOP + 5 + LINE * (index + 0.5)
            self.paper.text(
                TABLE_LEFT - 10, middle, words, color=colour, ha="right", va="center", fontsize=palette.SMALL
            )
            line = write(
                self.paper, TABLE_LEFT + 6, middle, color=colour, va="center_baseline", family="DejaVu Sans Mono"
            )
            self.lines.append(line)
        self.paper.text(TABLE_RIGHT + 14, middle - 24, "output", color=palette.OUTPUT_TEXT, va="center")
        self.result = write(self.paper, TABLE_RIGHT + 14, middle, color=palette.OUTPUT_TEXT, va="center_baseline")
        self.result.set(fontsize=palette.LARGE, weight="bold")
        below = "oldest reading in the window on the left, newest on the right; numbers are rounded"
        self.paper.text(
            TABLE_LEFT, TABLE_TOP + LINE * len(rows) + 28, below, color=palette.QUIET, fontsize=palette.SMALL
        )
        self.rays = self.paper.add_collection(LineCollection([], colors=palette.QUIET, linewidths=1.0, zorder=5))

    def draw(self, position: int, weights: np.ndarray, output: np.ndarray, delay: int) -> str:
        covered = self.padded[position : position + self.taps]
        laid = weights[::-1]
        products = covered * laid
        time = self.track.time
        placed, full = time[: position + 1] - delay * self.interval, self.taps - 1
        self.line.set_data(placed[full:], output[full : position + 1])
        self.early.set_data(placed[: full + 1], output[: min(full, position) + 1])
        self.point.set_data([placed[-1]], [output[position]])
        self.point.set_markerfacecolor(palette.OUTPUT if position >= full else palette.PAPER)
        left = time[position] - (self.taps - 0.5) * self.interval
        self.window.set_x(left)
        for age, bar in enumerate(self.bars):
            bar.set_x(time[position] - (age + 0.39) * self.interval)
            bar.set_height(weights[age])
        self._write(covered, laid, products, output[position])
        self._aim(left)
        return self._words(position, weights, output[position], delay)

    def _write(self, covered: np.ndarray, laid: np.ndarray, products: np.ndarray, result: float) -> None:
        column = LETTERS // self.taps
        rows = zip(self.lines, (covered, laid, products, np.cumsum(products)), (0, 2, 0, 0), strict=True)
        for line, numbers, digits in rows:
            line.set_text("".join(f"{number:.{digits}f}".rjust(column - 2) + "  " for number in numbers))
        self.result.set_text(f"{result:.0f} m")

    def _aim(self, left: float) -> None:
        """Draw rays from the window under the plot to the table that enlarges it."""
        corners = self.strip.transData.transform([(left, 0), (left + self.taps * self.interval, 0)])
        (start, bottom), (end, _) = corners
        top = HEIGHT - bottom
        self.rays.set_segments([[(start, top), (TABLE_LEFT, TABLE_TOP)], [(end, top), (TABLE_RIGHT, TABLE_TOP)]])

    def _words(self, position: int, weights: np.ndarray, result: float, delay: int) -> str:
        missing = max(0, self.taps - 1 - position)
        hangs = (
            f" The window is not full: {missing} of its readings are padding and count as 0, so this is no range."
            if missing
            else ""
        )
        where = "at the newest reading" if delay == 0 else f"{delay} readings earlier, at the middle of the window"
        true = self.track.true_range[position - delay] if position >= delay else None
        truth = "" if true is None else f", where the true range is {true:.0f} metres"
        return (
            f"A window of {self.taps} readings ends at {in_words(self.track.time[position], 1)} seconds. The newest "
            f"reading, {self.track.measured_range[position]:.0f} metres, has the weight {in_words(weights[0])}, the "
            f"oldest {in_words(weights[-1])}. The sum of the products is {result:.0f} metres, drawn {where}{truth}."
            f"{hangs}"
        )

    @property
    def moving(self) -> list[Artist]:
        return [self.rays, *self.bars, self.line, self.early, self.point, self.window, self.result, *self.lines]
