"""Images as pixels: each pixel of the image becomes a square of whole pixels of the picture, without any smoothing."""

from __future__ import annotations

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

SIGNED = "red is above 0, blue below, white is 0"
RED_AND_BLUE = (255 * matplotlib.colormaps["RdBu_r"](np.linspace(0, 1, 256))[:, :3]).round().astype(np.uint8)
_GREYS = np.repeat(np.arange(256, dtype=np.uint8)[:, np.newaxis], 3, axis=1)


class Raster:
    """A framed image on axes in pixels.

    Args:
        axes: axes in pixels that fill the figure.
        shape: height and width of the image in pixels.
        left: whole pixels of the picture from the left.
        top: whole pixels of the picture from the top.
        scale: pixels of the picture for one of the image.
        edge: colour of the frame.
    """

    def __init__(self, axes: Axes, shape: tuple[int, int], left: int, top: int, scale: int, edge: str) -> None:
        figure = axes.get_figure()
        assert isinstance(figure, Figure)
        self.axes, self.shape, self.left, self.top, self.scale = axes, shape, left, top, scale
        self.height, self.width = shape[0] * scale, shape[1] * scale
        below = round(figure.get_size_inches()[1] * figure.dpi) - top - self.height
        # An image of the figure is copied as it is; one of the axes would be resampled, at ten times the cost.
        self.image = figure.figimage(np.zeros((self.height, self.width, 3), np.uint8), left, below)
        self.image.set_zorder(-1)  # under everything that is drawn on the axes
        axes.add_patch(
            Rectangle((left - 2, top - 2), self.width + 4, self.height + 4, fill=False, edgecolor=edge, linewidth=1.6)
        )

    @property
    def right(self) -> int:
        """Pixels from the left of the picture to the right end."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Pixels from the top of the picture to the lower end."""
        return self.top + self.height

    @property
    def artists(self) -> list[Artist]:
        """What `show` changes, for the `moving` artists of a picture."""
        return [self.image]

    def show(self, pixels: np.ndarray, low: float = 0, high: float = 255) -> None:
        """Show numbers in grey, from black at `low` to white at `high`; or an image of three colours, from 0 to 255."""
        if pixels.ndim == 3:
            self._copy(pixels.astype(np.uint8))
        else:
            self._copy(_GREYS[_levels(pixels, low, high)])

    def show_signed(self, numbers: np.ndarray, largest: float) -> None:
        """Show numbers of both signs: blue at `-largest`, white at 0, red at `largest`."""
        self._copy(RED_AND_BLUE[_levels(numbers, -largest, largest)])

    def _copy(self, colours: np.ndarray) -> None:
        self.image.set_data(colours.repeat(self.scale, axis=0).repeat(self.scale, axis=1))


def _levels(numbers: np.ndarray, low: float, high: float) -> np.ndarray:
    """Turn numbers into levels from 0 to 255; what lies outside `low` to `high` is cut off."""
    return np.clip((np.asarray(numbers, dtype=float) - low) * (255 / (high - low)) + 0.5, 0, 255).astype(np.uint8)
