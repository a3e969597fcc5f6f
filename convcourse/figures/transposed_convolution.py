"""A transposed convolution in a row: each number lays down a copy of the kernel, and the copies are added."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Boxes, Look
from convcourse.figures.lettering import write
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

LEFT, INPUT, COPIES, ROW, SIDE = 172, 36, 104, 48, 52


@palette.house_style
def transposed_convolution(count: int, widest: int) -> Picture:
    """Draw room for a few numbers, a copy of the kernel for each, and their sum.

    Args:
        count: how many numbers go in.
        widest: the most places that the sum may have, before any is cut off.

    Returns:
        A picture whose parameters are `values` (shape (count,)), `kernel` (shape (taps,)), `stride`, `cut` (how many
        places are cut off at each end), `extra` (how many are added at the end) and `laid` (how many copies already
        lie there).
    """
    scene = _Scene(count, widest)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, count: int, widest: int) -> None:
        self.count, self.widest = count, widest
        self.sums = COPIES + count * ROW + 14
        self.figure = sheet(palette.WIDEST, self.sums + 148)
        self.axes = in_pixels(self.figure)
        self._label("input", INPUT + SIDE / 2, palette.INPUT_TEXT)
        self._label("copies of the kernel", COPIES + count * ROW / 2 - 10, palette.KERNEL_TEXT)
        self._label("each × its input", COPIES + count * ROW / 2 + 10, palette.KERNEL_TEXT)
        self._label("output: the sum", self.sums + SIDE / 2 - 9, palette.OUTPUT_TEXT)
        self._label("dashed: cut off", self.sums + SIDE / 2 + 10, palette.QUIET)
        self.values = self._row(count, boxes.INPUT, INPUT)
        self.copies = [self._row(widest, boxes.KERNEL, COPIES + place * ROW) for place in range(count)]
        self.output = self._row(widest, boxes.OUTPUT, self.sums)
        self.dropped = self._row(widest, boxes.PADDING, self.sums)
        self.sentence = write(self.axes, 16, self.sums + 84, fontsize=palette.LARGE, va="center")
        self.size = write(self.axes, 16, self.sums + 116, fontsize=palette.LARGE, va="center")

    def _row(self, count: int, look: Look, top: float) -> Boxes:
        return Boxes(self.axes, count, look, LEFT, top, SIDE, SIDE - 6)

    def _label(self, words: str, middle: float, colour: str) -> None:
        self.axes.text(LEFT - 14, middle - 3, words, color=colour, fontsize=palette.SMALL, ha="right", va="center")

    def draw(self, values: np.ndarray, kernel: np.ndarray, stride: int, cut: int, extra: int, laid: int) -> str:
        room = stride * (self.count - 1) + len(kernel) + extra
        parts = np.zeros((self.count, room))
        for place, value in enumerate(values):
            parts[place, place * stride : place * stride + len(kernel)] = value * kernel
        self._place_values(values, kernel, stride)
        for place, (copy, value) in enumerate(zip(self.copies, values, strict=True)):
            copy.move_to(place * stride)
            copy.write([in_words(value * weight) for weight in kernel] if place < laid else [])
        total, kept = parts[:laid].sum(axis=0), slice(cut, room - cut)
        self._show_sum(total, cut)
        numbers = [in_words(number) for number in total[kept]]
        weights = ", ".join(in_words(weight) for weight in kernel)
        self.sentence.set_text(f"Kernel {weights}. {self._words(laid, stride, len(kernel))}")
        given = f"stride {stride}, kernel {len(kernel)}, padding {cut}, output padding {extra}"
        self.size.set_text(f"{given}: size {len(numbers)}")  # which rule gives it is for the reader to find
        return f"{self.sentence.get_text()} Output so far: {', '.join(numbers)}. With {given}: size {len(numbers)}."

    def _place_values(self, values: np.ndarray, kernel: np.ndarray, stride: int) -> None:
        self.values.write([in_words(value) for value in values])
        for place, (frame, text) in enumerate(zip(self.values.frames, self.values.texts, strict=True)):
            middle = LEFT + (place * stride + len(kernel) / 2) * SIDE
            frame.set_x(middle - SIDE / 2 + 3)
            text.set_x(middle)

    def _show_sum(self, total: np.ndarray, cut: int) -> None:
        words = [in_words(number) for number in total]
        inside = [cut <= place < len(total) - cut for place in range(self.widest)]
        for row, shown in ((self.output, inside), (self.dropped, [not each for each in inside])):
            row.write(words)
            row.set_visible([each and place < len(total) for place, each in enumerate(shown)])

    def _words(self, laid: int, stride: int, taps: int) -> str:
        number = ("No copy yet.", "1 copy lies there.")[laid] if laid < 2 else f"{laid} copies lie there."
        overlap = taps - stride
        if overlap > 0:
            return f"{number} Neighbouring copies share {overlap} place{'s' if overlap > 1 else ''}: there they add up."
        return f"{number} Neighbouring copies share no place{', and leave gaps' if overlap < 0 else ''}."

    @property
    def moving(self) -> list[Artist]:
        rows = [self.values, *self.copies, self.output, self.dropped]
        return [*(artist for row in rows for artist in row.artists), self.sentence, self.size]
