"""A filter on a volume, channel by channel: windows, products, one sum a channel, the bias, and the output so far."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from convcourse.figures import boxes, palette
from convcourse.figures.boxes import Boxes, Look
from convcourse.figures.lettering import write
from convcourse.figures.matrix import Matrix
from convcourse.figures.numbers import in_words, listed
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture

MARGIN, TOP, SIDE, GAP = 18, 74, 36, 34
FADED = "#C4C4C4"
PENDING = Look(palette.PAPER, palette.HAIRLINE, palette.QUIET)


@palette.house_style
def volume_slicer(volume: np.ndarray, kernels: np.ndarray, bias: np.ndarray) -> Picture:
    """Draw one place of one filter on a volume.

    Args:
        volume: numbers, shape (height, width, channels), at most 4 by 5 by 2.
        kernels: shape (kernel height, kernel width, channels, filters), at most 3 by 2 by 2 by 2.
        bias: shape (filters,).

    Returns:
        A picture whose parameters are `position` (the window's place, counted along the rows of the output), `chosen`
        (the filter), `added` (which channels are added up, one truth value a channel) and `results` (the output of
        these channels, with the bias if all are added; shape (output height, output width, filters)).
    """
    scene = _Scene(np.asarray(volume, float), np.asarray(kernels, float), np.asarray(bias, float))
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, volume: np.ndarray, kernels: np.ndarray, bias: np.ndarray) -> None:
        self.volume, self.kernels, self.bias = volume, kernels, bias
        self.high, self.wide, self.channels, self.filters = kernels.shape
        self.out = (volume.shape[0] - self.high + 1, volume.shape[1] - self.wide + 1)
        self.step = volume.shape[0] * SIDE + 44
        bottom = TOP + self.channels * self.step
        self.figure = sheet(palette.WIDEST, bottom + 86)
        self.axes = in_pixels(self.figure)
        self.windows: list[Matrix] = []
        self.slices: list[Matrix] = []
        self.products: list[Matrix] = []
        self.sums: list[Boxes] = []
        self.frames: list[Rectangle] = []
        for channel in range(self.channels):
            self._draw_channel(channel, TOP + channel * self.step)
        self._draw_bias(bottom)
        self._draw_maps()
        self._draw_titles()
        self.sentence = write(self.axes, MARGIN, bottom + 60, fontsize=palette.LARGE, va="center")

    def _draw_channel(self, channel: int, top: float) -> None:
        axes, height = self.axes, self.volume.shape[0]
        whole = Matrix(axes, self.volume.shape[:2], boxes.INPUT, MARGIN, top, SIDE)
        whole.fill(self.volume[:, :, channel])
        axes.text(MARGIN + 2, top - 13, f"channel {channel}", color=palette.INPUT_TEXT, weight="bold")
        middle = top + (height - self.high) * SIDE / 2
        shape, left = (self.high, self.wide), whole.right + 30
        for parts, look in ((self.windows, boxes.INPUT), (self.slices, boxes.KERNEL), (self.products, boxes.BARE)):
            parts.append(Matrix(axes, shape, look, left, middle, SIDE))
            left = parts[-1].right + GAP
        self.sums.append(Boxes(axes, 1, boxes.SUM, left + 16, top + height * SIDE / 2 - 21, 54, 42, 15))
        self.sums[-1].texts[0].set(weight="bold", color=palette.INK)
        self.frames.append(boxes.outline(axes, MARGIN, top, self.wide * SIDE, self.high * SIDE))
        for part, gap, sign in (
            (self.windows[-1], GAP, "×"),
            (self.slices[-1], GAP, "="),
            (self.products[-1], GAP + 16, "sum\n→"),
        ):
            axes.text(
                part.right + gap / 2, top + height * SIDE / 2, sign, fontsize=palette.LARGE, ha="center", va="center"
            )

    def _draw_bias(self, bottom: float) -> None:
        left = self.sums[-1].left
        self.weight = Boxes(self.axes, 1, boxes.KERNEL, left, bottom - 26, 54, 42)
        self.axes.text(left - 8, bottom - 6, "bias", color=palette.KERNEL_TEXT, weight="bold", ha="right", va="center")
        ends = [row.top for row in self.sums] + [bottom - 26]
        for upper, lower in itertools.pairwise(ends):
            self.axes.text(left + 27, (upper + 42 + lower) / 2, "+", fontsize=18, ha="center", va="center")

    def _draw_maps(self) -> None:
        left = palette.WIDEST - MARGIN - self.out[1] * SIDE
        self.maps: list[Matrix] = []
        self.partial: list[Matrix] = []
        self.there = boxes.outline(self.axes, left, TOP, SIDE, SIDE)
        for number in range(self.filters):
            top = TOP + number * self.step + SIDE
            pending = Matrix(self.axes, self.out, PENDING, left, top, SIDE)
            pending.write([[""] * self.out[1]] * self.out[0])
            self.partial.append(Matrix(self.axes, self.out, boxes.PADDING, left, top, SIDE))
            self.maps.append(Matrix(self.axes, self.out, boxes.OUTPUT, left, top, SIDE))
            words = f"map of filter {number}"
            self.axes.text(left + 2, top - 13, words, color=palette.OUTPUT_TEXT, weight="bold")

    def _draw_titles(self) -> None:
        names = (
            (MARGIN, "input volume", palette.INPUT_TEXT),
            (self.windows[0].left, "window", palette.INPUT_TEXT),
            (self.slices[0].left, "filter", palette.KERNEL_TEXT),
            (self.products[0].left, "products", palette.INK),
            (self.maps[0].left, "output volume", palette.OUTPUT_TEXT),
        )
        for left, words, colour in names:
            self.axes.text(left + 2, 24, words, color=colour, fontsize=palette.LARGE, weight="bold", va="center")

    def draw(self, position: int, chosen: int, added: Sequence[bool], results: np.ndarray) -> str:
        row, column = divmod(int(position), self.out[1])
        part = self.volume[row : row + self.high, column : column + self.wide]
        totals = (part * self.kernels[..., chosen]).sum(axis=(0, 1))
        for channel in range(self.channels):
            self._show_channel(channel, part[..., channel], self.kernels[..., channel, chosen], bool(added[channel]))
            self.frames[channel].set_xy((MARGIN + column * SIDE, TOP + channel * self.step + row * SIDE))
        self.weight.write([in_words(self.bias[chosen])])
        _fade(_texts(self.weight.artists), all(added))
        self._show_maps(position, chosen, all(added), results)
        self.there.set_xy((self.maps[chosen].left + column * SIDE, self.maps[chosen].top + row * SIDE))
        words = self._sum_in_words(totals, chosen, added, float(results[row, column, chosen]))
        self.sentence.set_text(words)
        return f"Filter {chosen} at row {row}, column {column}: {words}."

    def _show_channel(self, channel: int, part: np.ndarray, weights: np.ndarray, added: bool) -> None:
        self.windows[channel].fill(part)
        self.slices[channel].fill(weights)
        self.products[channel].fill(part * weights)
        self.sums[channel].write([in_words(float((part * weights).sum()))])
        for matrix in (self.windows[channel], self.slices[channel], self.products[channel], self.sums[channel]):
            _fade(_texts(matrix.artists), added)
        self.frames[channel].set_visible(added)

    def _show_maps(self, position: int, chosen: int, whole: bool, results: np.ndarray) -> None:
        reached = np.arange(self.out[0] * self.out[1]).reshape(self.out) <= position
        for number in range(self.filters):
            for matrix, wanted in ((self.maps[number], whole), (self.partial[number], not whole)):
                matrix.fill(results[..., number])
                matrix.show(reached & wanted & (number == chosen))

    def _sum_in_words(self, totals: np.ndarray, chosen: int, added: Sequence[bool], result: float) -> str:
        terms = [f"channel {c}: {in_words(float(total))}" for c, total in enumerate(totals) if added[c]]
        if all(added):
            return "   +   ".join([*terms, f"bias: {in_words(self.bias[chosen])}"]) + f"   =   {in_words(result)}"
        missing = [f"channel {channel}" for channel in range(self.channels) if not added[channel]]
        return f"{listed(terms)}; not the output yet, {listed([*missing, 'the bias'])} are missing"

    @property
    def moving(self) -> list[Artist]:
        written = [*self.windows, *self.slices, *self.products, *self.sums, self.weight]  # their boxes stay
        shown = [artist for part in (*self.maps, *self.partial) for artist in part.artists]
        texts = _texts([artist for part in written for artist in part.artists])
        return [*texts, *shown, *self.frames, self.there, self.sentence]


def _texts(artists: Sequence[Artist]) -> list[Text]:
    return [artist for artist in artists if isinstance(artist, Text)]


def _fade(artists: Sequence[Text], clear: bool) -> None:
    for artist in artists:
        artist.set_color(palette.INK if clear else FADED)
