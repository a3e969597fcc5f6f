"""Short words and numbers that are drawn fast, for the moving parts of a picture."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg, get_hinting_flag
from matplotlib.colors import to_rgb
from matplotlib.font_manager import findfont, get_font
from matplotlib.text import Text


class Lettering(Text):
    """A line of text whose image is kept, so that drawing it again costs next to nothing.

    Matplotlib lays out and draws every letter anew each time, which for a table of numbers takes longer than all else
    in a demo. A line that is turned, broken into several or holds mathematics is left to matplotlib.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Draw the line: the vertical alignments "center" and "center_baseline" put the middle of the digits there."""
        words, vertical = self.get_text(), self.get_verticalalignment()
        plain = not self.get_rotation() and "\n" not in words and "$" not in words and self.get_bbox_patch() is None
        if not (plain and vertical in _RISE and isinstance(renderer, RendererAgg)):
            super().draw(renderer)
            return
        if not self.get_visible() or not words.strip():
            return
        file = findfont(self.get_fontproperties())
        letters, left, above, width, digit = _image(words, file, self.get_fontsize(), renderer.dpi)
        x, y = self.get_transform().transform(self.get_unitless_position())
        x -= {"left": 0.0, "center": 0.5, "right": 1.0}[self.get_horizontalalignment()] * width
        top = renderer.height - y + _RISE[vertical] * digit - above
        _stamp(np.asarray(renderer.buffer_rgba()), letters, round(x + left), round(top), to_rgb(self.get_color()))
        self.stale = False


# How far below the point the base line lies, in heights of a digit.
_RISE = {"center": 0.5, "center_baseline": 0.5, "baseline": 0.0}


def write(axes: Axes, x: float, y: float, words: str = "", **style: Any) -> Lettering:
    """Put a line of lettering on axes, as `axes.text` does with a text.

    Args:
        axes: where.
        x: in the coordinates of the axes.
        y: in the coordinates of the axes.
        words: one line.
        style: what `Text` takes: `color`, `fontsize`, `ha`, `va` and so on.

    Returns:
        The artist.
    """
    line = Lettering(x, y, words, **{"transform": axes.transData, **style})
    axes.add_artist(line)
    return line


@functools.lru_cache(maxsize=4096)
def _image(words: str, file: str, size: float, dpi: float) -> tuple[np.ndarray, float, float, float, float]:
    """Draw words once.

    Returns:
        Their cover of each pixel from 0 to 1; pixels from the pen's start to the image's left edge, and from the base
        line up to its upper edge; the width of the words; and the height of a digit.
    """
    font = get_font(file)
    font.set_size(size, dpi)
    font.set_text("0", 0.0, flags=get_hinting_flag())
    digit = font.get_width_height()[1] / 64
    font.set_text(words, 0.0, flags=get_hinting_flag())
    width, height = (extent / 64 for extent in font.get_width_height())
    font.draw_glyphs_to_bitmap(antialiased=True)
    letters = np.asarray(font.get_image(), dtype=np.float32) / 255
    # The image has a margin of a pixel, which the height of the words has not.
    above = height - font.get_descent() / 64 + (letters.shape[0] - height) / 2
    return letters, font.get_bitmap_offset()[0] / 64, above, width, digit


def _stamp(page: np.ndarray, letters: np.ndarray, left: int, top: int, colour: tuple[float, float, float]) -> None:
    """Mix a colour into a page, shape (height, width, 4), where letters cover it; what lies outside is lost."""
    first_row, first_column = max(0, -top), max(0, -left)
    cover = letters[first_row : page.shape[0] - top, first_column : page.shape[1] - left, np.newaxis]
    if cover.size:
        row, column = top + first_row, left + first_column
        under = page[row : row + cover.shape[0], column : column + cover.shape[1], :3]
        under[:] = np.round(under + (255 * np.asarray(colour, dtype=np.float32) - under) * cover)
