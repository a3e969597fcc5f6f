"""A demo whose picture is drawn by JavaScript, beside the same picture drawn here for readers without it."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import traitlets

from convcourse.demos.controls import Choice, Control, Grid, Steps
from convcourse.demos.stage import Demo
from convcourse.figures import palette
from convcourse.figures.picture import Picture

HERE = Path(__file__).resolve().parent
IN_NOTEBOOK = 'export default { render({ model, el }) { stage(el, model.get("state")); } };\n'
ON_PAGE = """\
document.addEventListener("DOMContentLoaded", () => {
  for (const holder of document.querySelectorAll(".course-showcase")) {
    stage(holder, JSON.parse(holder.querySelector("script").textContent));
  }
});
"""
COLOURS = ("input", "kernel", "output", "padding", "ink", "quiet")
SHADES = ("input_text", "kernel_text", "output_text", "input_tint", "kernel_tint", "output_tint")


def script(on_page: bool = False) -> str:
    """Return the JavaScript of all showcase demos, as a module for a notebook or as a script for a page of the site."""
    first = ("stage.js", "canvas.js")
    scenes = sorted(path.name for path in HERE.glob("*.js") if path.name not in first)
    whole = "\n".join((HERE / name).read_text(encoding="utf-8") for name in (*first, *scenes))
    return f"{whole}\n{ON_PAGE if on_page else IN_NOTEBOOK}"


class Showcase(Demo):
    """A demo that JavaScript draws where it can; elsewhere it is the demo of the same picture and controls.

    Args:
        scene: the name of the JavaScript file that draws it, and of its function.
        title: what it is, for people who hear it.
        picture: the same picture, drawn here.
        facts: what the scene needs beside the controls; JSON.
        pointed: controls that the scene has beside those of the picture, such as the pixel under the pointer.
        controls: those of the picture.
    """

    def __init__(
        self,
        scene: str,
        title: str,
        picture: Picture,
        facts: Mapping[str, Any],
        pointed: Mapping[str, Control] | None = None,
        **controls: Control,
    ) -> None:
        super().__init__(picture, **controls)
        self.scene, self.title, self.facts, self.pointed = scene, title, dict(facts), dict(pointed or {})

    def state(self) -> dict[str, Any]:
        """Return what the script needs to draw and to go on: the controls, the facts, the colours; JSON."""
        return {
            "name": self.scene,
            "title": self.title,
            "controls": [_described(name, each) for name, each in {**self.controls, **self.pointed}.items()],
            "facts": self.facts,
            "colours": {name: getattr(palette, name.upper()) for name in (*COLOURS, *SHADES)},
        }

    def _widget(self) -> Any:
        if self._box is None:
            make = _widget_class()
            if make is None:
                return super()._widget()
            self._box = make(state=self.state())
        return self._box


@cache
def _widget_class() -> Any:
    """Return the class of the widgets, or None where the package anywidget is not installed, such as in Colab."""
    try:
        anywidget = importlib.import_module("anywidget")
    except ImportError:
        return None
    return type(
        "DrawnInBrowser",
        (anywidget.AnyWidget,),
        {"_esm": script(), "state": traitlets.Dict().tag(sync=True)},
    )


def _described(name: str, control: Control) -> dict[str, Any]:
    """Describe a control for the script."""
    if isinstance(control, Steps):
        steps = {"low": control.low, "high": control.high, "step": control.step}
        return {"name": name, "kind": "steps", "label": control.label, "start": control.start, **steps}
    if isinstance(control, Choice):
        options = list(control.options)
        return {"name": name, "kind": "choice", "label": control.label, "start": control.start, "options": options}
    if isinstance(control, Grid):
        presets = {key: np.ravel(numbers).tolist() for key, numbers in control.presets.items()}
        grid = {"columns": control.start.shape[1], "low": control.low, "high": control.high, "presets": presets}
        return {"name": name, "kind": "grid", "label": control.label, "start": control.start.ravel().tolist(), **grid}
    raise TypeError(f"expected steps, a choice or a grid for a showcase; came {type(control).__name__}")
