"""A window of weights slides over a few readings: products, their running sum, and the output so far."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Boxes, Look
from convcourse.figures.lettering import Lettering, write
from convcourse.figures.numbers import as_fractions, in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
WIDTH, HEIGHT, LEFT, BOX = 860, 432, 176, 46
TIMES, INPUT, KERNEL, NAMES, PRODUCTS, SUMS, OUTPUT, SENTENCE = 16, 30, 92, 140, 168, 214, 306, 404


@palette.house_style
def window_over_numbers(signal: Sequence[float] | np.ndarray, taps: int) -> Picture:
    """Draw a kernel over a short signal, box by box.

    Args:
        signal: readings, shape (n,), 3 to 8 numbers.
        taps: number of weights k, 2 to 4.

    Returns:
        A picture whose parameters are `position` (time of the newest reading in the window, 0 to n + k - 2), `laid`
        (the kernel as it lies under the window, shape (k,)), `flipped` (whether that is the other way round than it is
        written), `results` (one for each position, shape (n + k - 1,)), `mode` ("full", "valid" or "same") and `kept`
        (which of the results that mode keeps, the same shape). A result stands below the newest reading of its window,
        and in mode "same" below the middle one.
    """
    scene = _Scene(np.asarray(signal, dtype=float), taps)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, signal: np.ndarray, taps: int) -> None:
        self.figure = sheet(WIDTH, HEIGHT)
        self.axes = in_pixels(self.figure)
        self.signal, self.taps, self.padding = signal, taps, taps - 1
        self.pitch = min(80.0, (WIDTH - LEFT - 12) / (len(signal) + 2 * self.padding))
        self.padded = np.pad(signal, self.padding)
        self._draw_input()
        self._draw_labels()
        self.kernel = self._row(taps, boxes.KERNEL, KERNEL)
        self.names = self._row(taps, boxes.BARE, NAMES, palette.SMALL, 22)
        self.products = self._row(taps, boxes.BARE, PRODUCTS)
        self.sums = self._row(taps, boxes.SUM, SUMS)
        self.results = self._row(len(signal) + self.padding, boxes.OUTPUT, OUTPUT)
        self.dropped = self._row(len(signal) + self.padding, boxes.PADDING, OUTPUT)
        self.sums.texts[-1].set(color=palette.OUTPUT_TEXT, weight="bold")
        self.window = boxes.outline(self.axes, 0, INPUT - 3, taps * self.pitch, KERNEL + BOX - INPUT + 6)
        (self.bracket,) = self.axes.plot([], [], color=palette.QUIET, linewidth=1.8)
        self.arrow = boxes.arrow(self.axes, palette.OUTPUT)
        self.stands = self._label("", OUTPUT + 22, palette.OUTPUT_TEXT, palette.SMALL)
        self.laid_how = self._label("", KERNEL + 32, palette.KERNEL_TEXT, palette.SMALL)
        self.sentence = write(self.axes, LEFT + 3, SENTENCE, fontsize=palette.LARGE, va="center")

    def _row(self, count: int, look: Look, top: float, size: float = palette.LARGE, height: float = BOX) -> Boxes:
        return Boxes(self.axes, count, look, LEFT, top, self.pitch, height, size)

    def _label(self, words: str, middle: float, colour: str, size: float = palette.NORMAL) -> Lettering:
        return write(self.axes, LEFT - 16, middle, words, color=colour, fontsize=size, ha="right", va="center")

    def _draw_input(self) -> None:
        times = range(-self.padding, len(self.signal) + self.padding)
        for column, (time, number) in enumerate(zip(times, self.padded, strict=True)):
            inside = 0 <= time < len(self.signal)
            box = self._row(1, boxes.INPUT if inside else boxes.PADDING, INPUT)
            box.move_to(column)
            box.write([in_words(number)])
            x = LEFT + (column + 0.5) * self.pitch
            style = {"color": palette.QUIET, "fontsize": palette.SMALL, "ha": "center", "va": "center"}
            for middle in (TIMES, OUTPUT + 60):
                self.axes.text(x, middle, in_words(time), **style)

    def _draw_labels(self) -> None:
        for middle in (TIMES, OUTPUT + 60):
            self._label("time", middle, palette.QUIET, palette.SMALL)
        self._label("input: readings", INPUT + 15, palette.INPUT_TEXT)
        self._label("dashed: padding", INPUT + 33, palette.QUIET, palette.SMALL)
        self._label("× kernel: weights", KERNEL + 14, palette.KERNEL_TEXT)
        self._label("= products", PRODUCTS + BOX / 2, palette.INK)
        self._label("running sum →", SUMS + BOX / 2, palette.INK)
        self._label("output so far", OUTPUT + 4, palette.OUTPUT_TEXT)
        self._label("dashed: not kept", OUTPUT + 39, palette.QUIET, palette.SMALL)

    def draw(
        self, position: int, laid: np.ndarray, flipped: bool, results: np.ndarray, mode: str, kept: np.ndarray
    ) -> str:
        covered = self.padded[position : position + self.taps]
        products = covered * laid
        weights = as_fractions(laid)
        order = range(self.taps - 1, -1, -1) if flipped else range(self.taps)
        self.kernel.write(weights)
        self.names.write(["w" + SUBSCRIPTS[index] for index in order])
        self.products.write([in_words(product) for product in products])
        self.sums.write([in_words(total) for total in np.cumsum(products)])
        self.laid_how.set_text("flipped" if flipped else "as written")
        for row in (self.kernel, self.names, self.products, self.sums):
            row.move_to(position)
        self.window.set_x(LEFT + position * self.pitch)
        self._draw_output(position, results, kept, centred=mode == "same")
        steps = " + ".join(f"{in_words(reading)}·{weight}" for reading, weight in zip(covered, weights, strict=True))
        self.sentence.set_text(f"{steps}  =  {in_words(results[position])}")
        name = "Convolution, kernel flipped" if flipped else "Correlation, kernel as written"
        so_far = [in_words(result) for result in results[: position + 1][kept[: position + 1]]]
        return (
            f"{name}. The newest reading in the window is that of time {position}: {steps} = "
            f"{in_words(results[position])}. {self._fate(position, mode, bool(kept[position]))} "
            f"Output so far: {', '.join(so_far) or 'nothing yet'}."
        )

    def _draw_output(self, position: int, results: np.ndarray, kept: np.ndarray, centred: bool) -> None:
        reached = np.arange(len(results)) <= position
        texts = [in_words(result) for result in results]
        self.results.write(texts)
        self.dropped.write(texts)
        self.results.set_visible(reached & kept)
        self.dropped.set_visible(reached & ~kept)
        delay = self.padding // 2 if centred else 0
        self.results.move_to(self.padding - delay)
        self.dropped.move_to(self.padding - delay)
        self.stands.set_text("at middle reading" if centred else "at newest reading")
        left, right = LEFT + position * self.pitch + 4, LEFT + (position + self.taps) * self.pitch - 4
        y = SUMS + BOX + 4
        self.bracket.set_data([left, left, right, right], [y - 6, y, y, y - 6])
        x = LEFT + (position + self.taps - 0.5 - delay) * self.pitch
        self.arrow.set_positions((x, y), (x, OUTPUT - 2))
        self.arrow.set_color(palette.OUTPUT if kept[position] else palette.PADDING)

    def _fate(self, position: int, mode: str, kept: bool) -> str:
        """Say whether a mode keeps the result, why, and where it then stands."""
        if mode == "same":
            if not kept:
                return "This result is not kept, because the middle of the window does not lie on a reading."
            return f"This result is kept, and stands at time {position - self.padding // 2}, below the window's middle."
        if not kept:
            return "This result is not kept, because the window hangs over the edge."
        return f"This result is kept, and stands at time {position}, below the newest reading."

    @property
    def moving(self) -> list[Artist]:
        rows = (self.kernel, self.names, self.products, self.sums, self.results, self.dropped)
        return [artist for row in rows for artist in row.artists] + [
            self.window,
            self.bracket,
            self.arrow,
            self.stands,
            self.laid_how,
            self.sentence,
        ]
