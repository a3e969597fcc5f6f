"""One handwritten digit on its way through a small network, with the shape at each stage."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from convcourse.figures import boxes, palette
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

COLUMN, BAR_TOP, BAR_STEP = 4, 91, 23
IMAGE, MAPS, POOLED, FLAT, SCORES, PROBABILITIES = 12, 172, 400, 592, 664, 768
MIDDLE = 206  # pixels from the top to the arrows and the middle of each stage
GAP = 6  # pixels between two maps
LONGEST_SCORE, LONGEST_CHANCE = 36, 36  # pixels of the longest bars


@palette.house_style
def digit_through_network(
    maps_shape: tuple[int, int, int], pooled_shape: tuple[int, int, int], image_shape: tuple[int, int]
) -> Picture:
    """Draw image, maps, pooled maps, flat list, scores and probabilities of one digit.

    Args:
        maps_shape: height, width and channels after convolution and ReLU; the channels are an even number, at most 8.
        pooled_shape: height, width and channels after pooling.
        image_shape: height and width of the image.

    Returns:
        A picture whose parameters are `image`, `maps` and `pooled` (of those shapes), `scores` and `probabilities`
        (shape (10,)) and `label` (the digit that the writer meant).
    """
    scene = _Scene(image_shape, maps_shape, pooled_shape)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, image: tuple[int, int], maps: tuple[int, int, int], pooled: tuple[int, int, int]) -> None:
        self.figure = sheet(palette.WIDEST, 380)
        axes = in_pixels(self.figure)
        self.image = Raster(axes, image, IMAGE, MIDDLE - image[0] * 7, 14, palette.INPUT)
        self.maps = _grid(axes, maps, MAPS, 10)
        self.pooled = _grid(axes, pooled, POOLED, 16)
        units = int(np.prod(pooled))
        self.flat = Raster(axes, (units, 1), FLAT + 4, MIDDLE - units * 5 // 2, 5, palette.OUTPUT)
        self.scores = _bars(axes, SCORES, palette.QUIET)
        self.chances = _bars(axes, PROBABILITIES, palette.OUTPUT)
        rows = [BAR_TOP + BAR_STEP * (digit + 0.5) for digit in range(10)]
        for digit, y in enumerate(rows):
            axes.text(PROBABILITIES - 12, y, str(digit), ha="center", va="center")
        self.numbers = [axes.text(0, y, "", fontsize=palette.SMALL, va="center") for y in rows]
        titles = (
            (IMAGE, "image", (*image, 1), palette.INPUT_TEXT),
            (MAPS, "maps", maps, palette.OUTPUT_TEXT),
            (POOLED, "pooled maps", pooled, palette.OUTPUT_TEXT),
            (FLAT - 6, "flat", (units,), palette.OUTPUT_TEXT),
            (SCORES, "scores", (10,), palette.INK),
            (PROBABILITIES - 20, "probabilities", (10,), palette.OUTPUT_TEXT),
        )
        for left, name, shape, colour in titles:
            axes.text(left - 2, 48, name, color=colour, weight="bold", va="center")
            axes.text(
                left - 2, 67, " × ".join(map(str, shape)), color=palette.QUIET, fontsize=palette.SMALL, va="center"
            )
        for y, words in (
            (334, "maps: black is 0, white the largest number"),
            (354, "scores: bars begin at the lowest score"),
        ):
            axes.text(IMAGE - 2, y, words, color=palette.QUIET, fontsize=palette.SMALL, va="center")
        self._draw_steps(axes)
        self.verdict = axes.text(848, 352, "", fontsize=palette.NORMAL, weight="bold", ha="right", va="center")

    def _draw_steps(self, axes: Axes) -> None:
        steps = (
            (102, 164, "kernels,\nReLU"),
            (360, 394, "max\npool"),
            (556, 588, "flat-\nten"),
            (614, 654, "dense"),
            (708, 738, "soft-\nmax"),
        )
        style = {"fontsize": palette.SMALL, "color": palette.KERNEL_TEXT}
        for start, stop, words in steps:
            boxes.arrow(axes, palette.INK, (start, MIDDLE), (stop, MIDDLE))
            axes.text((start + stop) / 2, MIDDLE - 10, words, ha="center", va="bottom", **style)
        parts = ((102, 548, "feature part: what is where"), (560, 848, "classifier part: which digit"))
        for left, right, words in parts:
            axes.plot([left, right], [27, 27], color=palette.INK, linewidth=1.2)
            axes.text((left + right) / 2, 14, words, ha="center", va="center", fontsize=palette.SMALL)

    def draw(
        self,
        image: np.ndarray,
        maps: np.ndarray,
        pooled: np.ndarray,
        scores: np.ndarray,
        probabilities: np.ndarray,
        label: int,
    ) -> str:
        highest = max(float(maps.max()), 1e-9)
        self.image.show(1 - image, 0, 1)
        for rasters, stage in ((self.maps, maps), (self.pooled, pooled)):
            for channel, raster in enumerate(rasters):
                raster.show(stage[..., channel], 0, highest)
        self.flat.show(pooled.reshape(-1, 1), 0, highest)
        best = int(np.argmax(probabilities))
        spread = scores - scores.min()
        _draw_bars(self.scores, LONGEST_SCORE * spread / max(float(spread.max()), 1e-9))
        _draw_bars(self.chances, LONGEST_CHANCE * probabilities)
        for number, chance in zip(self.numbers, probabilities, strict=True):
            number.set_text(_chance(float(chance)).replace("over ", ">\N{HAIR SPACE}") if chance >= 0.005 else "")
            number.set_x(PROBABILITIES + LONGEST_CHANCE * float(chance) + 4)
        right = "right" if best == label else f"wrong, it is {label}"
        self.verdict.set_text(f"answer {best}, probability {_chance(float(probabilities[best]))}: {right}")
        return (
            f"A handwritten {label} goes through {maps.shape[-1]} kernels and ReLU, max pooling, a flat list of "
            f"{pooled.size} numbers and a dense layer. The answer is {best} with probability "
            f"{_chance(float(probabilities[best]))}: {right}."
        )

    @property
    def moving(self) -> list[Artist]:
        rasters = [artist for raster in (self.image, *self.maps, *self.pooled, self.flat) for artist in raster.artists]
        return [*rasters, *self.scores, *self.chances, *self.numbers, self.verdict]


def _grid(axes: Axes, shape: tuple[int, int, int], left: int, scale: int) -> list[Raster]:
    """Place one raster a channel, two rows of them."""
    height, width, channels = shape
    rasters = []
    for channel in range(channels):
        row, column = divmod(channel, COLUMN)
        across = left + column * (width * scale + GAP)
        down = MIDDLE - height * scale - 10 + row * (height * scale + 20)
        rasters.append(Raster(axes, (height, width), across, down, scale, palette.OUTPUT))
    return rasters


def _bars(axes: Axes, left: float, colour: str) -> list[Rectangle]:
    """Place ten bars that start at one line."""
    bars = [Rectangle((left, BAR_TOP + BAR_STEP * k + 4), 1, BAR_STEP - 8, facecolor=colour) for k in range(10)]
    for bar in bars:
        axes.add_patch(bar)
    return bars


def _draw_bars(bars: list[Rectangle], lengths: np.ndarray) -> None:
    for bar, length in zip(bars, lengths, strict=True):
        bar.set_width(float(length))


def _chance(probability: float) -> str:
    """Write a probability with two decimals; softmax never gives 1, so rounding must not either."""
    return "over 0.99" if probability > 0.99 else in_words(probability)
