"""The controls of a demo: described here once, made into widgets when there is a page to show them on."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import ipywidgets as widgets
import numpy as np

Changed = Callable[[Any], None]
LABEL_WIDTH = "190px"


class Control(Protocol):
    """What a demo asks of a control."""

    @property
    def start(self) -> Any:
        """The value at first."""

    def corners(self) -> list[Any]:
        """List the values that a test should try: both ends, or every choice."""

    def widget(self, changed: Changed) -> widgets.Widget:
        """Make the widget; it calls `changed` with each new value."""


@dataclass(frozen=True)
class Steps:
    """A number, moved by a slider, or one step at a time by two buttons.

    Args:
        label: what the number is, in words.
        low: smallest value.
        high: largest value.
        start: value at first.
        step: distance between neighbouring values; with a whole number all values are whole numbers.
    """

    label: str
    low: float
    high: float
    start: float
    step: float = 1

    def __post_init__(self) -> None:
        if not self.low <= self.start <= self.high:
            raise ValueError(f"{self.label} starts between {self.low} and {self.high}: {self.start} came")

    def corners(self) -> list[float]:
        """List the smallest, the first and the largest value."""
        return list(dict.fromkeys([self.low, self.start, self.high]))

    def widget(self, changed: Changed) -> widgets.Widget:
        """Make a slider between two buttons."""
        whole = all(float(number).is_integer() for number in (self.low, self.high, self.start, self.step))
        make = widgets.IntSlider if whole else widgets.FloatSlider
        slider = make(min=self.low, max=self.high, value=self.start, step=self.step)
        slider.layout.width, slider.tooltip = "300px", self.label
        slider.observe(lambda change: changed(change["new"]), "value")

        def move(steps: int) -> None:
            value = round(slider.value + steps * self.step, 10)
            slider.value = min(max(value, self.low), self.high)

        previous = _button("◀ previous", f"{self.label}: one step back", lambda: move(-1))
        following = _button("next ▶", f"{self.label}: one step on", lambda: move(1))
        return _row(self.label, previous, slider, following)


@dataclass(frozen=True)
class Choice:
    """One of a few named options, as a row of buttons.

    Args:
        label: what is chosen, in words.
        options: names, which are also the values.
        start: the option chosen at first; by default the first one.
    """

    label: str
    options: Sequence[str]
    start: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", self.start or self.options[0])
        if self.start not in self.options:
            raise ValueError(f"{self.label} starts with one of {list(self.options)}: {self.start!r} came")

    def corners(self) -> list[str]:
        """List all options."""
        return list(self.options)

    def widget(self, changed: Changed) -> widgets.Widget:
        """Make one button an option."""
        buttons = widgets.ToggleButtons(options=list(self.options), value=self.start)
        buttons.style.button_width = "auto"
        buttons.observe(lambda change: changed(change["new"]), "value")
        return _row(self.label, buttons)


@dataclass(frozen=True)
class Switch:
    """Something that is on or off.

    Args:
        label: what is on, in words.
        start: whether it is on at first.
    """

    label: str
    start: bool = False

    def corners(self) -> list[bool]:
        """List off and on."""
        return [False, True]

    def widget(self, changed: Changed) -> widgets.Widget:
        """Make a box to tick."""
        box = widgets.Checkbox(value=self.start, description=self.label, indent=False)
        box.layout.width = "auto"
        box.observe(lambda change: changed(change["new"]), "value")
        return _row("", box)


@dataclass(frozen=True)
class Grid:
    """A small matrix of numbers that can be edited cell by cell, or filled by a preset.

    Args:
        label: what the matrix is, in words.
        start: array of shape (height, width) shown at first.
        presets: arrays of the same shape under their names; each gets a button that fills the grid.
        low: smallest number accepted.
        high: largest number accepted.
    """

    label: str
    start: np.ndarray
    presets: Mapping[str, np.ndarray] = field(default_factory=dict)
    low: float = -99.0
    high: float = 99.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", np.array(self.start, dtype=float))
        for name, preset in self.presets.items():
            if np.shape(preset) != self.start.shape:
                raise ValueError(
                    f"preset {name!r} has shape {self.start.shape} as the grid has: {np.shape(preset)} came"
                )

    def corners(self) -> list[np.ndarray]:
        """List the first matrix, every preset, and nothing but zeros."""
        presets = [np.array(preset, dtype=float) for preset in self.presets.values()]
        return [self.start.copy(), *presets, np.zeros(self.start.shape)]

    def widget(self, changed: Changed) -> widgets.Widget:
        """Make one field a number, and one button a preset."""
        # The fields show three digits; a preset such as 1/9 still counts exactly.
        exact = self.start.copy()
        cells = [self._cell(number, index) for index, number in np.ndenumerate(exact)]
        filling = False

        def typed(index: tuple[int, ...], number: float) -> None:
            exact[index] = number
            if not filling:
                changed(exact.copy())

        def fill(preset: np.ndarray) -> None:
            # One redrawing for the whole matrix, not one for each of its cells.
            nonlocal filling
            filling = True
            for cell, number in zip(cells, np.ravel(preset), strict=True):
                cell.value = round(float(number), 3)
            filling = False
            exact[:] = preset
            changed(exact.copy())

        for cell, index in zip(cells, np.ndindex(exact.shape), strict=True):
            cell.observe(lambda change, index=index: typed(index, change["new"]), "value")
        columns = exact.shape[1]
        layout = widgets.Layout(grid_template_columns=f"repeat({columns}, 76px)", grid_gap="3px")
        grid = widgets.GridBox(cells, layout=layout)
        buttons = [
            _button(name, f"{self.label}: {name}", functools.partial(fill, preset))
            for name, preset in self.presets.items()
        ]
        presets = widgets.Box(buttons, layout=widgets.Layout(flex_flow="row wrap", max_width="420px"))
        return _row(self.label, grid, presets)

    def _cell(self, number: float, index: tuple[int, ...]) -> widgets.BoundedFloatText:
        cell = widgets.BoundedFloatText(value=round(float(number), 3), min=self.low, max=self.high, step=0.1)
        cell.layout.width = "74px"
        cell.tooltip = f"{self.label}, row {index[0] + 1}, column {index[1] + 1}"
        return cell


def _button(description: str, tooltip: str, pressed: Callable[[], None]) -> widgets.Button:
    button = widgets.Button(description=description, tooltip=tooltip, layout=widgets.Layout(width="auto"))
    button.on_click(lambda _: pressed())
    return button


def _row(label: str, *parts: widgets.Widget) -> widgets.Box:
    words = widgets.Label(label, layout=widgets.Layout(width=LABEL_WIDTH, flex="0 0 auto"))
    layout = widgets.Layout(flex_flow="row wrap", align_items="center", max_width="860px")
    return widgets.Box([words, *parts], layout=layout)
