"""One convolution seen four ways: a window, a sum, a row of a matrix, and the matrix as a picture."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Boxes
from convcourse.figures.lettering import write
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.weight_shades import ink_on, shades
from convcourse.figures.window_over_image import in_sum

WIDTH, HEIGHT, MARGIN, TOP, SIDE = 860, 590, 16, 44, 38
LEFT, CELL, LOW = 118, 40, 34  # the matrix and its row: first column, width and height of a cell
KERNEL, SUM, OUTPUT = 230, 392, 742  # the left ends of the upper row's parts
ROW, PICTURE = 256, 428  # the upper ends of the third and the fourth view


@palette.house_style
def convolution_as_matrix(image: np.ndarray, kernel_shape: tuple[int, int], taps: np.ndarray) -> Picture:
    """Draw a small convolution as window, sum, matrix row and matrix, all with the same numbers.

    Args:
        image: numbers, at most 4 by 4.
        kernel_shape: height and width of the kernel, at most 3 by 3, with at most 4 places in the image.
        taps: which weight of the kernel stands where in the matrix, shape (places, pixels); -1 for none.

    Returns:
        A picture whose parameters are `kernel` (of that shape), `row` (of the matrix; the place of the window,
        counted along the rows of the output), `matrix` (shape (places, pixels)) and `results` (as the output).
    """
    scene = _Scene(np.asarray(image, dtype=float), kernel_shape, taps)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, image: np.ndarray, kernel_shape: tuple[int, int], taps: np.ndarray) -> None:
        self.figure = sheet(WIDTH, HEIGHT)
        self.axes = in_pixels(self.figure)
        self.image, self.kernel_shape, self.taps = image, kernel_shape, taps
        self.out = (image.shape[0] - kernel_shape[0] + 1, image.shape[1] - kernel_shape[1] + 1)
        self.colours = shades(kernel_shape[0] * kernel_shape[1])
        pixels = Matrix(self.axes, image.shape, boxes.INPUT, MARGIN, TOP, SIDE)
        pixels.fill(image)
        self.kernel = Matrix(self.axes, kernel_shape, boxes.KERNEL, KERNEL, TOP, SIDE)
        for row, weights in enumerate(self.kernel.rows):
            self._tint(weights, np.arange(kernel_shape[1]) + row * kernel_shape[1])
        self.results = Matrix(self.axes, self.out, boxes.OUTPUT, OUTPUT, TOP, 50, palette.NORMAL)
        self.terms = [write(self.axes, SUM, TOP + 20 + 34 * line, va="center") for line in range(kernel_shape[0])]
        self.total = write(self.axes, SUM, TOP + 28 + 34 * kernel_shape[0], va="center", weight="bold")
        self.total.set(fontsize=palette.LARGE, color=palette.OUTPUT_TEXT)
        self.here = boxes.outline(self.axes, 0, 0, kernel_shape[1] * SIDE, kernel_shape[0] * SIDE)
        self.there = boxes.outline(self.axes, 0, 0, 50, 50)
        self._draw_row()
        self._draw_matrix()
        self._title("1  window on image", MARGIN, TOP, palette.INPUT_TEXT)
        self._title("kernel", KERNEL, TOP, palette.KERNEL_TEXT)
        self._title("2  sum of products", SUM, TOP, palette.INK)
        self._title("output", OUTPUT, TOP, palette.OUTPUT_TEXT)
        self.row_title = self._title("", MARGIN, ROW, palette.KERNEL_TEXT)
        self._title("4  all rows: the matrix W, times x", MARGIN, PICTURE, palette.KERNEL_TEXT)

    def _title(self, words: str, left: float, top: float, colour: str) -> Artist:
        return write(self.axes, left + 2, top - 14, words, color=colour, weight="bold", fontsize=palette.NORMAL)

    def _strip(self, top: float, look: boxes.Look, words: str, colour: str) -> Boxes:
        self.axes.text(LEFT - 10, top + LOW / 2, words, ha="right", va="center", color=colour)
        return Boxes(self.axes, self.image.size, look, LEFT, top, CELL, LOW, palette.NORMAL)

    def _draw_row(self) -> None:
        self.weights = self._strip(ROW, boxes.KERNEL, "row of W", palette.KERNEL_TEXT)
        inputs = self._strip(ROW + LOW, boxes.INPUT, "× image x", palette.INPUT_TEXT)
        inputs.write([in_words(number) for number in self.image.ravel()])
        self.products = self._strip(ROW + 2 * LOW, boxes.BARE, "= products", palette.INK)
        self.sum = write(self.axes, LEFT + self.image.size * CELL + 10, ROW + 2.5 * LOW, va="center", weight="bold")
        self.sum.set(fontsize=palette.LARGE, color=palette.OUTPUT_TEXT)

    def _draw_matrix(self) -> None:
        rows = self.out[0] * self.out[1]
        self.cells = []
        for row, taps in enumerate(self.taps):
            cells = Boxes(self.axes, self.image.size, boxes.KERNEL, LEFT, PICTURE + LOW * row, CELL, LOW, 9.5)
            self._tint(cells, taps)
            self.cells.append(cells)
        _borders(self.axes, self.image.shape[1], self.image.shape[0], self.out, LEFT, PICTURE)
        for row in range(rows):
            words = f"row {row}"
            self.axes.text(LEFT - 10, PICTURE + LOW * (row + 0.5), words, ha="right", va="center", color=palette.QUIET)
        right = LEFT + self.image.size * CELL + 10
        self.numbers = [write(self.axes, right, PICTURE + LOW * (row + 0.5), va="center") for row in range(rows)]
        self.line = boxes.outline(self.axes, LEFT - 1, 0, self.image.size * CELL + 2, LOW)

    def draw(self, kernel: np.ndarray, row: int, matrix: np.ndarray, results: np.ndarray) -> str:
        down, right = divmod(int(row), self.out[1])
        high, wide = self.kernel_shape
        window = self.image[down : down + high, right : right + wide]
        self.here.set_xy((MARGIN + right * SIDE, TOP + down * SIDE))
        self.there.set_xy((OUTPUT + right * 50, TOP + down * 50))
        self.line.set_y(PICTURE + row * LOW)
        self.kernel.fill(kernel)
        for line, text in enumerate(self.terms):
            text.set_text(("+ " if line else "   ") + in_sum(window[line : line + 1], kernel[line : line + 1]))
        total = in_words(float(results[down, right]))
        self.total.set_text(f"= {total}")
        self.sum.set_text(f"= {total}")
        self.results.fill(results)
        self._write_matrix(matrix, results, row)
        self.row_title.set_text(f"3  row {row} of W: the kernel's weights, each above its pixel of the flattened image")
        terms = " + ".join(in_sum(window[line : line + 1], kernel[line : line + 1]) for line in range(high))
        return f"Window at row {down}, column {right} of the image, row {row} of W: {terms} = {total}."

    def _write_matrix(self, matrix: np.ndarray, results: np.ndarray, row: int) -> None:
        for cells, line in zip(self.cells, matrix, strict=True):
            cells.write([in_words(float(number)) for number in line])
        self.weights.write([in_words(float(number)) for number in matrix[row]])
        self._tint(self.weights, self.taps[row])
        products = zip(matrix[row] * self.image.ravel(), self.taps[row], strict=True)
        self.products.write([in_words(float(number)) if tap >= 0 else "" for number, tap in products])
        for place, (text, number) in enumerate(zip(self.numbers, results.flat, strict=True)):
            text.set(text=in_words(float(number)), weight="bold" if place == row else "normal")
            text.set_color(palette.OUTPUT_TEXT)

    def _tint(self, cells: Boxes, taps: np.ndarray) -> None:
        for frame, text, tap in zip(cells.frames, cells.texts, taps, strict=True):
            frame.set_facecolor(self.colours[tap] if tap >= 0 else palette.PAPER)
            frame.set_edgecolor(palette.KERNEL_TEXT if tap >= 0 else palette.HAIRLINE)
            text.set_color(ink_on(self.colours[tap]) if tap >= 0 else "#9A9A9A")

    @property
    def moving(self) -> list[Artist]:
        texts = [text for row in (*self.kernel.rows, *self.results.rows, self.products) for text in row.texts]
        for cells, taps in zip(self.cells, self.taps, strict=True):
            texts += [text for text, tap in zip(cells.texts, taps, strict=True) if tap >= 0]
        words = [*self.terms, self.total, self.sum, *self.numbers, self.row_title]
        return [*texts, *self.weights.artists, *words, self.here, self.there, self.line]


def _borders(axes: Axes, width: int, height: int, out: tuple[int, int], left: float, top: float) -> None:
    """Rule the matrix into its blocks: one for each pair of an output row and an image row."""
    for below in range(out[0]):
        for above in range(height):
            corner = (left + above * width * CELL, top + below * out[1] * LOW)
            frame = Rectangle(corner, width * CELL, out[1] * LOW, fill=False, edgecolor=palette.QUIET, linewidth=1.0)
            frame.set_zorder(3)
            axes.add_patch(frame)
