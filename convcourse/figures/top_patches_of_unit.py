"""What excited one channel of a layer most: ten patches of a data set, each with its activation and its class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist

from convcourse.figures import palette
from convcourse.figures.boxes_on_image import as_bytes
from convcourse.figures.lettering import write
from convcourse.figures.numbers import in_words
from convcourse.figures.paper import in_pixels, sheet
from convcourse.figures.picture import Picture
from convcourse.figures.raster import Raster

LEFT, TOP, SIDE, COLUMNS, STEP_ACROSS, STEP_DOWN = 16, 44, 150, 5, 168, 200
OUTSIDE = np.array([225, 225, 225], np.uint8)


@palette.house_style
def top_patches_of_unit(most: int = 10) -> Picture:
    """Draw room for patches, strongest first.

    Args:
        most: patches, in rows of five.

    Returns:
        A picture whose parameters are `patches` (each of shape (side, side, 3), from 0 to 1, NaN where the field
        reaches over the border), `activations`, `names` (the class of each scene), `layer` and `channel`.
    """
    scene = _Scene(most)
    return Picture(scene.figure, scene.draw, scene.moving)


class _Scene:
    def __init__(self, most: int) -> None:
        rows = -(-most // COLUMNS)
        self.figure = sheet(palette.WIDEST, TOP + rows * STEP_DOWN + 30)
        page = in_pixels(self.figure)
        self.title = write(page, LEFT, TOP - 18, color=palette.INPUT_TEXT, weight="bold", va="baseline")
        words = "grey: outside the picture"
        page.text(
            palette.WIDEST - 24, TOP - 18, words, ha="right", va="baseline", color=palette.QUIET, fontsize=palette.SMALL
        )
        corners = [(LEFT + STEP_ACROSS * (n % COLUMNS), TOP + STEP_DOWN * (n // COLUMNS)) for n in range(most)]
        self.rasters = [Raster(page, (SIDE, SIDE), *corner, 1, palette.PAPER) for corner in corners]
        style = {"va": "baseline", "color": palette.OUTPUT_TEXT}
        self.captions = [write(page, x, y + SIDE + 20, **style) for x, y in corners]
        self.sentence = write(page, LEFT, TOP + rows * STEP_DOWN + 8, va="center", fontsize=palette.LARGE)

    def draw(
        self,
        patches: Sequence[np.ndarray],
        activations: Sequence[float],
        names: Sequence[str],
        layer: str,
        channel: int,
    ) -> str:
        side = patches[0].shape[0]
        self.title.set_text(f"{layer}, channel {channel}: a unit sees {side} by {side} pixels")
        for number, (raster, caption) in enumerate(zip(self.rasters, self.captions, strict=True)):
            shown = number < len(patches) and activations[number] > 0
            raster.show(_enlarged(patches[number]) if shown else np.full((SIDE, SIDE, 3), 255, np.uint8))
            caption.set_text(f"{in_words(activations[number])}  {names[number]}" if shown else "")
        live = [name for name, activation in zip(names, activations, strict=True) if activation > 0]
        if not live:
            words = f"{layer}, channel {channel}: no scene excites it. It is dead."
        else:
            name, count = Counter(live).most_common(1)[0]
            words = f"{layer}, channel {channel}: {count} of the {len(live)} come from scenes with a {name}."
        self.sentence.set_text(words)
        told = ", ".join(f"{name} {in_words(number)}" for name, number in zip(names, activations, strict=True))
        return f"{words} Each patch is {side} by {side} pixels. Class and activation, the strongest first: {told}."

    @property
    def moving(self) -> list[Artist]:
        images = [artist for raster in self.rasters for artist in raster.artists]
        return [*images, *self.captions, self.title, self.sentence]


def _enlarged(patch: np.ndarray) -> np.ndarray:
    """Enlarge a patch by a whole number, in the middle of white paper; what lies outside its picture is grey."""
    outside = np.isnan(patch).any(axis=-1)
    pixels = as_bytes(np.nan_to_num(patch))
    pixels[outside] = OUTSIDE
    times = SIDE // len(patch)
    large = pixels.repeat(times, axis=0).repeat(times, axis=1)
    page = np.full((SIDE, SIDE, 3), 255, np.uint8)
    page[: len(large), : len(large)] = large
    return page
