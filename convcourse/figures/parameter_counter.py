"""What a layer has to learn: a filter shared by all places, a filter for each place, or a dense layer."""

from __future__ import annotations

from collections.abc import Mapping

from convcourse.figures import boxes, palette
from convcourse.figures.lettering import write
from convcourse.figures.matrix import Matrix
from convcourse.figures.paper import in_pixels, panel, sheet
from convcourse.figures.picture import Picture

KERNEL_SIDE, LARGEST, TOP = 22, 7, 96
TOPS, NAMES = (314, 346, 378), ("parameters", "multiply-adds", "output")
COLOURS = (palette.KERNEL, palette.QUIET, palette.QUIET)


@palette.house_style
def parameter_counter(names: tuple[str, str, str]) -> Picture:
    """Draw one filter and three bars on a scale where each step is ten times the one before.

    Args:
        names: what the three bars count; the first is the convolution layer.

    Returns:
        A picture whose parameters are `kernel` (height and width, at most 7), `channels`, `filters`, `side` (of the
        square picture), `parameters` (three whole numbers), `multiply_adds` (of the convolution layer) and `values`
        (numbers in its output).
    """
    scene = _Scene(names)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, names: tuple[str, str, str]) -> None:
        self.names = names
        self.figure = sheet(palette.WIDEST, 400)
        axes = in_pixels(self.figure)
        axes.text(16, 24, "one filter", color=palette.KERNEL_TEXT, weight="bold", fontsize=palette.LARGE, va="center")
        self.size = write(axes, 16, 50, va="center")
        self.kernel = Matrix(axes, (LARGEST, LARGEST), boxes.KERNEL, 16, TOP - 22, KERNEL_SIDE)
        self.kernel.write([[""] * LARGEST] * LARGEST)
        self.frames = [frame for row in self.kernel.rows for frame in row.frames]
        self.plot = panel(self.figure, 262, 40, 560, 204)
        self.plot.set(xscale="log", xlim=(1, 1e15), ylim=(2.75, -0.6), yticks=[])
        self.plot.set_xlabel("parameters: every grid line is a thousand times the one before")
        self.plot.set_xticks([10**power for power in (0, 3, 6, 9, 12, 15)])
        self.plot.grid(axis="x", color=palette.HAIRLINE)
        self.plot.set_axisbelow(True)
        self.plot.minorticks_off()
        self.bars = [
            self.plot.barh(line, 1, height=0.42, left=1, color=COLOURS[line], zorder=2.8)[0] for line in range(3)
        ]
        self.labels = []
        for line, name in enumerate(names):
            style = {"va": "center", "color": palette.INK if line else palette.KERNEL_TEXT}
            self.plot.text(1.3, line - 0.37, name, **style)
            self.labels.append(write(self.plot, 9e14, line - 0.37, ha="right", weight="bold", **style))
        for top, name in zip(TOPS, NAMES, strict=True):
            axes.text(140, top, name, ha="right", va="center", color=palette.QUIET)
        self.lines = [write(axes, 154, top, va="center") for top in TOPS]

    def draw(
        self,
        kernel: tuple[int, int],
        channels: int,
        filters: int,
        side: int,
        parameters: tuple[int, int, int],
        multiply_adds: int,
        values: int,
    ) -> str:
        high, wide = kernel
        self.size.set_text(f"{high} × {wide}, through {channels} channel{'s' * (channels > 1)}")
        self.kernel.show([[row < high and column < wide for column in range(LARGEST)] for row in range(LARGEST)])
        for bar, label, count in zip(self.bars, self.labels, parameters, strict=True):
            bar.set_width(count - 1)
            label.set_text(f"{count:,}")
        words = [
            f"({high}·{wide}·{channels} + 1) · {filters} = {parameters[0]:,}",
            f"{side}·{side} places · {high}·{wide}·{channels} · {filters} = {multiply_adds:,}",
            f"{side}·{side}·{filters} = {values:,} numbers, {4 * values / 1e6:,.2f} MB",
        ]
        for line, text in zip(self.lines, words, strict=True):
            line.set_text(text)
        return self._words(dict(zip(NAMES, words, strict=True)), side, parameters)

    def _words(self, words: Mapping[str, str], side: int, parameters: tuple[int, int, int]) -> str:
        others = "; ".join(f"{name}: {count:,}" for name, count in zip(self.names[1:], parameters[1:], strict=True))
        told = ". ".join(f"{name.capitalize()} {text}" for name, text in words.items())
        return f"Picture of {side} by {side}. {told}. For comparison, parameters with {others}."

    @property
    def moving(self) -> list:
        return [self.size, *self.frames, *self.bars, *self.labels, *self.lines]
