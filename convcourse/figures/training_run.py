"""A training run that can be stepped: the kernels as they are now, the loss and errors so far, the letters still misread."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.lines import Line2D

from convcourse.figures import palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import SIGNED, Raster

COLUMNS, ROWS, SCALE, GAP, RIGHT, TOP = 4, 4, 3, 9, 628, 58
KERNEL_SCALE, KERNEL_GAP, LEFT = 17, 18, 22


@palette.house_style
def training_run(losses: np.ndarray, errors: np.ndarray, kernel_size: tuple[int, int], image_size: tuple[int, int], held_out: int) -> Picture:
    """Draw the curves of a run and room for four kernels and sixteen misread letters.

    Args:
        losses: on the training images, before each step and after the last, shape (steps + 1,).
        errors: held-out images misread, the same, shape (steps + 1,).
        kernel_size: rows and columns of a kernel.
        image_size: rows and columns of an image.
        held_out: how many images were held out.

    Returns:
        A picture whose parameters are `step`, `kernels` (shape (rows, columns, 4)), `largest` (size of weight that gets the full
        colour), `misread` (up to 16 images, shape (count, height, width)).
    """
    scene = _Scene(losses, errors, kernel_size, image_size, held_out)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, losses: np.ndarray, errors: np.ndarray, kernel_size: tuple[int, int], image_size: tuple[int, int], held_out: int) -> None:
        self.losses, self.errors, self.held_out, self.image_size = losses, errors, held_out, image_size
        self.figure = sheet(palette.WIDEST, 384)
        page = in_pixels(self.figure)
        page.text(LEFT, TOP - 26, "four kernels", color=palette.KERNEL_TEXT, weight="bold")
        page.text(LEFT, TOP - 8, SIGNED.replace(", white", ",\nwhite") if False else "red above 0, blue below", color=palette.QUIET, fontsize=palette.SMALL)
        side = (kernel_size[1] * KERNEL_SCALE + KERNEL_GAP, kernel_size[0] * KERNEL_SCALE + KERNEL_GAP)
        self.kernels = [
            Raster(page, kernel_size, LEFT + 2 + column * side[0], TOP + 6 + row * side[1], KERNEL_SCALE, palette.KERNEL)
            for row in range(2)
            for column in range(2)
        ]
        self.points: list[Line2D] = []
        self.points += self._curve(0, losses, "loss on the training letters", palette.INK)
        self.points += self._curve(1, 100 * errors / held_out, f"misread of {held_out} held-out letters, in %", palette.OUTPUT_TEXT)
        page.text(RIGHT, TOP - 26, "held-out letters misread", color=palette.OUTPUT_TEXT, weight="bold")
        self.count = write(page, RIGHT, TOP - 8, va="baseline", fontsize=palette.SMALL, color=palette.QUIET)
        wide, high = image_size[1] * SCALE + GAP, image_size[0] * SCALE + GAP
        self.letters = [
            Raster(page, image_size, RIGHT + 2 + (number % COLUMNS) * wide, TOP + 6 + (number // COLUMNS) * high, SCALE, palette.HAIRLINE)
            for number in range(COLUMNS * ROWS)
        ]
        self.sentence = write(page, LEFT, 358, va="center", fontsize=palette.LARGE)

    def _curve(self, row: int, values: np.ndarray, title: str, colour: str) -> list[Line2D]:
        axes = panel(self.figure, 300, TOP + 8 + row * 144, 286, 88)
        steps = np.arange(len(values))
        axes.plot(steps, values, color=palette.HAIRLINE, linewidth=2)
        axes.set(xlim=(0, len(values) - 1), ylim=(0, 1.1 * values.max()))
        axes.set_title(title, color=colour, weight="bold")
        if row:
            axes.set_xlabel("step")
        (line,) = axes.plot([], [], color=colour, zorder=3)
        (point,) = axes.plot([], [], "o", color=colour, markeredgecolor=palette.INK, markersize=9, zorder=4, clip_on=False)
        self._values = [*getattr(self, "_values", []), values]
        return [line, point]

    def draw(self, step: int, kernels: np.ndarray, largest: float, misread: np.ndarray) -> str:
        step = int(step)
        for raster, kernel in zip(self.kernels, np.moveaxis(kernels, -1, 0), strict=True):
            raster.show_signed(kernel, largest)
        for number, values in enumerate(self._values):
            self.points[2 * number].set_data(np.arange(step + 1), values[: step + 1])
            self.points[2 * number + 1].set_data([step], [values[step]])
        for number, raster in enumerate(self.letters):
            raster.image.set_visible(number < len(misread))
            if number < len(misread):
                raster.show(1 - misread[number], 0, 1)
        wrong = int(self.errors[step])
        first = f", the first {len(misread)} of them:" if wrong > len(misread) else ""
        self.count.set_text(f"{wrong} of {self.held_out}{first}")
        words = f"After {step} step{'' if step == 1 else 's'}: loss {self.losses[step]:.3f}, {wrong} of {self.held_out} held-out letters misread."
        self.sentence.set_text(words)
        flat = np.abs(kernels).reshape(-1, kernels.shape[-1]).max(axis=0)
        return f"{words} The largest weights of the four kernels: {', '.join(f'{size:.2f}' for size in flat)}."

    @property
    def moving(self) -> list[Artist]:
        rasters = [artist for raster in (*self.kernels, *self.letters) for artist in raster.artists]
        return [*rasters, *self.points, self.count, self.sentence]
