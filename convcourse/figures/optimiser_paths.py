"""Paths of several optimisers downhill on one surface, seen from above."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

COLOURS = (palette.INPUT, palette.KERNEL, palette.OUTPUT, "#CC79A7")
INKS = (palette.INPUT_TEXT, palette.KERNEL_TEXT, palette.OUTPUT_TEXT, "#8A3F68")
MARKERS = ("o", "s", "^", "D")
TOP, LEFT, WIDE, HIGH = 62, 76, 524, 330
LEVELS = (0.2, 1, 3, 7, 14, 26, 45)


@palette.house_style
def optimiser_paths(
    names: Sequence[str],
    surface: Callable[[np.ndarray, np.ndarray], np.ndarray],
    width: tuple[float, float],
    height: tuple[float, float],
) -> Picture:
    """Draw level lines of a surface and the paths of up to four optimisers on it.

    Args:
        names: of the optimisers.
        surface: takes arrays of both weights, returns the loss.
        width, height: lowest and highest value shown of the first and of the second weight.

    Returns:
        A picture whose parameters are `paths` (for each name the places so far, shape (steps + 1, 2)), `losses` (for
        each name the loss at the newest place) and `setting` (rate, schedule and noise, in words).
    """
    scene = _Scene(names, surface, width, height)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(
        self,
        names: Sequence[str],
        surface: Callable[[np.ndarray, np.ndarray], np.ndarray],
        width: tuple[float, float],
        height: tuple[float, float],
    ) -> None:
        self.far = 2 * max(map(abs, (*width, *height)))
        self.figure = sheet(palette.WIDEST, TOP + HIGH + 60)
        page = in_pixels(self.figure)
        self.setting = write(page, 16, 24, va="baseline", fontsize=palette.LARGE, weight="bold")
        axes = panel(self.figure, LEFT, TOP, WIDE, HIGH)
        across, up = np.meshgrid(np.linspace(*width, 241), np.linspace(*height, 161))
        axes.contour(across, up, surface(across, up), levels=LEVELS, colors=palette.HAIRLINE, linewidths=1.2)
        axes.set(xlim=width, ylim=height, xlabel="first weight", ylabel="second weight")
        axes.plot([0], [0], "+", color=palette.INK, markersize=13, markeredgewidth=1.6)
        axes.annotate("lowest point", (0, 0), (8, -16), textcoords="offset points", fontsize=palette.SMALL)
        left = LEFT + WIDE + 34
        page.text(left, TOP + 8, "loss now", weight="bold", va="center")
        page.text(left, TOP + 32, "thin grey lines: equal loss", va="center", color=palette.QUIET, fontsize=10)
        self.lines, self.ends, self.losses = {}, {}, {}
        for row, name in enumerate(names):
            colour, marker, y = COLOURS[row], MARKERS[row], TOP + 78 + 56 * row
            (self.lines[name],) = axes.plot([], [], color=colour, linewidth=1.8, zorder=3)
            point = {"color": colour, "markeredgecolor": palette.INK, "markersize": 10, "zorder": 5}
            (self.ends[name],) = axes.plot([], [], marker, **point)
            page.plot([left + 8], [y], marker, color=colour, markeredgecolor=palette.INK, markersize=10)
            page.text(left + 28, y, name, color=INKS[row], weight="bold", va="center")
            self.losses[name] = write(page, left + 196, y, ha="right", va="center", fontsize=palette.LARGE)

    def draw(self, paths: Mapping[str, np.ndarray], losses: Mapping[str, float], setting: str) -> str:
        told = []
        for name, line in self.lines.items():
            path = paths[name]
            # A run that flies apart is followed out of the plot and not back; its loss tells of the rest.
            gone = np.flatnonzero(np.abs(path).max(axis=1) > self.far)
            shown = path[: gone[0] + 1] if gone.size else path
            line.set_data(shown[:, 0], shown[:, 1])
            self.ends[name].set_data(shown[-1:, 0], shown[-1:, 1])
            loss = _told(losses[name])
            self.losses[name].set_text(loss)
            told.append(f"{name} {loss}")
        self.setting.set_text(setting)
        return f"{setting}. The loss now: {', '.join(told)}."

    @property
    def moving(self) -> list[Artist]:
        return [*self.lines.values(), *self.ends.values(), *self.losses.values(), self.setting]


def _told(loss: float) -> str:
    """Write a loss.

    >>> _told(12.345), _told(0.0123), _told(4e-5), _told(1e9)
    ('12.3', '0.012', '0.000', 'huge')
    """
    if not np.isfinite(loss) or loss > 9999:
        return "huge"
    return f"{loss:.1f}" if loss >= 10 else f"{loss:.3f}"
