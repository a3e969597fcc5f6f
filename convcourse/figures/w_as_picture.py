"""The matrix of a whole convolution as a picture, with one of its rows folded back to the shape of the image."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgb

from convcourse.figures import boxes, palette
from convcourse.figures.lettering import write
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster
from convcourse.figures.weight_shades import shades

WIDTH, LEFT, TOP, SIDE, SMALL_SIDE, SCALE = 860, 20, 62, 36, 22, 8
BEYOND = 0.93  # the grey of rows that the matrix does not have


@palette.house_style
def w_as_picture(shape: tuple[int, int]) -> Picture:
    """Draw an image, the window that one row of W stands for, and W.

    Args:
        shape: height and width of the image, at most 48 pixels in all.

    Returns:
        A picture whose parameters are `taps` (shape (places, pixels): which weight of the kernel stands there, -1 for
        none), `kernel_shape`, `row` (of W) and, as a sentence, `count`.
    """
    scene = _Scene(shape)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, shape: tuple[int, int]) -> None:
        self.shape, self.pixels = shape, shape[0] * shape[1]
        self.left = WIDTH - 20 - self.pixels * SCALE
        self.figure = sheet(WIDTH, TOP + self.pixels * SCALE + 56)
        self.axes = in_pixels(self.figure)
        self.image = _cells(self.axes, shape, TOP, SIDE, palette.INPUT)
        self.raster = Raster(self.axes, (self.pixels, self.pixels), self.left, TOP, SCALE, palette.HAIRLINE)
        self.output_top = TOP + shape[0] * SIDE + 46
        self.output = _cells(self.axes, shape, self.output_top, SMALL_SIDE, palette.OUTPUT)
        self.window = boxes.outline(self.axes, 0, 0, 10, 10)
        self.unit = boxes.outline(self.axes, 0, 0, SMALL_SIDE, SMALL_SIDE)
        self.line = boxes.outline(self.axes, self.left - 4, 0, self.pixels * SCALE + 8, SCALE + 4)
        self.blocks = LineCollection([], color="#B5B5B5", linewidth=0.8, zorder=2)
        self.axes.add_collection(self.blocks)
        bold = {"weight": "bold", "fontsize": palette.NORMAL, "va": "center"}
        self.image_title = write(self.axes, LEFT + 2, TOP - 18, color=palette.INPUT_TEXT, **bold)
        self.output_title = write(self.axes, LEFT + 2, self.output_top - 16, color=palette.OUTPUT_TEXT, **bold)
        self.matrix_title = write(self.axes, self.left, TOP - 36, color=palette.KERNEL_TEXT, **bold)
        across = f"a column is a pixel, a block an image row of {shape[1]}"
        self.axes.text(self.left, TOP - 16, across, color=palette.INPUT_TEXT, fontsize=palette.SMALL, va="center")
        self.sentence = write(self.axes, LEFT, TOP + self.pixels * SCALE + 32, fontsize=palette.LARGE, va="center")

    def draw(self, taps: np.ndarray, kernel_shape: tuple[int, int], row: int, count: str) -> str:
        out = (self.shape[0] - kernel_shape[0] + 1, self.shape[1] - kernel_shape[1] + 1)
        colours = shades(kernel_shape[0] * kernel_shape[1])
        down, right = divmod(int(row), out[1])
        self._paint_matrix(taps, colours, out)
        self._paint_image(taps[row], colours)
        there = (np.indices(self.shape) < np.reshape(out, (2, 1, 1))).all(axis=0).ravel()
        self.output.set_facecolor(np.where(there, palette.OUTPUT_TINT, "none"))
        self.output.set_edgecolor(np.where(there, palette.OUTPUT, "none"))
        self.window.set_bounds(LEFT + right * SIDE, TOP + down * SIDE, kernel_shape[1] * SIDE, kernel_shape[0] * SIDE)
        self.unit.set_xy((LEFT + right * SMALL_SIDE, self.output_top + down * SMALL_SIDE))
        self.line.set_y(TOP + row * SCALE - 2)
        self.image_title.set_text(f"row {row} of W, folded to {self.shape[0]} by {self.shape[1]}")
        self.output_title.set_text(f"output {out[0]} by {out[1]}: unit {row}")
        rows = out[0] * out[1]
        self.matrix_title.set_text(f"W: {rows} {'rows' if rows > 1 else 'row'}, {self.pixels} columns")
        self.sentence.set_text(count)
        size = f"{kernel_shape[0]} by {kernel_shape[1]}"
        return f"Kernel {size}, window at row {down}, column {right}: row {row} of W. {count}"

    def _paint_matrix(self, taps: np.ndarray, colours: np.ndarray, out: tuple[int, int]) -> None:
        whole = np.full((self.pixels, self.pixels, 3), BEYOND)
        whole[: len(taps)] = np.where(taps[..., np.newaxis] >= 0, colours[taps], 1.0)
        self.raster.show(255 * whole)
        below, width = TOP + len(taps) * SCALE, self.pixels * SCALE
        lines = [[(self.left, y), (self.left + width, y)] for y in range(TOP, below + 1, out[1] * SCALE)]
        across = range(self.left, self.left + width + 1, self.shape[1] * SCALE)
        self.blocks.set_segments(lines + [[(x, TOP), (x, below)] for x in across])

    def _paint_image(self, taps: np.ndarray, colours: np.ndarray) -> None:
        blue = np.array(to_rgb(palette.INPUT_TINT))
        self.image.set_facecolor(np.where(taps[:, np.newaxis] >= 0, colours[taps], blue))

    @property
    def moving(self) -> list[Artist]:
        shapes = [self.image, self.output, self.blocks, self.window, self.unit, self.line]
        titles = [self.image_title, self.output_title, self.matrix_title, self.sentence]
        return [*self.raster.artists, *shapes, *titles]


def _cells(axes: Axes, shape: tuple[int, int], top: float, side: float, edge: str) -> PolyCollection:
    """Draw squares in rows and columns as one artist, which is faster than many."""
    corners = np.array([(3, 3), (side - 3, 3), (side - 3, side - 3), (3, side - 3)])
    places = np.indices(shape).reshape(2, -1).T[:, ::-1] * side + (LEFT, top)
    cells = PolyCollection(places[:, np.newaxis] + corners, edgecolor=edge, linewidth=1.4)
    axes.add_collection(cells)
    return cells
