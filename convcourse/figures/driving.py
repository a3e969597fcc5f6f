"""One moment of a drive: what the camera sees, the network's distribution over angles, and the road from above."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.boxes_on_image import as_bytes
from convcourse.figures.lettering import write
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

SCALE, LEFT, TOP, MAP_LEFT, MAP_SIDE, BARS_TOP, BARS_HIGH = 7, 28, 44, 430, 400, 330, 120
VIEW = 30.0  # metres to each side of the car on the map


@palette.house_style
def driving(image_size: tuple[int, int], angles: np.ndarray) -> Picture:
    """Draw room for a camera picture, a distribution and a map.

    Args:
        image_size: height and width of the camera picture; 32 by 48 fits.
        angles: the steering angles of the distribution in radians, rising, positive to the left.

    Returns:
        A picture whose parameters are `image` (shape (height, width, 3), from 0 to 1), `chances` (shape (angles,), or
        None of a driver that has none), `angle` (what was steered), `lines` (the road's centrelines, each of shape
        (points, 2)), `path` (shape (steps + 1, 3): east, north, heading), `step`, `half_width` (of the road in
        metres), `who` and `outcome`.
    """
    scene = _Scene(image_size, np.asarray(angles, dtype=float))
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, image_size: tuple[int, int], angles: np.ndarray) -> None:
        self.degrees = np.degrees(angles)
        self.figure = sheet(palette.WIDEST, 520)
        page = in_pixels(self.figure)
        self.raster = Raster(page, image_size, LEFT, TOP, SCALE, palette.INPUT)
        page.text(LEFT, TOP - 14, "the camera's picture", color=palette.INPUT_TEXT, weight="bold", va="baseline")
        page.text(MAP_LEFT, TOP - 14, "from above (the driver does not see this)", weight="bold", va="baseline")
        self.map = panel(self.figure, MAP_LEFT, TOP, MAP_SIDE, MAP_SIDE)
        self.map.set(xticks=[], yticks=[], aspect="equal")
        self.map.set_facecolor("#EEF3E6")
        self.roads = [self.map.plot([], [], color="#B9B9B9", solid_capstyle="butt", zorder=2.6)[0] for _ in range(2)]
        (self.trail,) = self.map.plot([], [], color=palette.OUTPUT, linewidth=2.6, zorder=3)
        (self.car,) = self.map.plot([], [], color=palette.INK, linewidth=7, solid_capstyle="butt", zorder=4)
        for spine in self.map.spines.values():
            spine.set_visible(True)
        self.bars_axes = panel(self.figure, LEFT + 12, BARS_TOP, SCALE * image_size[1] - 12, BARS_HIGH)
        widest = self.degrees.max() + 2
        # Left on the picture is left on the road: large positive angles stand on the left.
        self.bars_axes.set(xlim=(widest, -widest), ylim=(0, 0.62), yticks=[])
        self.bars_axes.set_xlabel("steering angle in degrees, left is positive")
        self.bars_axes.spines["left"].set_visible(False)
        step = self.degrees[1] - self.degrees[0]
        self.bars = self.bars_axes.bar(
            self.degrees, 0 * self.degrees, width=0.8 * step, color=palette.OUTPUT, zorder=2.6
        )
        (self.chosen,) = self.bars_axes.plot([], [], color=palette.INK, linewidth=2.4, zorder=3)
        title = "chance of each angle; black: steered"
        page.text(LEFT, BARS_TOP - 14, title, color=palette.OUTPUT_TEXT, weight="bold", va="baseline")
        self.sentence = write(page, MAP_LEFT, TOP + MAP_SIDE + 40, va="center", fontsize=palette.LARGE)

    def draw(
        self, image: np.ndarray, chances: np.ndarray | None, angle: float, lines: Sequence[np.ndarray], path:
            np.ndarray,
        step: int, half_width: float, who: str, outcome: str,
    ) -> str:  # fmt: skip
        self.raster.show(as_bytes(image))
        heights = np.zeros_like(self.degrees) if chances is None else np.asarray(chances)
        for bar, height in zip(self.bars, heights, strict=True):
            bar.set_height(min(float(height), 0.6))
        degrees = float(np.degrees(angle))
        self.chosen.set_data([degrees, degrees], [0, 0.6])
        self._map(lines, path, step, half_width)
        last = len(path) - 1
        words = f"{who}, {step} m: steers {in_words(degrees, 1)}°"
        if step == last:
            words = f"{who}, {step} m: {outcome}"
        self.sentence.set_text(words)
        likeliest = "" if chances is None else f" The likeliest angle has {heights.max():.0%}."
        return f"{words}.{likeliest} In the end this drive of {last} m {_ended(outcome)}."

    def _map(self, lines: Sequence[np.ndarray], path: np.ndarray, step: int, half_width: float) -> None:
        east, north, heading = path[step]
        self.map.set_xlim(east - VIEW, east + VIEW)
        self.map.set_ylim(north - VIEW, north + VIEW)
        points = 2 * half_width / (2 * VIEW) * MAP_SIDE * 72 / self.figure.dpi  # the road's width on the paper
        for number, road in enumerate(self.roads):
            road.set_visible(number < len(lines))
            if number < len(lines):
                road.set_data(*lines[number].T)
                road.set_linewidth(points)
        self.trail.set_data(path[: step + 1, 0], path[: step + 1, 1])
        reach = 1.6 * np.array([np.cos(heading), np.sin(heading)])
        self.car.set_data([east - reach[0], east + reach[0]], [north - reach[1], north + reach[1]])

    @property
    def moving(self) -> list[Artist]:
        artists: list[Artist] = [*self.raster.artists, *self.roads, self.trail, self.car, *self.bars, self.chosen]
        return [*artists, self.sentence]


def _ended(outcome: str) -> str:
    return {"finished": "comes to the end of the road", "left the road": "leaves the road"}.get(outcome, "is too slow")
