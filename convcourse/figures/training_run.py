"""A training run that can be stepped: the kernels at that moment, the loss and errors so far, what is still misread."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

TOP, HEIGHT = 74, 414
LEFT, KERNEL_SCALE, KERNEL_GAP, STRONGEST = 22, 17, 18, 0.8
MIDDLE, WIDE, HIGH, APART = 292, 280, 100, 144
RIGHT, COLUMNS, ROWS, SCALE, GAP = 632, 4, 4, 3, 9


@palette.house_style
def training_run(kernel_size: tuple[int, int], image_size: tuple[int, int], steps: int, held_out: int) -> Picture:
    """Draw room for four kernels, two curves and sixteen misread letters.

    Args:
        kernel_size: rows and columns of a kernel.
        image_size: rows and columns of an image.
        steps: how many steps the run has.
        held_out: how many images were held out.

    Returns:
        A picture whose parameters are `step`, `losses` (on the training images, before each step and after the last,
        shape (steps + 1,)), `errors` (held-out images misread, of the same shape), `kernels` (shape (rows, columns, 4))
        and `misread` (up to sixteen images, shape (count, height, width)).
    """
    scene = _Scene(kernel_size, image_size, steps, held_out)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, kernel_size: tuple[int, int], image_size: tuple[int, int], steps: int, held_out: int) -> None:
        self.held_out = held_out
        self.figure = sheet(palette.WIDEST, HEIGHT)
        page = in_pixels(self.figure)
        small = {"color": palette.QUIET, "fontsize": palette.SMALL, "va": "baseline"}
        page.text(LEFT, TOP - 42, "the four kernels", color=palette.KERNEL_TEXT, weight="bold", va="baseline")
        page.text(LEFT, TOP - 20, "red above 0, blue below", **small)
        page.text(RIGHT, TOP - 42, "held-out, misread", color=palette.OUTPUT_TEXT, weight="bold", va="baseline")
        self.count = write(page, RIGHT, TOP - 20, **small)
        self.kernels = _rasters(page, kernel_size, (LEFT + 2, TOP), (2, 2), KERNEL_SCALE, KERNEL_GAP, palette.KERNEL)
        self.letters = _rasters(page, image_size, (RIGHT + 2, TOP), (ROWS, COLUMNS), SCALE, GAP, palette.HAIRLINE)
        self.curves = [panel(self.figure, MIDDLE, TOP - 8 + row * APART, WIDE, HIGH) for row in range(2)]
        titles = "loss on the training letters", f"misread, in % of {held_out} held-out letters"
        colours = palette.INK, palette.OUTPUT_TEXT
        self.lines, self.points = [], []
        for axes, title, colour, limit in zip(self.curves, titles, colours, (1.3, 65), strict=True):
            axes.set(xlim=(0, steps), ylim=(0, limit))
            axes.set_title(title, color=colour, weight="bold", fontsize=palette.SMALL + 0.5)
            self.lines += axes.plot([], [], color=palette.HAIRLINE, linewidth=2, zorder=3)
            self.lines += axes.plot([], [], color=colour, zorder=4)
            self.points += axes.plot([], [], "o", color=colour, markeredgecolor=palette.INK, markersize=9, zorder=5)
        self.curves[0].tick_params(labelbottom=False)
        self.curves[1].set_xlabel("step")
        self.sentence = write(page, LEFT, HEIGHT - 28, va="center", fontsize=palette.LARGE)

    def draw(self, step: int, losses: np.ndarray, errors: np.ndarray, kernels: np.ndarray, misread: np.ndarray) -> str:
        step, wrong = int(step), int(errors[step])
        for raster, kernel in zip(self.kernels, np.moveaxis(kernels, -1, 0), strict=True):
            raster.show_signed(kernel, STRONGEST)
        for number, values in enumerate((losses, 100 * errors / self.held_out)):
            # A run that flies apart leaves the plot; the sentence has its numbers.
            shown = np.minimum(values, self.curves[number].get_ylim()[1])
            self.lines[2 * number].set_data(np.arange(len(shown)), shown)
            self.lines[2 * number + 1].set_data(np.arange(step + 1), shown[: step + 1])
            self.points[number].set_data([step], [shown[step]])
        for number, raster in enumerate(self.letters):
            raster.image.set_visible(number < len(misread))
            if number < len(misread):
                raster.show(1 - misread[number], 0, 1)
        self.count.set_text(f"{wrong} in all, the first {len(misread)}" if wrong > len(misread) else f"{wrong} in all")
        after = f"After {step} step{'' if step == 1 else 's'}"
        words = f"{after}: loss {losses[step]:.3f}, {wrong} of {self.held_out} held-out letters misread."
        self.sentence.set_text(words)
        strongest = ", ".join(f"{size:.2f}" for size in np.abs(kernels).max(axis=(0, 1)))
        return f"{words} The largest weight of each kernel, without its sign: {strongest}."

    @property
    def moving(self) -> list[Artist]:
        rasters = [artist for raster in (*self.kernels, *self.letters) for artist in raster.artists]
        return [*rasters, *self.lines, *self.points, self.count, self.sentence]


def _rasters(
    page: Axes, size: tuple[int, int], corner: tuple[int, int], grid: tuple[int, int], scale: int, gap: int, edge: str
) -> list[Raster]:
    """Lay out images in rows and columns."""
    high, wide = size[0] * scale + gap, size[1] * scale + gap
    return [
        Raster(page, size, corner[0] + column * wide, corner[1] + row * high, scale, edge)
        for row in range(grid[0])
        for column in range(grid[1])
    ]
