"""One window, forwards and backwards: the numbers that go up, and below them the gradients that come down."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import boxes, palette
from convcourse.figures.lettering import write
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

SIDE, FORTH, BACK, HEIGHT = 56, 56, 248, 448
INPUT_LEFT, KERNEL_LEFT, BIAS_LEFT, SUM_LEFT, OUTPUT_LEFT = 126, 310, 478, 606, 734


@palette.house_style
def gradient_flow() -> Picture:
    """Draw a window of 2 by 2 on its way through a convolution or a pool, and the gradient on its way back.

    Returns:
        A picture whose parameters are `window` (2 by 2), `output`, `arriving` (the gradient at the output), `returned`
        (the gradient for the window, 2 by 2) and `story` (two sentences). For a pool: `up` and `down` (what happens
        between, in words) and `winner` (row and column, or None). For a convolution: `kernel`, `kernel_gradient` (2 by
        2), `bias`, `bias_gradient`, and `total`, `total_gradient` (the sum before ReLU, or None without one).
    """
    scene = _Scene()
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self) -> None:
        self.figure = sheet(palette.WIDEST, HEIGHT)
        axes = in_pixels(self.figure)
        middle = {top: top + SIDE / 2 for top in (FORTH, BACK)}
        for top, words in ((FORTH, "forwards"), (BACK, "backwards")):
            axes.text(20, top + SIDE, words, weight="bold", va="center")
        axes.plot([20, 840], [194, 194], color=palette.HAIRLINE, linewidth=1)
        axes.text(INPUT_LEFT + 3, FORTH - 18, "input: window", color=palette.INPUT_TEXT, weight="bold")
        axes.text(INPUT_LEFT + 3, BACK - 18, "its gradient", color=palette.INPUT_TEXT, weight="bold")
        axes.text(OUTPUT_LEFT + 3, FORTH - 18, "output", color=palette.OUTPUT_TEXT, weight="bold")
        axes.text(OUTPUT_LEFT + 3, BACK - 18, "arriving", color=palette.OUTPUT_TEXT, weight="bold")
        label = {"color": palette.KERNEL_TEXT, "weight": "bold", "va": "baseline"}
        self.words = [
            write(axes, KERNEL_LEFT + 3, FORTH - 18, "kernel", **label),
            write(axes, KERNEL_LEFT + 3, BACK - 18, "its gradient", **label),
            write(axes, BIAS_LEFT + 3, FORTH - 18, "bias", **label),
            write(axes, BIAS_LEFT + 3, BACK - 18, "its gradient", **label),
        ]
        self.sum_words = [
            write(axes, SUM_LEFT + 3, top - 18, words, va="baseline")
            for top, words in ((FORTH, "sum"), (BACK, "gradient"))
        ]
        look = boxes.INPUT, boxes.KERNEL, boxes.KERNEL, boxes.SUM, boxes.OUTPUT
        lefts = INPUT_LEFT, KERNEL_LEFT, BIAS_LEFT, SUM_LEFT, OUTPUT_LEFT
        self.rows = {
            top: [
                Matrix(axes, (2, 2) if place < 2 else (1, 1), each, left, top if place < 2 else middle[top], SIDE)
                for place, (each, left) in enumerate(zip(look, lefts, strict=True))
            ]
            for top in (FORTH, BACK)
        }
        for top in (FORTH, BACK):
            self.rows[top][3].rows[0].frames[0].set(edgecolor=palette.QUIET)
        boxes.arrow(axes, palette.QUIET, (INPUT_LEFT + 2 * SIDE + 10, FORTH + SIDE), (KERNEL_LEFT - 16, FORTH + SIDE))
        boxes.arrow(axes, palette.QUIET, (KERNEL_LEFT - 16, BACK + SIDE), (INPUT_LEFT + 2 * SIDE + 10, BACK + SIDE))
        boxes.arrow(axes, palette.QUIET, (SUM_LEFT + SIDE + 12, FORTH + SIDE), (OUTPUT_LEFT - 8, FORTH + SIDE))
        boxes.arrow(axes, palette.QUIET, (OUTPUT_LEFT - 8, BACK + SIDE), (SUM_LEFT + SIDE + 12, BACK + SIDE))
        centre = {"ha": "center", "va": "center", "fontsize": palette.LARGE}
        self.between = [write(axes, (KERNEL_LEFT + SUM_LEFT + SIDE) / 2, top + SIDE, **centre) for top in (FORTH, BACK)]
        small = centre | {"fontsize": palette.SMALL}
        x = (SUM_LEFT + OUTPUT_LEFT + SIDE) / 2
        self.gate = [write(axes, x, top + SIDE - 18, **small) for top in (FORTH, BACK)]
        below = BACK + 2 * SIDE
        self.story = [write(axes, 20, y, va="center", fontsize=palette.LARGE) for y in (below + 36, below + 64)]
        self.winners = [boxes.outline(axes, 0, 0, SIDE - 2, SIDE - 2) for _ in range(2)]

    def draw(
        self,
        window: np.ndarray,
        output: float,
        arriving: float,
        returned: np.ndarray,
        story: tuple[str, str],
        up: str = "",
        down: str = "",
        kernel: np.ndarray | None = None,
        kernel_gradient: np.ndarray | None = None,
        bias: float = 0,
        bias_gradient: float = 0,
        total: float | None = None,
        total_gradient: float | None = None,
        winner: tuple[int, int] | None = None,
    ) -> str:
        taps, taps_gradient = (np.zeros((2, 2)) if each is None else each for each in (kernel, kernel_gradient))
        forth = (window, taps, bias, total or 0, output)
        back = (returned, taps_gradient, bias_gradient, total_gradient or 0, arriving)
        shown = (True, kernel is not None, kernel is not None, total is not None, True)
        for top, numbers in ((FORTH, forth), (BACK, back)):
            for matrix, number, visible in zip(self.rows[top], numbers, shown, strict=True):
                matrix.fill(np.reshape(np.asarray(number, dtype=float), matrix.shape))
                matrix.show(np.full(matrix.shape, visible))
        for line in self.words:
            line.set_visible(kernel is not None)
        for line in (*self.sum_words, *self.gate):
            line.set_visible(total is not None)
        for line, words in zip((*self.between, *self.story), (up, down, *story), strict=True):
            line.set_text(words)
        for line, words in zip(self.gate, ("ReLU", "gate"), strict=True):
            line.set_text(words)
        for frame, top in zip(self.winners, (FORTH, BACK), strict=True):
            frame.set_visible(winner is not None)
            if winner is not None:
                frame.set_xy((INPUT_LEFT + winner[1] * SIDE + 1, top + winner[0] * SIDE + 1))
        return self._told(window, output, arriving, returned, story, kernel_gradient, bias_gradient)

    def _told(
        self, window: np.ndarray, output: float, arriving: float, returned: np.ndarray, story: tuple[str, str],
        kernel_gradient: np.ndarray | None, bias_gradient: float,
    ) -> str:  # fmt: skip
        words = (
            f"Forwards: the window {_rows(window)} gives {in_words(output)}. "
            f"Backwards: the gradient {in_words(arriving)} arrives, the window receives {_rows(returned)}"
        )
        if kernel_gradient is not None:
            words += f", the kernel {_rows(kernel_gradient)}, the bias {in_words(bias_gradient)}"
        return f"{words}. {' '.join(story)}"

    @property
    def moving(self) -> list[Artist]:
        matrices = [artist for row in self.rows.values() for matrix in row for artist in matrix.artists]
        return [*matrices, *self.winners, *self.words, *self.sum_words, *self.between, *self.gate, *self.story]


def _rows(numbers: np.ndarray) -> str:
    """Write a small matrix in one line: "[6 8; 3 5]"."""
    return "[" + "; ".join(" ".join(in_words(float(number)) for number in row) for row in numbers) + "]"
