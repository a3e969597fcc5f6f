"""The stage of a demo: a picture, its controls below it, and a sentence that says what it now shows."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets

from convcourse.demos.cell import Cells, has_front_end
from convcourse.demos.controls import Choice, Control, Grid, Steps, Switch
from convcourse.figures.picture import Picture, as_base64, as_html

__all__ = ["Choice", "Demo", "Grid", "Steps", "Switch"]

_cells = Cells()


class Demo:
    """A picture with controls.

    The first picture is drawn at once. Without a notebook, in a plain script or while grading, nothing more happens.
    In a notebook each change of a control draws the picture anew; readers without a kernel keep the first picture.

    Args:
        picture: what is shown.
        controls: one control for each parameter of the picture, under the parameter's name.

    >>> from convcourse.figures.paper import sheet
    >>> figure = sheet(200, 100)
    >>> words = figure.text(0.5, 0.5, "")
    >>> def draw(count):
    ...     words.set_text(str(count))
    ...     return f"The number {count}."
    >>> Demo(Picture(figure, draw, moving=[words]), count=Steps("count", 1, 9, start=3))
    The number 3.
    """

    def __init__(self, picture: Picture, **controls: Control) -> None:
        self.picture: Picture | None = picture
        self.controls = controls
        self._now: dict[str, Any] = {name: control.start for name, control in controls.items()}
        self._png, self._alt = picture.render(**self._now)
        self._view: widgets.HTML | None = None
        self._box: widgets.VBox | None = None

    def parameters(self) -> dict[str, Any]:
        """Say where the controls stand, under the parameters' names."""
        return dict(self._now)

    def corners(self) -> Iterator[dict[str, Any]]:
        """Go through all combinations of the controls' extreme values.

        Yields:
            Parameters of the picture.
        """
        values = [control.corners() for control in self.controls.values()]
        for corner in itertools.product(*values):
            yield dict(zip(self.controls, corner, strict=True))

    def change(self, **parameters: object) -> None:
        """Draw the picture with some parameters changed, as a control does.

        Args:
            parameters: new values; the others stay. When drawing fails, the reason is shown below the old picture.
        """
        self._now.update(parameters)
        if self.picture is None:
            return
        try:
            self._png, self._alt = self.picture.render(**self._now)
            note = _caption(self._alt)
        except Exception as problem:
            note = _caption(f"This picture could not be drawn: {type(problem).__name__}: {problem}", failed=True)
        if self._view is not None:
            self._view.value = as_html(self._png, self._alt) + note

    def close(self) -> None:
        """Let the widgets and the figure go; the last picture stays."""
        if self._box is not None:
            _close(self._box)
        self.picture = self._view = self._box = None

    def _widget(self) -> widgets.VBox:
        if self._box is None:
            self._view = widgets.HTML(as_html(self._png, self._alt) + _caption(self._alt))
            rows = [control.widget(self._changer(name)) for name, control in self.controls.items()]
            self._box = widgets.VBox([self._view, *rows])
        return self._box

    def _changer(self, name: str) -> Any:
        return lambda value: self.change(**{name: value})

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"image/png": as_base64(self._png), "text/plain": self._alt}
        if has_front_end() and self.picture is not None:
            _cells.show(self)
            # Written out, because the widgets of ipywidgets 7 (Google Colab) have no bundle to take it from.
            bundle["application/vnd.jupyter.widget-view+json"] = {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self._widget().model_id,
            }
        return bundle

    def __repr__(self) -> str:
        return self._alt


def _caption(words: str, failed: bool = False) -> str:
    role = 'role="alert"' if failed else 'role="status" aria-live="polite"'
    return f'<p {role} style="max-width:860px;margin:2px 0 6px;line-height:1.4">{html.escape(words)}</p>'


def _close(widget: widgets.Widget) -> None:
    for part in getattr(widget, "children", ()):
        _close(part)
    widget.close()
