"""A picture: a figure that is kept and redrawn, and the words that say what it shows."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable, Mapping, Sequence

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from convcourse.figures.palette import WIDEST

Draw = Callable[..., str]


class Picture:
    """A figure, a function that updates it, and an alternative text that always agrees with it.

    Args:
        figure: drawn once in full; at most 860 pixels wide.
        draw: takes parameters by name, updates the figure's artists, returns what the picture now shows, in words.
        moving: the artists that `draw` changes. All others are drawn once and kept as a background. They are drawn in
            order of their `zorder`, above all that is still. With none given the whole figure is redrawn each time.
        start: parameters of the first picture; those not given to `render` are taken from here.

    Raises:
        ValueError: the figure is too wide for a notebook.

    >>> from convcourse.figures.paper import sheet
    >>> figure = sheet(200, 100)
    >>> words = figure.text(0.5, 0.5, "")
    >>> def draw(count):
    ...     words.set_text(str(count))
    ...     return f"The number {count}."
    >>> picture = Picture(figure, draw, moving=[words], start={"count": 1})
    >>> picture.render(count=3)[1]
    'The number 3.'
    """

    def __init__(
        self, figure: Figure, draw: Draw, moving: Sequence[Artist] = (), start: Mapping[str, object] | None = None
    ) -> None:
        self.canvas = FigureCanvasAgg(figure)
        width, _ = self.canvas.get_width_height()
        if width > WIDEST:
            raise ValueError(f"a figure is at most {WIDEST} pixels wide, to fit a notebook: {width} came")
        self.figure = figure
        self.draw = draw
        self.moving = sorted(moving, key=lambda artist: artist.get_zorder())
        self.start = dict(start or {})
        self._background: object | None = None
        for artist in self.moving:
            artist.set_animated(True)

    @classmethod
    def still(cls, figure: Figure, alt: str) -> Picture:
        """Make a picture that has no parameters.

        Args:
            figure: the figure.
            alt: what it shows, in words.

        Returns:
            A picture.
        """
        return cls(figure, lambda: alt)

    def fed_by(self, compute: Callable[..., Mapping[str, object]], **start: object) -> Picture:
        """Put a computation before the drawing: figures take arrays, and a demo's controls give choices.

        Args:
            compute: takes the new picture's parameters by name, returns the parameters of this one.
            start: parameters of the new picture's first state.

        Returns:
            A picture on the same figure.
        """
        return Picture(self.figure, lambda **chosen: self.draw(**compute(**chosen)), self.moving, start)

    def render(self, **parameters: object) -> tuple[bytes, str]:
        """Draw the picture.

        Args:
            parameters: what `draw` takes.

        Returns:
            The picture as PNG, and its alternative text.

        Raises:
            ValueError: the picture comes without words.
        """
        alt = self.draw(**{**self.start, **parameters})
        if not alt.strip():
            raise ValueError("expected words for people who do not see the picture; came an empty text")
        if self.moving:
            self._blit()
        else:
            self.canvas.draw()
        return self._png(), alt

    def render_whole(self, **parameters: object) -> tuple[bytes, str]:
        """Draw the picture without the kept background: slower, and by definition right."""
        alt = self.draw(**{**self.start, **parameters})
        for artist in self.moving:
            artist.set_animated(False)
        self.canvas.draw()
        for artist in self.moving:
            artist.set_animated(True)
        return self._png(), alt

    def _blit(self) -> None:
        if self._background is None:
            self.canvas.draw()
            self._background = self.canvas.copy_from_bbox(self.figure.bbox)
        self.canvas.restore_region(self._background)
        for artist in self.moving:
            self.figure.draw_artist(artist)

    def _png(self) -> bytes:
        size = self.canvas.get_width_height()
        pixels = Image.frombuffer("RGBA", size, self.canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
        file = io.BytesIO()
        pixels.save(file, "PNG", compress_level=1)
        return file.getvalue()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        png, alt = self.render()
        return {"text/html": as_html(png, alt), "image/png": as_base64(png), "text/plain": alt}


def as_base64(png: bytes) -> str:
    """Write a PNG in the letters that a notebook and a web page accept."""
    return base64.b64encode(png).decode("ascii")


def as_html(png: bytes, alt: str) -> str:
    """Write a PNG as an image element with its alternative text.

    Args:
        png: the picture.
        alt: what it shows, in words.

    Returns:
        One `img` element that never grows wider than its column.
    """
    width, height = Image.open(io.BytesIO(png)).size
    return (
        f'<img alt="{html.escape(alt)}" width="{width}" height="{height}" decoding="sync" '
        f'style="max-width:100%;height:auto;display:block" src="data:image/png;base64,{as_base64(png)}">'
    )
